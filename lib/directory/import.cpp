// SPDX-License-Identifier: EUPL-1.2
#include "directory/import.hpp"

#include "base/error.hpp"
#include "directory/authority_plan.hpp"
#include "directory/authority_stage.hpp"
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

std::string detail_of(const ImportResult& result, const ImportOptions& options)
{
    Json detail{{"mode", options.mode == ImportMode::insert ? "insert" : "upsert"},
                {"rows", result.rows},
                {"create", result.create},
                {"update", result.update},
                {"unchanged", result.unchanged},
                {"rejected", result.error}};
    if (!options.comment.empty())
        detail["comment"] = options.comment;
    return dump_json(detail);
}

/// What every entry of the log changes: the same head, the same store.
Hash head_of_log(Database& db)
{
    const auto last = AuditLog{db}.latest({}, 1);
    return last.empty() ? Hash{} : last.front().head;
}

/// One import, from staged rows to what it did.
class Import
{
public:
    using MakePlan = std::function<std::unique_ptr<ImportPlan>(Actor)>;

    Import(Store& store, const ImportOptions& options, const ActContext& context)
        : store_{store}, options_{options}, context_{context}
    {
    }

    Faults& stage_faults() { return stage_faults_; }

    ImportResult run(const char* object, ImportResult read, const MakePlan& make_plan)
    {
        result_ = std::move(read);
        Hash planned_for{};
        {
            const Transaction snapshot{store_.db(), Transaction::Kind::read};
            planned_for = head_of_log(store_.db());
            plan(make_plan, context_.actor(store_.db()));
        }
        if (options_.dry_run || is_refused())
            return result_;
        if (plan_->changes() == 0) {
            write_rejects();
            return result_;
        }
        WriteTransaction transaction{
            store_, {context_.tool, context_.actor(store_.db()).acting_login}, context_.timeout_seconds};
        const Actor actor = context_.actor(store_.db());
        // Where somebody changed the store since, what is to be done is found out anew, now that nobody can.
        if (head_of_log(store_.db()) != planned_for) {
            plan(make_plan, actor);
            if (is_refused())
                return result_;
        }
        if (plan_->changes() != 0)
            apply(object, actor);
        write_rejects();
        if (result_.batch)
            transaction.commit_and_checkpoint();
        return result_;
    }

private:
    void plan(const MakePlan& make_plan, const Actor& actor)
    {
        plan_faults_ = std::make_unique<Faults>(options_.keeps_rejects());
        result_.conflict = 0;
        result_.not_permitted = false;
        plan_ = make_plan(actor);
        plan_->make(*plan_faults_, result_, context_.progress);
        result_.error = stage_faults_.error_rows() + plan_faults_->error_rows();
        result_.warning = stage_faults_.warnings() + plan_faults_->warnings();
        result_.diagnostics = sorted_diagnostics(stage_faults_, *plan_faults_);
    }
    bool is_refused() const { return result_.error != 0 && !options_.partial; }
    void apply(const char* object, const Actor& actor)
    {
        AuditLog log{store_.db()};
        result_.batch = log.next_number();
        AuditEvent event = audit_event(actor, context_, "import", object);
        event.changes_hash = plan_->apply(*result_.batch, context_.progress);
        event.detail = detail_of(result_, options_);
        log.append(event, context_.clock.now());
    }
    void write_rejects()
    {
        if (!options_.keeps_rejects() || result_.error == 0)
            return;
        stage_faults_.rejects().take(plan_faults_->rejects());
        stage_faults_.rejects().write(options_.rejects, options_.overwrite_rejects);
    }

    Store& store_;
    const ImportOptions& options_;
    const ActContext& context_;
    Faults stage_faults_{options_.keeps_rejects()};
    std::unique_ptr<Faults> plan_faults_; ///< of the last plan
    std::unique_ptr<ImportPlan> plan_;
    ImportResult result_;
};

template <class Stage> ImportResult what_was_read(const Stage& stage)
{
    ImportResult result;
    result.rows = stage.rows_read();
    result.ignored = stage.ignored();
    return result;
}

} // namespace

ImportResult import_directory(Store& store, const ImportOptions& options, const ActContext& context)
{
    Sources sources = open_sources(options);
    const Vocabularies vocabularies = Vocabularies::load_with_roles(store.db());
    Import import{store, options, context};
    if (sources.front().csv)
        import.stage_faults().rejects().describe(sources.front().columns, sources.front().csv->delimiter());
    if (sources.front().kind == ImportKind::authorities) {
        AuthorityStage stage{vocabularies, options, import.stage_faults()};
        for (Source& source : sources) {
            if (source.csv)
                stage.read_csv(*source.csv, source.input, context.progress);
            else
                stage.read_jsonl(*source.lines, source.input, source.first_line, context.progress);
        }
        stage.sort();
        return import.run("authorities", what_was_read(stage), [&](Actor actor) {
            return std::make_unique<AuthorityPlan>(store.db(), stage, options, std::move(actor));
        });
    }
    UserStage stage{vocabularies, options, import.stage_faults()};
    for (Source& source : sources) {
        if (source.csv)
            stage.read_csv(*source.csv, source.input);
        else
            stage.read_jsonl(*source.lines, source.input, source.first_line);
    }
    stage.sort();
    return import.run("users", what_was_read(stage), [&](Actor actor) {
        return std::make_unique<UserPlan>(store.db(), vocabularies, stage, options, std::move(actor));
    });
}

} // namespace imi
