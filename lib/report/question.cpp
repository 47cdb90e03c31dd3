// SPDX-License-Identifier: EUPL-1.2
#include "report/question.hpp"

#include "base/country.hpp"
#include "base/error.hpp"
#include "directory/vocabularies.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi::report
{

namespace
{

using statistics::Dimension;
using statistics::Population;
using statistics::Report;
using Json = nlohmann::ordered_json;
using Source = Dimension::Source;

constexpr Instant day_seconds = 86'400;

std::vector<std::string> dimension_names(const Report& report)
{
    std::vector<std::string> names;
    for (const Dimension& dimension : report.dimensions)
        names.push_back(dimension.id);
    return names;
}

const Dimension& dimension_of(const Report& report, const std::string& id, const char* option)
{
    const Dimension* dimension = report.dimension(id);
    if (dimension == nullptr)
        throw Error{Status::usage, "RPT-011",
                    std::string{option} + ": the report " + report.id + " has no dimension " + in_quotes(id),
                    suggest_one(id, dimension_names(report))};
    return *dimension;
}

/// A code as it is counted: countries may be written in two ways.
std::string code_of(const Dimension& dimension, const std::string& code)
{
    if (dimension.source != Source::country && dimension.source != Source::country_of)
        return code;
    const Country* country = find_country(code);
    if (country == nullptr)
        throw Error{Status::usage, "RPT-011", "--where: " + in_quotes(code) + " is no country that takes part",
                    "give the two letters of the EU style guide, such as DE, EL or UK"};
    return std::string{country->code};
}

} // namespace

Instant asked_day(const std::string& civil, const char* option)
{
    if (!is_civil_date(civil)) {
        const std::string guess = iso_guess(civil);
        throw Error{Status::usage, "RPT-012", std::string{option} + ": " + in_quotes(civil) + " is no date",
                    guess.empty() ? "write it as 2008-07-31" : "did you mean " + guess + "?"};
    }
    return end_of_day(civil);
}

bool is_register(const Report& report)
{
    return report.population == Population::authorities || report.population == Population::users;
}

Asked understand(Database& db, const Report& report, const Query& query, Instant now, std::int64_t last_entry)
{
    Asked asked;
    for (const std::string& id : query.by)
        if (dimension_of(report, id, "--by"); std::count(query.by.begin(), query.by.end(), id) > 1)
            throw Error{Status::usage, "RPT-011", "--by names " + in_quotes(id) + " twice", "name each dimension once"};
    const auto names = [&](Source source) {
        return std::any_of(query.by.begin(), query.by.end(),
                           [&](const std::string& id) { return report.dimension(id)->source == source; });
    };
    if (report.population == Population::answers && !query.by.empty() && !names(Source::item))
        throw Error{Status::usage, "RPT-011", "--by: answers mean something only with their question",
                    "name the dimension of the questions as well"};
    asked.by = query.by.empty() ? report.by : query.by;
    for (const auto& [id, code] : query.where) {
        const Dimension& dimension = dimension_of(report, id, "--where");
        const auto known = std::find_if(asked.where.begin(), asked.where.end(),
                                        [&](const auto& one) { return one.first.id == dimension.id; });
        auto& codes = known == asked.where.end()
                          ? asked.where.emplace_back(dimension, std::vector<std::string>{}).second
                          : known->second;
        codes.push_back(code_of(dimension, code));
    }
    if ((!query.from.empty() || !query.to.empty()) && (is_register(report) || report.population == Population::figures))
        throw Error{Status::usage, "RPT-012", "the report " + report.id + " has no period",
                    is_register(report) ? "--as-of gives the register of an earlier day" : "leave --from and --to out"};
    if (!query.from.empty())
        asked.from = asked_day(query.from, "--from") - day_seconds + 1;
    if (!query.to.empty())
        asked.to = asked_day(query.to, "--to");
    if (asked.from && asked.to && *asked.from > *asked.to)
        throw Error{Status::usage, "RPT-012", "--from is after --to", "the period begins with --from"};
    if (!query.area.empty()) {
        const Vocabularies vocabularies = Vocabularies::load(db);
        asked.area = vocabularies.area(query.area);
        if (asked.area.empty())
            throw Error{Status::usage, "RPT-014", in_quotes(query.area) + " is no legislative area of this store",
                        vocabularies.nearest_area(query.area).empty()
                            ? "imi-store info lists them"
                            : did_you_mean(vocabularies.nearest_area(query.area))};
    }
    asked.as_of = {query.as_of.value_or(now), query.entry.value_or(last_entry)};
    if (asked.as_of.until > std::max(now, end_of_day(civil_date(now))))
        throw Error{Status::usage, "RPT-013", "the day asked for has not come yet",
                    "--as-of takes today or an earlier day"};
    if (asked.as_of.entry > last_entry)
        throw Error{Status::input, "RPT-013",
                    "the log has " + std::to_string(last_entry) + " entries, not " + std::to_string(asked.as_of.entry),
                    "it was another store, or a later state of this one"};
    return asked;
}

Json parameters_of(const Query& query, const Asked& asked)
{
    Json parameters = Json::object();
    if (!query.from.empty())
        parameters["from"] = query.from;
    if (!query.to.empty())
        parameters["to"] = query.to;
    if (!asked.by.empty())
        parameters["by"] = asked.by;
    for (const auto& [dimension, codes] : asked.where)
        parameters["where"][dimension.id] = codes;
    if (!asked.area.empty())
        parameters["area"] = asked.area;
    return parameters;
}

} // namespace imi::report
