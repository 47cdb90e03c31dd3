// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

const std::vector<std::string> default_rights{"reply", "send"};

/// Appends members in order; what is empty is left out.
class ObjectText
{
public:
    explicit ObjectText(std::string& out) : out_{out} { out_ += '{'; }
    void close() { out_ += '}'; }
    std::string& key(std::string_view name)
    {
        if (!first_)
            out_ += ',';
        first_ = false;
        append_json_string(out_, name);
        return out_ += ':';
    }
    void text(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            append_json_string(key(name), value);
    }
    void list(std::string_view name, const std::vector<std::string>& values)
    {
        if (!values.empty())
            strings(key(name), values);
    }
    static void strings(std::string& out, const std::vector<std::string>& values)
    {
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i != 0)
                out += ',';
            append_json_string(out, values[i]);
        }
        out += ']';
    }

private:
    std::string& out_;
    bool first_ = true;
};

template <class Values, class Write> void append_array(std::string& out, const Values& values, Write write)
{
    out += '[';
    bool first = true;
    for (const auto& value : values) {
        if (!first)
            out += ',';
        first = false;
        write(value);
    }
    out += ']';
}

void append_name(std::string& out, const Name& name)
{
    out += "{\"lang\":";
    if (name.lang)
        append_json_string(out, *name.lang);
    else
        out += "null";
    out += ",\"text\":";
    append_json_string(out, name.text);
    out.append(",\"kind\":\"").append(to_string(name.kind)).append("\"}");
}

void append_area(std::string& out, const AreaEntry& entry)
{
    ObjectText object{out};
    object.text("area", entry.area);
    if (entry.role != AuthorityRole::authority)
        object.text("role", to_string(entry.role));
    if (entry.rights != default_rights)
        ObjectText::strings(object.key("rights"), entry.rights);
    if (!entry.coordinators.empty()) {
        append_array(object.key("coordinators"), entry.coordinators, [&](const CoordinatorLink& link) {
            out.append("{\"kind\":\"").append(to_string(link.kind)).append("\",\"authority\":");
            append_json_string(out, link.authority.text());
            out += '}';
        });
    }
    object.close();
}

std::vector<std::string> strings(const Json& list)
{
    std::vector<std::string> values;
    for (const Json& value : list)
        values.push_back(value.get<std::string>());
    return values;
}

Name read_name(const Json& json)
{
    Name name;
    if (!json.at("lang").is_null())
        name.lang = json.at("lang").get<std::string>();
    name.text = json.at("text").get<std::string>();
    name.kind = parse_name_kind(json.at("kind").get_ref<const std::string&>()).value();
    return name;
}

AuthorityKey read_key(const Json& json)
{
    const auto& text = json.get_ref<const std::string&>();
    return {text.substr(0, 2), text.substr(3)};
}

AreaEntry read_area(const Json& json)
{
    AreaEntry entry;
    entry.area = json.at("area").get<std::string>();
    if (json.contains("role"))
        entry.role = parse_authority_role(json.at("role").get_ref<const std::string&>()).value();
    if (json.contains("rights"))
        entry.rights = strings(json.at("rights"));
    if (json.contains("coordinators")) {
        for (const Json& link : json.at("coordinators"))
            entry.coordinators.push_back({parse_coordinator_kind(link.at("kind").get_ref<const std::string&>()).value(),
                                          read_key(link.at("authority"))});
    }
    return entry;
}

void read_member(Authority& authority, const std::string& name, const Json& value)
{
    for (const TextMemberRow& text : text_members) {
        if (text.name == name) {
            authority.*text.member = value.get<std::string>();
            return;
        }
    }
    if (name == "names") {
        for (const Json& item : value)
            authority.names.push_back(read_name(item));
    } else if (name == "languages") {
        authority.languages = strings(value);
    } else if (name == "professions") {
        authority.professions = strings(value);
    } else if (name == "keywords") {
        authority.keywords = strings(value);
    } else if (name == "successors") {
        for (const Json& item : value)
            authority.successors.push_back(read_key(item));
    } else if (name == "areas") {
        for (const Json& item : value)
            authority.areas.push_back(read_area(item));
    } else if (name == "ext") {
        for (const auto& [key, text] : value.items())
            authority.ext[key] = text.get<std::string>();
    }
}

} // namespace

std::string encode_content(const Authority& authority)
{
    std::string out;
    out.reserve(512);
    ObjectText object{out};
    object.text("type", authority.type);
    if (!authority.names.empty())
        append_array(object.key("names"), authority.names, [&](const Name& name) { append_name(out, name); });
    object.text("city", authority.city);
    object.text("address", authority.address);
    object.text("postcode", authority.postcode);
    object.text("region", authority.region);
    object.text("email", authority.email);
    object.text("phone", authority.phone);
    object.text("website", authority.website);
    object.list("languages", authority.languages);
    if (!authority.areas.empty())
        append_array(object.key("areas"), authority.areas, [&](const AreaEntry& entry) { append_area(out, entry); });
    object.list("professions", authority.professions);
    object.list("keywords", authority.keywords);
    object.text("source", authority.source);
    object.text("class", authority.source_class);
    if (!authority.ext.empty()) {
        ObjectText ext{object.key("ext")};
        for (const auto& [key, value] : authority.ext)
            append_json_string(ext.key(key), value);
        ext.close();
    }
    object.text("valid_from", authority.valid_from);
    object.text("valid_to", authority.valid_to);
    if (!authority.successors.empty())
        append_array(object.key("successors"), authority.successors,
                     [&](const AuthorityKey& key) { append_json_string(out, key.text()); });
    object.close();
    return out;
}

Authority decode_content(AuthorityKey key, AuthorityState state, std::string_view content)
{
    Authority authority;
    authority.key = std::move(key);
    authority.state = state;
    try {
        const Json json = parse_json(content, {});
        for (const auto& [name, value] : json.items())
            read_member(authority, name, value);
    } catch (const std::exception&) {
        throw Error{Status::store, "STO-003",
                    "the store is damaged: the record of " + authority.key.text() + " cannot be read",
                    "run imi-store check, and restore a backup"};
    }
    return authority;
}

bool is_valid_on(std::string_view content, std::string_view date)
{
    // Quotes inside of values are escaped, so a key that is found is one: of the record, or of `ext`.
    if (content.find("\"valid_from\":") == std::string_view::npos &&
        content.find("\"valid_to\":") == std::string_view::npos)
        return true;
    const Authority authority = decode_content({}, AuthorityState::active, content);
    return (authority.valid_from.empty() || authority.valid_from <= date) &&
           (authority.valid_to.empty() || authority.valid_to >= date);
}

} // namespace imi
