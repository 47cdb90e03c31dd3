// SPDX-License-Identifier: EUPL-1.2
#include "cmd/report/subcommands.hpp"

#include "report/question.hpp"
#include "report/writers.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

void with_desk(Invocation& invocation, const UiTexts& ui, const std::function<void(report::Desk&)>& use)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    invocation.actor(db);
    report::Desk desk{db, ui, invocation.language(), invocation.clock().now()};
    use(desk);
}

namespace
{

struct Options {
    std::vector<std::string> names, by, where;
    std::string from, to, area, as_of;
};

report::Query query_of(const Options& options)
{
    report::Query query;
    query.from = options.from;
    query.to = options.to;
    query.area = options.area;
    for (const std::string& list : options.by)
        for (std::size_t begin = 0; begin <= list.size();) {
            const std::size_t end = std::min(list.find(',', begin), list.size());
            query.by.push_back(list.substr(begin, end - begin));
            begin = end + 1;
        }
    for (const std::string& condition : options.where) {
        const std::size_t equals = condition.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error{Status::usage, "RPT-011", "--where: " + in_quotes(condition) + " is no condition",
                        "write DIMENSION=CODE, such as sender=DE"};
        query.where.emplace_back(condition.substr(0, equals), condition.substr(equals + 1));
    }
    if (!options.as_of.empty())
        query.as_of = report::asked_day(options.as_of, "--as-of");
    return query;
}

void run(const Options& options, Invocation& invocation)
{
    const report::Query query = query_of(options);
    const UiTexts ui = shipped_ui_texts(invocation.language());
    std::vector<report::Result> results;
    with_desk(invocation, ui, [&](report::Desk& desk) {
        for (const std::string& name : options.names)
            results.push_back(desk.run(desk.find(name), query));
    });
    for (report::Result& result : results)
        result.is_training = invocation.store().is_training();
    const std::string format = invocation.out().format();
    const report::Printer printer{ui, invocation.language()};
    if (results.size() > 1 && (format == "csv" || format == "svg"))
        throw Error{Status::usage, "CLI-004", "--format " + format + " holds one report",
                    "run the reports one by one, or take json, html or table"};
    std::string text;
    if (format == "json") {
        if (results.size() == 1) {
            text = to_json(results.front()).dump(2) + "\n";
        } else {
            nlohmann::ordered_json all = nlohmann::ordered_json::array();
            for (const report::Result& result : results)
                all.push_back(to_json(result));
            text = all.dump(2) + "\n";
        }
    } else if (format == "csv") {
        text = to_csv(results.front());
    } else if (format == "html") {
        text = printer.to_html(results, {});
    } else if (format == "svg") {
        text = printer.to_svg(results.front());
        if (text.empty())
            throw Error{Status::absent, "RPT-016",
                        "the report " + results.front().id + " has no chart, or nothing to show",
                        "--format html shows what there is"};
    } else {
        for (const report::Result& result : results)
            text += (text.empty() ? "" : "\n") + printer.to_text(result);
    }
    invocation.out().document(text);
}

} // namespace

void add_run(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("NAME", options->names, "reports, as imi-report list names them")->required();
    command.add_option("--from", options->from, "first day (UTC) of the period")->type_name("DATE");
    command.add_option("--to", options->to, "last day (UTC) of the period")->type_name("DATE");
    command.add_option("--by", options->by, "by what to count, one or several, parted by commas (else as declared)")
        ->type_name("DIMENSION");
    command.add_option("--where", options->where, "only these; of one dimension any of the codes given")
        ->type_name("DIMENSION=CODE");
    command.add_option("--area", options->area, "only this legislative area")->type_name("AREA");
    command.add_option("--as-of", options->as_of, "as it was at the end of this day (UTC)")->type_name("DATE");
    invocation.out().documents(command, {"table", "json", "csv", "html", "svg"});
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
