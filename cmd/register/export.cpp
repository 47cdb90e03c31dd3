// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "base/country.hpp"
#include "directory/authority_export.hpp"
#include "directory/rights.hpp"
#include "directory/value_checks.hpp"
#include "directory/vocabularies.hpp"
#include "formats/csv_writer.hpp"
#include "formats/record_writer.hpp"
#include "formats/xlsx_writer.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string kind = "authorities", area, state, as_of;
    std::vector<std::string> countries;
};

ExportFilter filter_of(const Options& options, Database& db)
{
    ExportFilter filter;
    for (const std::string& code : options.countries) {
        const Country* country = find_country(code);
        if (country == nullptr)
            throw Error{Status::usage, "REG-004", escape_for_message(code) + " is no country that takes part",
                        "give the two letters of the EU style guide, such as DE, EL or UK"};
        filter.countries.emplace(country->code);
    }
    if (!options.area.empty()) {
        const Vocabularies vocabularies = Vocabularies::load(db);
        filter.area = vocabularies.area(options.area);
        if (filter.area.empty())
            throw Error{Status::usage, "REG-014",
                        escape_for_message(options.area) + " is no legislative area of this store",
                        "imi-store info lists them"};
    }
    if (!options.state.empty())
        filter.state = parse_authority_state(options.state);
    if (!options.as_of.empty()) {
        if (const auto fault = check_date(options.as_of))
            throw Error{Status::usage, fault->code, "--as-of: " + fault->message, fault->hint};
        filter.as_of = end_of_day(options.as_of);
    }
    return filter;
}

/// As records, one at a time: only a table is held back, for the widths of its columns.
void write_records(const Options& options, const ExportFilter& filter, Invocation& invocation, Database& db)
{
    const std::string format = invocation.out().format();
    const bool is_table = format == "table";
    const bool users = options.kind == "users";
    const std::vector<std::string> names =
        users ? std::vector<std::string>{"login", "name", "email", "language", "authority", "roles"}
              : std::vector<std::string>{"country", "id", "name", "type", "city", "region", "state"};
    std::vector<Column> columns;
    for (const std::string& name : names)
        columns.push_back({name, name});
    const auto writer =
        make_record_writer(is_table           ? RecordFormat::table
                           : format == "json" ? RecordFormat::json
                                              : RecordFormat::jsonl,
                           columns, false, [&](std::string_view text) { invocation.out().stream(text); });
    if (users) {
        export_users(db, filter, [&](const nlohmann::ordered_json& record) { writer->record(record); });
    } else {
        export_authorities(db, filter, [&](const Authority& authority) {
            nlohmann::ordered_json record = to_json(authority);
            if (is_table)
                record["name"] = authority.display_name(invocation.language()).text;
            writer->record(record);
        });
    }
    writer->finish();
}

/// One sheet, its rows written as they come.
void write_workbook(const std::string& name, Instant now, const std::function<void(const RowSink&)>& each_row,
                    const std::function<void(std::string_view)>& out)
{
    constexpr double column_width = 20;
    XlsxWriter workbook{now, true};
    workbook.add_sheet(name);
    bool is_header = true;
    each_row([&](const std::vector<std::string>& cells) {
        if (is_header)
            workbook.header(cells, std::vector<double>(cells.size(), column_width));
        else
            workbook.row(cells);
        is_header = false;
    });
    workbook.finish(out);
}

/// A row of users does not say that one is suspended: read by another store, it would let that one act.
void leave_out_suspended(ExportFilter& filter, Invocation& invocation, Database& db)
{
    filter.state = AuthorityState::suspended;
    std::uint64_t rows = 0;
    export_users(db, filter, [&](const nlohmann::ordered_json&) { ++rows; });
    filter.state = AuthorityState::active;
    if (rows != 0)
        invocation.note(invocation.tool() + ": rows of suspended users left out: " + std::to_string(rows) +
                        "; --state suspended gives them");
}

void run(const Options& options, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), options.kind == "users" ? "store" : "search", {});
    ExportFilter filter = filter_of(options, db);
    if (options.kind == "users" && !filter.state)
        leave_out_suspended(filter, invocation, db);
    const auto each_row = [&](const RowSink& sink) {
        options.kind == "users" ? export_user_rows(db, filter, sink) : export_authority_rows(db, filter, sink);
    };
    const auto out = [&](std::string_view text) { invocation.out().stream(text); };
    if (invocation.out().format() == "xlsx")
        write_workbook(options.kind, invocation.clock().now(), each_row, out);
    else if (invocation.out().format() == "csv")
        each_row([&](const std::vector<std::string>& cells) {
            std::string line;
            append_csv_line(line, cells);
            out(line);
        });
    else
        write_records(options, filter, invocation, db);
}

} // namespace

void add_export(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("--kind", options->kind, "authorities (the default) or users")
        ->type_name("KIND")
        ->check(CLI::IsMember({"authorities", "users"}));
    command.add_option("--country", options->countries, "only of this country; may be repeated")->type_name("C");
    command.add_option("--area", options->area, "only those that take part in this legislative area")
        ->type_name("AREA");
    command.add_option("--state", options->state, "only those in this state")
        ->type_name("STATE")
        ->check(CLI::IsMember({"active", "suspended", "inactive"}));
    command.add_option("--as-of", options->as_of, "the directory as it was at the end of this day (UTC)")
        ->type_name("DATE");
    invocation.out().documents(command, {"jsonl", "csv", "xlsx", "json", "table"});
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
