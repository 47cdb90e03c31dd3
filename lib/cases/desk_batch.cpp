// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_desk.hpp"
#include "formats/json.hpp"
#include "text/suggest.hpp"

#include <algorithm>

// Lines of a batch.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

const std::vector<std::string> members{"do",      "case",      "area",    "questionset", "workflow", "start",
                                       "follows", "form",      "to",      "users",       "parts",    "from",
                                       "key",     "recipient", "comment", "if_version"};

std::string text(const Json& line, const char* key)
{
    if (!line.contains(key) || line.at(key).is_null())
        return {};
    if (!line.at(key).is_string())
        throw Error{Status::input, "CAS-050",
                    std::string{key} + " takes a text, not a " + std::string{json_kind(line.at(key))} +
                        "; nothing was changed"};
    return line.at(key).get<std::string>();
}

/// One text, or a list of texts.
std::vector<std::string> texts(const Json& line, const char* key)
{
    std::vector<std::string> list;
    if (!line.contains(key))
        return list;
    const Json& value = line.at(key);
    for (const Json& one : value.is_array() ? value : Json::array({value})) {
        if (!one.is_string())
            throw Error{Status::input, "CAS-050", std::string{key} + " takes texts; nothing was changed"};
        list.push_back(one.get<std::string>());
    }
    return list;
}

void read_input(const Json& line, ActInput& input)
{
    if (line.contains("form"))
        input.form = line.at("form");
    input.to = texts(line, "to");
    input.users = texts(line, "users");
    input.recipient = text(line, "recipient");
    input.comment = text(line, "comment");
    input.key = text(line, "key");
    if (line.contains("if_version") && line.at("if_version").is_number_integer())
        input.if_version = line.at("if_version").get<int>();
    if (line.contains("parts"))
        for (const Json& part : line.at("parts"))
            input.parts.push_back({text(part, "authority"), texts(part, "questions")});
}

} // namespace

Json CaseDesk::batch_line(const Json& line, bool dry_run)
{
    if (!line.is_object())
        throw Error{Status::input, "CAS-050", "a line of a batch is an object; nothing was changed"};
    for (const auto& [key, value] : line.items())
        if (std::find(members.begin(), members.end(), key) == members.end())
            throw Error{Status::input, "CAS-050",
                        "a line of a batch has no " + in_quotes(key) + "; nothing was changed",
                        did_you_mean(nearest(key, members))};
    const std::string action = text(line, "do");
    if (action.empty())
        throw Error{Status::input, "CAS-050", "the line does not say what to do; nothing was changed",
                    R"(write {"do": "new", ...} or {"do": ACTION, "case": ...})"};
    CaseDesk desk = *this;
    if (line.contains("from"))
        desk.options_.from = text(line, "from");
    if (!line.contains("case")) {
        StartInput input;
        read_input(line, input);
        input.dry_run = dry_run;
        input.area = text(line, "area");
        input.questionset = text(line, "questionset");
        input.workflow = text(line, "workflow");
        input.start = text(line, "start").empty() && action != "new" ? action : text(line, "start");
        input.follows = text(line, "follows");
        return to_json(desk.start(input));
    }
    ActInput input;
    read_input(line, input);
    input.dry_run = dry_run;
    return to_json(desk.act(text(line, "case"), action, input));
}

} // namespace imi
