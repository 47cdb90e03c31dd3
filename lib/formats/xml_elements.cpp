// SPDX-License-Identifier: EUPL-1.2
#include "formats/xml_elements.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::size_t block = std::size_t{256} << 10;
constexpr std::string_view name_ends = " \t\r\n/>";

[[noreturn]] void refuse_xml(const std::string& what, const std::string& file)
{
    throw Error{Status::input, "FMT-060", "is no XLSX file, or a damaged one: " + what,
                "save the table as XLSX once more, or as CSV in UTF-8", file};
}

/// The encoding that the declaration names, in small letters; empty when it names none.
std::string declared_encoding(std::string_view text)
{
    if (!text.starts_with("<?xml"))
        return {};
    const std::string_view declaration = text.substr(0, std::min(text.find("?>"), std::size_t{200}));
    std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos || (at = declaration.find_first_of("\"'", at)) == std::string_view::npos)
        return {};
    const std::size_t end = declaration.find(declaration[at], at + 1);
    return fold_case(declaration.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
}

} // namespace

std::string_view local_name(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void require_plain_xml(std::string_view text, const std::string& file)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        refuse_xml("its XML is UTF-16, not UTF-8", file);
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const std::string encoding = declared_encoding(text);
    if (!encoding.empty() && encoding != "utf-8" && encoding != "us-ascii")
        refuse_xml("its XML is not UTF-8", file);
    if (text.find('\0') != std::string_view::npos)
        refuse_xml("its XML has a NUL byte", file);
    if (text.find("<!DOCTYPE") != std::string_view::npos)
        refuse_xml("its XML has a DOCTYPE, which is not allowed", file);
}

XmlElements::XmlElements(Read read, std::vector<std::string> names, std::string file)
    : read_{std::move(read)}, names_{std::move(names)}, file_{std::move(file)}
{
}

void XmlElements::refuse(const std::string& what) const { refuse_xml(what, file_); }

/// Reads more behind what is there. False at the end.
bool XmlElements::more()
{
    if (ended_)
        return false;
    if (buffer_.size() > limits::xml_element_bytes)
        throw Error{Status::input, "FMT-015",
                    "has a row or text of more than " + std::to_string(limits::xml_element_bytes >> 20U) + " MiB",
                    "save the table as CSV in UTF-8 if it is what it should be", file_};
    const std::size_t have = buffer_.size();
    buffer_.resize(have + block);
    const std::size_t got = read_(std::span{buffer_}.subspan(have));
    buffer_.resize(have + got);
    if (buffer_.find('\0', have) != std::string::npos)
        refuse("its XML has a NUL byte");
    ended_ = got < block;
    return got != 0;
}

void XmlElements::check_start()
{
    started_ = true;
    more();
    require_plain_xml(std::string_view{buffer_}.substr(0, 1024), file_);
}

/// Position of a text from `from` on, reading on as needed; refused when it does not come.
std::size_t XmlElements::find(std::string_view what, std::size_t from)
{
    for (;;) {
        const std::size_t found = buffer_.find(what, from);
        if (found != std::string::npos)
            return found;
        from = std::max(from, buffer_.size() - std::min(buffer_.size(), what.size() - 1));
        if (!more())
            refuse("its XML ends too early");
    }
}

/// The next tag from `from` on. False at the end.
bool XmlElements::markup(std::size_t from, Tag& tag)
{
    for (;;) {
        std::size_t at = buffer_.find('<', from);
        if (at == std::string::npos) {
            from = buffer_.size();
            if (!more())
                return false;
            continue;
        }
        // The longest opening that matters is <![CDATA[.
        while (buffer_.size() - at < 9 && more())
            ;
        const std::string_view rest = std::string_view{buffer_}.substr(at);
        if (rest.starts_with("<!--")) {
            from = find("-->", at + 4) + 3;
        } else if (rest.starts_with("<![CDATA[")) {
            from = find("]]>", at + 9) + 3;
        } else if (rest.starts_with("<?")) {
            from = find("?>", at + 2) + 2;
        } else if (rest.starts_with("<!")) {
            refuse("its XML has a DOCTYPE, which is not allowed");
        } else {
            std::size_t end = at + 1;
            for (char quote = 0;; ++end) {
                if (end == buffer_.size() && !more())
                    refuse("its XML ends too early");
                const char c = buffer_[end];
                if (quote != 0)
                    quote = c == quote ? '\0' : quote;
                else if (c == '"' || c == '\'')
                    quote = c;
                else if (c == '>')
                    break;
            }
            tag.begin = at;
            tag.end = end + 1;
            tag.closes = buffer_[at + 1] == '/' || buffer_[end - 1] == '/';
            tag.opens = buffer_[at + 1] != '/';
            const std::size_t name = at + (tag.opens ? 1 : 2);
            const std::size_t name_end = buffer_.find_first_of(name_ends, name);
            tag.name = local_name(std::string_view{buffer_}.substr(name, name_end - name));
            return true;
        }
    }
}

bool XmlElements::next(Element& element)
{
    if (!started_)
        check_start();
    for (;;) {
        // What was given goes in large pieces, so that it is not moved for each element.
        if (begin_ > block) {
            buffer_.erase(0, begin_);
            begin_ = 0;
        }
        Tag tag{};
        if (!markup(begin_, tag))
            return false;
        const auto wanted = std::find(names_.begin(), names_.end(), tag.name);
        if (!tag.opens || wanted == names_.end()) {
            begin_ = tag.end;
            continue;
        }
        const std::size_t element_begin = tag.begin;
        while (!(tag.closes && tag.name == *wanted)) {
            if (!markup(tag.end, tag))
                refuse("its XML ends too early");
        }
        begin_ = tag.end;
        element.name = *wanted;
        element.text = std::string_view{buffer_}.substr(element_begin, tag.end - element_begin);
        return true;
    }
}

} // namespace imi
