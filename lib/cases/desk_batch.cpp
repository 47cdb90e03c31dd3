// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_desk.hpp"
#include "cases/input_shape.hpp"
#include "formats/json.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <cstdint>

// Lines of a batch.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

const std::vector<std::string> members{"do",      "case",      "area",    "questionset", "workflow", "start",
                                       "follows", "form",      "to",      "users",       "parts",    "from",
                                       "key",     "recipient", "comment", "if_version"};

std::string text(const Json& line, const char* key, TextKind kind = TextKind::line)
{
    return text_of_member(line, key, "CAS-050", kind);
}

std::vector<std::string> texts(const Json& line, const char* key) { return texts_of_member(line, key, "CAS-050"); }

std::optional<int> version_of(const Json& line)
{
    if (!line.contains("if_version") || line.at("if_version").is_null())
        return std::nullopt;
    const Json& version = line.at("if_version");
    if (!version.is_number_integer() || version.get<std::int64_t>() < 1 || version.get<std::int64_t>() > INT32_MAX)
        throw Error{Status::input, "CAS-050",
                    "if_version takes the version of a case, not " + in_quotes(dump_json(version)) +
                        "; nothing was changed"};
    return version.get<int>();
}

std::vector<CasePart> parts_of(const Json& line)
{
    std::vector<CasePart> parts;
    if (!line.contains("parts") || line.at("parts").is_null())
        return parts;
    const Json& list = line.at("parts");
    const bool well =
        list.is_array() && std::all_of(list.begin(), list.end(), [](const Json& part) { return part.is_object(); });
    if (!well)
        throw Error{Status::input, "CAS-050", "parts takes a list of objects; nothing was changed",
                    R"(write [{"authority": "RO:cmr", "questions": ["..."]}])"};
    for (const Json& part : list)
        parts.push_back({text(part, "authority"), texts(part, "questions")});
    return parts;
}

void read_input(const Json& line, ActInput& input)
{
    if (line.contains("form"))
        input.form = line.at("form");
    input.to = texts(line, "to");
    input.users = texts(line, "users");
    input.recipient = text(line, "recipient");
    input.comment = text(line, "comment", TextKind::free);
    input.key = text(line, "key");
    input.if_version = version_of(line);
    input.parts = parts_of(line);
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
