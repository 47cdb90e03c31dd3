// SPDX-License-Identifier: EUPL-1.2
#include "report/verify.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "report/writers.hpp"

#include <map>
#include <set>

namespace imi::report
{

namespace
{

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse_published(const std::string& message, std::string hint = {})
{
    throw Error{Status::input, "RPT-024", message, std::move(hint)};
}

Query query_of(const Json& json)
{
    const Json& parameters = json.at("parameters");
    Query query;
    query.from = parameters.value("from", std::string{});
    query.to = parameters.value("to", std::string{});
    if (parameters.contains("by"))
        query.by = parameters.at("by").get<std::vector<std::string>>();
    if (const auto where = parameters.find("where"); where != parameters.end())
        for (const auto& [dimension, codes] : where->items())
            for (const Json& code : codes)
                query.where.emplace_back(dimension, code.get<std::string>());
    query.area = parameters.value("area", std::string{});
    query.as_of = parse_instant(json.at("as_of").get<std::string>());
    if (!query.as_of)
        refuse_published("\"as_of\" is no instant");
    query.entry = json.at("source").at("entry").get<std::int64_t>();
    return query;
}

/// Rows by what identifies them: their codes.
std::map<std::string, Json> rows_of(const Json& report)
{
    std::map<std::string, Json> rows;
    for (const Json& row : report.at("rows")) {
        std::string key;
        for (const Json& column : report.at("columns"))
            if (column.at("type") == "code" && column.at("id") != "agrees") {
                const Json& code = row.at(column.at("id").get<std::string>());
                key.append(key.empty() ? "" : " ").append(code.is_string() ? code.get<std::string>() : "-");
            }
        while (rows.contains(key))
            key += " again";
        rows.emplace(std::move(key), row);
    }
    return rows;
}

/// What is not in a language: all but titles, definition and notes.
Json without_words(Json report)
{
    for (const char* words : {"title", "definition", "notes", "rows", "total", "as_of"})
        report.erase(words);
    for (Json& column : report.at("columns"))
        column.erase("title");
    return report;
}

/// Compares members of two objects, each of which may have more.
void compare_members(const std::string& report, const std::string& row, const Json& before, const Json& now,
                     std::vector<Difference>& differences)
{
    std::set<std::string> members;
    for (const Json* one : {&before, &now})
        for (const auto& [id, value] : one->items())
            members.insert(id);
    members.erase("note");
    for (const std::string& id : members) {
        const Json was = before.value(id, Json{});
        const Json is = now.value(id, Json{});
        if (was != is)
            differences.push_back({report, row, id, was, is});
    }
}

void compare(const Json& published, const Json& computed, std::vector<Difference>& differences)
{
    const std::string report = computed.at("report").get<std::string>();
    compare_members(report, {}, without_words(published), without_words(computed), differences);
    const auto before = rows_of(published);
    const auto now = rows_of(computed);
    std::set<std::string> keys;
    for (const auto* rows : {&before, &now})
        for (const auto& [key, row] : *rows)
            keys.insert(key);
    for (const std::string& key : keys) {
        const auto one = before.find(key);
        const auto other = now.find(key);
        if (one == before.end() || other == now.end())
            differences.push_back({report,
                                   key,
                                   {},
                                   one == before.end() ? Json{} : one->second,
                                   other == now.end() ? Json{} : other->second});
        else
            compare_members(report, key, one->second, other->second, differences);
    }
    compare_members(report, "total", published.value("total", Json::object()), computed.value("total", Json::object()),
                    differences);
}

} // namespace

std::vector<Difference> verify(Desk& desk, Database& db, bool is_training, const Json& published)
{
    std::vector<Difference> differences;
    const Json all = published.is_array() ? published : Json::array({published});
    if (all.empty())
        refuse_published("there is no report in it", "give a file that imi-report wrote with --format json");
    for (const Json& one : all) {
        try {
            const statistics::Report& report = desk.find(one.at("report").get<std::string>());
            const Query query = query_of(one);
            const auto entry = AuditLog{db}.find(*query.entry);
            if (!entry || to_hex(Bytes{entry->head}) != one.at("source").at("head").get<std::string>())
                refuse_published("the report was made from another store, or its log was changed: entry " +
                                     std::to_string(*query.entry) + " is not the one that it names",
                                 "imi-store audit verify proves the log");
            if (one.at("source").at("version") != report.version)
                refuse_published("the report " + report.id + " was published in version " +
                                     one.at("source").at("version").get<std::string>() + ", installed is " +
                                     report.version,
                                 "its definition was another one then");
            Result result = desk.run(report, query);
            result.is_training = is_training;
            compare(one, to_json(result), differences);
        } catch (const Json::exception&) {
            refuse_published("this is no published report", "give a file that imi-report wrote with --format json");
        }
    }
    return differences;
}

} // namespace imi::report
