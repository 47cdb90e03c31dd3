// SPDX-License-Identifier: EUPL-1.2
#include "cmd/report/subcommands.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;
using statistics::Population;

/// The options of `run` that mean something for it.
Json parameters_of(const statistics::Report& report)
{
    Json parameters = Json::array();
    if (report.population == Population::cases || report.population == Population::answers)
        parameters = {"from", "to"};
    if (report.population != Population::figures)
        for (const char* name : {"by", "where", "area"})
            parameters.push_back(name);
    parameters.push_back("as-of");
    return parameters;
}

void describe(const std::string& name, Invocation& invocation)
{
    with_desk(invocation, shipped_ui_texts(invocation.language()), [&](report::Desk& desk) {
        const statistics::Report& report = desk.find(name);
        report::Labels& labels = desk.labels();
        Json json{{"report", report.id},
                  {"version", report.version},
                  {"title", labels.text(report, title_path(report), report.title)},
                  {"definition", labels.text(report, definition_path(report), report.definition)},
                  {"parameters", parameters_of(report)},
                  {"by", report.by},
                  {"dimensions", Json::array()},
                  {"measures", Json::array()}};
        for (const statistics::Dimension& dimension : report.dimensions)
            json["dimensions"].push_back(
                {{"id", dimension.id}, {"title", labels.text(report, dimension_path(dimension), dimension.title)}});
        for (const statistics::Measure& measure : report.measures)
            json["measures"].push_back({{"id", measure.id},
                                        {"title", labels.text(report, measure_path(measure), measure.title)},
                                        {"unit", measure.unit()}});
        if (invocation.out().format() == "json")
            return invocation.out().document(json.dump(2) + "\n");
        std::string text = json["title"].get<std::string>() + " (" + report.id + " " + report.version + ")\n\n" +
                           json["definition"].get<std::string>() + "\n";
        const auto list = [&](const char* key, const std::string& heading) {
            if (json[key].empty())
                return;
            text += "\n" + heading + "\n";
            for (const Json& one : json[key]) {
                std::string id = one["id"].get<std::string>();
                id.resize(std::max<std::size_t>(id.size(), 18), ' ');
                text += "  " + id + "  " + one["title"].get<std::string>() + "\n";
            }
        };
        list("dimensions", "--by and --where take");
        list("measures", "It gives");
        invocation.out().document(text);
    });
}

} // namespace

void add_list(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command, {{"report", "report"}, {"title", "title"}, {"parameters", "options"}}, "report");
    command.callback([&invocation] {
        with_desk(invocation, shipped_ui_texts(invocation.language()), [&](report::Desk& desk) {
            for (const statistics::Report& report : desk.reports())
                invocation.out().record({{"report", report.id},
                                         {"title", desk.labels().text(report, title_path(report), report.title)},
                                         {"parameters", parameters_of(report)}});
        });
    });
}

void add_describe(CLI::App& command, Invocation& invocation)
{
    auto name = std::make_shared<std::string>();
    command.add_option("NAME", *name, "a report, as imi-report list names it")->required();
    invocation.out().documents(command, {"table", "json"});
    command.callback([name, &invocation] { describe(*name, invocation); });
}

} // namespace imi::cmd
