// SPDX-License-Identifier: EUPL-1.2
#include "directory/import.hpp"

#include "base/error.hpp"
#include "directory/authority_plan.hpp"
#include "directory/authority_stage.hpp"
#include "directory/import_run.hpp"
#include "directory/user_plan.hpp"
#include "directory/user_stage.hpp"
#include "formats/csv_reader.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

bool names_login(const std::string& line)
{
    try {
        const Json record = parse_json(line, {});
        return record.is_object() && record.contains("login");
    } catch (const Error&) {
        // A line that is no JSON is reported where it is read.
        return false;
    }
}

/// One input file, opened, with what was found out of it. Its reader refers to its input, so it stays where it is.
struct Source {
    Source(const std::string& file, const ImportOptions& options) : input{Input::open(file)}
    {
        if (!options.plan.empty())
            input.keep_hash();
        const char first = input.peek();
        // What an export of nothing is as JSON Lines. One of CSV has its columns.
        const bool is_empty = first == '\0' && options.input_format != InputFormat::csv;
        if (is_empty && !options.kind)
            throw Error{Status::input, "REG-039",
                        "the input is empty: whether it holds authorities or users cannot be found out", "give --kind",
                        input.name()};
        const InputFormat format = options.input_format       ? *options.input_format
                                   : is_empty || first == '{' ? InputFormat::jsonl
                                                              : InputFormat::csv;
        bool has_login = false;
        if (format == InputFormat::csv) {
            csv = std::make_unique<CsvReader>(input, options.delimiter);
            columns = own_columns(csv->header());
            has_login = std::find(columns.begin(), columns.end(), "login") != columns.end();
        } else {
            lines = std::make_unique<LineReader>(input);
            std::string_view line;
            if (lines->next(line))
                first_line = line;
            has_login = !options.kind && names_login(first_line);
        }
        kind = options.kind.value_or(has_login ? ImportKind::users : ImportKind::authorities);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    Input input;
    std::unique_ptr<CsvReader> csv;
    std::unique_ptr<LineReader> lines; ///< where it is not CSV
    std::string first_line;            ///< of JSON Lines
    std::vector<std::string> columns;  ///< of CSV
    ImportKind kind = ImportKind::authorities;
};

using Sources = std::deque<Source>;

Sources open_sources(const ImportOptions& options)
{
    Sources sources;
    for (const std::string& file : options.files) {
        const Source& source = sources.emplace_back(file, options);
        const Source& first = sources.front();
        if (source.kind != first.kind)
            throw Error{Status::usage, "REG-033", "authorities and users cannot be imported together",
                        "import the authorities first, then the users"};
        if (options.keeps_rejects() && (!source.csv != !first.csv || source.columns != first.columns))
            throw Error{Status::usage, "REG-034", "files with other columns cannot share one file of rejects",
                        "import them one by one"};
    }
    return sources;
}

/// What a plan says of where it comes from, when all was read.
Json files_of(Sources& sources)
{
    Json files = Json::array();
    for (Source& source : sources)
        files.push_back({{"name", source.input.name()}, {"sha256", to_hex(Bytes{source.input.hash()})}});
    return files;
}

template <class Stage> ImportResult what_was_read(const Stage& stage)
{
    ImportResult result;
    result.rows = stage.rows_read();
    result.ignored = stage.ignored();
    return result;
}

} // namespace

std::string_view to_string(ImportMode mode)
{
    switch (mode) {
    case ImportMode::upsert:
        return "upsert";
    case ImportMode::insert:
        return "insert";
    case ImportMode::sync:
        break;
    }
    return "sync";
}

std::string_view to_string(ImportKind kind) { return kind == ImportKind::authorities ? "authorities" : "users"; }

ImportResult import_directory(Store& store, const ImportOptions& options, const ActContext& context)
{
    Sources sources = open_sources(options);
    const Vocabularies vocabularies = Vocabularies::load_with_roles(store.db());
    Json what{{"mode", to_string(options.mode)}};
    if (options.mode == ImportMode::sync)
        what["scope"] = options.scope.text();
    ImportRun import{store, options, context, "import", what};
    if (sources.front().csv)
        import.stage_faults().rejects().describe(sources.front().columns, sources.front().csv->delimiter());
    const ImportKind kind = sources.front().kind;
    if (kind == ImportKind::authorities) {
        AuthorityStage stage{vocabularies, options, import.stage_faults()};
        for (Source& source : sources) {
            if (source.csv)
                stage.read_csv(*source.csv, source.input, context.progress);
            else
                stage.read_jsonl(*source.lines, source.input, source.first_line, context.progress);
        }
        stage.sort();
        if (!options.plan.empty())
            import.set_files(files_of(sources));
        return import.run(kind, what_was_read(stage), [&](Actor actor) {
            return std::make_unique<AuthorityPlan>(store.db(), stage, options, std::move(actor));
        });
    }
    if (options.mode == ImportMode::sync)
        throw Error{Status::usage, "REG-060", "sync is for authorities: users have no scope",
                    "end what a user may do by imi-register user suspend"};
    UserStage stage{vocabularies, options, import.stage_faults()};
    for (Source& source : sources) {
        if (source.csv)
            stage.read_csv(*source.csv, source.input);
        else
            stage.read_jsonl(*source.lines, source.input, source.first_line);
    }
    stage.sort();
    if (!options.plan.empty())
        import.set_files(files_of(sources));
    return import.run(kind, what_was_read(stage), [&](Actor actor) {
        return std::make_unique<UserPlan>(store.db(), vocabularies, stage, options, std::move(actor));
    });
}

} // namespace imi
