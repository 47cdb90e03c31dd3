// SPDX-License-Identifier: EUPL-1.2
#include "formats/json.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <set>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// Builds the tree while the library reads, and refuses what its own tree builder would take silently.
class StrictBuilder : public nlohmann::json_sax<Json>
{
public:
    StrictBuilder(std::string_view text, const Place& place) : text_{text}, place_{place} {}
    Json take() { return std::move(root_); }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > static_cast<number_unsigned_t>(INT64_MAX))
            refuse("FMT-023", "the number " + std::to_string(value) + " does not fit into 64 bits");
        return put(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t& literal) override
    {
        // An integer that fits no 64 bits arrives here as a real that is not what was written.
        if (literal.find_first_of(".eE") == std::string::npos)
            refuse("FMT-023", "the number " + escape_for_message(literal) + " does not fit into 64 bits");
        return put(value);
    }
    bool string(string_t& value) override
    {
        if (value.find('\0') != std::string::npos)
            refuse("FMT-024", "U+0000 NUL is not allowed");
        return put(std::move(value));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool key(string_t& name) override
    {
        if (stands_already(name))
            refuse("FMT-022", "the key \"" + escape_for_message(name) + "\" stands twice");
        key_ = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override
    {
        const std::string_view what = error.what();
        const std::size_t reason = what.rfind("; ");
        position_ = position == 0 ? 0 : position - 1;
        if (what.find("out of range") != std::string_view::npos || what.find("406") != std::string_view::npos)
            refuse("FMT-023", "a number is out of range");
        refuse("FMT-020", "is no valid JSON: " + escape_for_message(reason == std::string_view::npos
                                                                        ? what.substr(what.rfind(": ") + 2)
                                                                        : what.substr(reason + 2),
                                                                    160));
    }

    [[noreturn]] void refuse(const char* code, const std::string& message)
    {
        Place at = place_;
        std::size_t line_begin = 0;
        for (std::size_t i = 0; i < position_ && i < text_.size(); ++i) {
            if (text_[i] == '\n') {
                ++at.line;
                line_begin = i + 1;
            }
        }
        const std::size_t end = std::min(position_, text_.size());
        at.column = 1;
        for (std::size_t i = line_begin; i < end; ++i)
            at.column += (static_cast<unsigned char>(text_[i]) & 0xc0) != 0x80;
        throw Error{Status::input,
                    code,
                    message + " (line " + std::to_string(at.line) +
                        (position_ != 0 ? ", column " + std::to_string(at.column) : std::string{}) + ")",
                    {},
                    at.text()};
    }
    void at(std::size_t position) { position_ = position; }

private:
    template <class Value> bool put(Value&& value)
    {
        if (open_.empty())
            root_ = std::forward<Value>(value);
        else if (open_.back()->is_array())
            open_.back()->push_back(std::forward<Value>(value));
        else
            append_member(std::forward<Value>(value));
        return true;
    }
    /// Of few members the names are compared one by one; a set of them is only worth its memory for many.
    bool stands_already(const std::string& name)
    {
        const auto& members = open_.back()->get_ref<const Json::object_t&>();
        std::set<std::string>& keys = keys_.back();
        if (members.size() < few_members)
            return std::any_of(members.begin(), members.end(), [&](const auto& own) { return own.first == name; });
        if (keys.empty())
            for (const auto& own : members)
                keys.insert(own.first);
        return !keys.insert(name).second;
    }
    /// The library would look for the key first, one by one; key() knows already that it is new.
    template <class Value> Json& append_member(Value&& value)
    {
        Json::object_t::Container& members = open_.back()->get_ref<Json::object_t&>();
        return members.emplace_back(std::move(key_), std::forward<Value>(value)).second;
    }
    bool open(Json empty)
    {
        if (open_.size() >= limits::json_depth)
            refuse("FMT-021", "is nested deeper than " + std::to_string(limits::json_depth) + " levels");
        Json* added = nullptr;
        if (open_.empty()) {
            root_ = std::move(empty);
            added = &root_;
        } else if (open_.back()->is_array()) {
            open_.back()->push_back(std::move(empty));
            added = &open_.back()->back();
        } else {
            added = &append_member(std::move(empty));
        }
        // Its growth would copy the names of the members that it has.
        if (added->is_object())
            added->get_ref<Json::object_t&>().reserve(open_.empty() ? 16 : 4);
        open_.push_back(added);
        keys_.emplace_back();
        return true;
    }
    bool close()
    {
        open_.pop_back();
        keys_.pop_back();
        return true;
    }

    static constexpr std::size_t few_members = 32;

    std::string_view text_;
    Place place_;
    std::size_t position_ = 0;
    Json root_;
    std::vector<Json*> open_;
    std::vector<std::set<std::string>> keys_; ///< of each open object, once it has many
    std::string key_;
};

/// Whether any of eight bytes must be escaped in a JSON text. Borrows between bytes come from such a byte only, so the
/// answer for the whole word is exact.
bool has_escaped(std::uint64_t word)
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    const std::uint64_t quotes = word ^ ones * '"';
    const std::uint64_t backslashes = word ^ ones * '\\';
    return (((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) &
           ones * 0x80;
}

/// Place of the first byte from `from` on that must be escaped; the size where there is none.
std::size_t next_escaped(std::string_view utf8, std::size_t from)
{
    std::size_t at = from;
    for (std::uint64_t word = 0; utf8.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, utf8.data() + at, sizeof word);
        if (has_escaped(word))
            break;
    }
    for (; at < utf8.size(); ++at) {
        const auto c = static_cast<unsigned char>(utf8[at]);
        if (c < 0x20 || c == '"' || c == '\\')
            break;
    }
    return at;
}

} // namespace

Json parse_json(std::string_view text, const Place& place)
{
    StrictBuilder builder{text, place};
    if (const auto bad = invalid_utf8(text)) {
        builder.at(*bad);
        builder.refuse("FMT-024", "not valid UTF-8");
    }
    // The library takes a NUL for the end of the text.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
        builder.at(nul);
        builder.refuse("FMT-024", "U+0000 NUL is not allowed");
    }
    // The library takes a mark before the value for granted; here it is a character like another.
    if (text.starts_with("\xEF\xBB\xBF"))
        builder.refuse("FMT-020", "is no valid JSON: a byte order mark stands before the value");
    Json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

std::string dump_json(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const nlohmann::ordered_json& member(const nlohmann::ordered_json& object, std::string_view key)
{
    static const nlohmann::ordered_json nothing;
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() ? *found : nothing;
}

void append_json_string(std::string& out, std::string_view utf8)
{
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = next_escaped(utf8, 0); i < utf8.size(); i = next_escaped(utf8, i + 1)) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        out.append(utf8, plain, i - plain);
        plain = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            out += "\\u00";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
    out.append(utf8, plain, utf8.size() - plain);
    out += '"';
}

std::string_view json_kind(const Json& value)
{
    switch (value.type()) {
    case Json::value_t::null:
        return "null";
    case Json::value_t::object:
        return "object";
    case Json::value_t::array:
        return "list";
    case Json::value_t::string:
        return "text";
    case Json::value_t::boolean:
        return "true or false";
    default:
        return "number";
    }
}

} // namespace imi
