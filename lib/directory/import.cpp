// SPDX-License-Identifier: EUPL-1.2
#include "directory/import.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/import_plan.hpp"
#include "directory/import_stage.hpp"
#include "directory/user_import.hpp"
#include "formats/csv_reader.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
#include "index/index_writer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// One input file, opened, with what was found out of it.
struct Source {
    Input input;
    std::unique_ptr<CsvReader> csv;
    std::unique_ptr<LineReader> lines;
    std::string first_line; ///< of JSON Lines
    ImportKind kind = ImportKind::authorities;
};

ImportKind kind_of_members(const std::string& line)
{
    // A line that is no JSON is reported where it is read.
    return line.find("\"login\"") != std::string::npos ? ImportKind::users : ImportKind::authorities;
}

void open_source(Source& source, const ImportOptions& options)
{
    const InputFormat format = options.input_format
                                   ? *options.input_format
                                   : (source.input.peek() == '{' ? InputFormat::jsonl : InputFormat::csv);
    if (format == InputFormat::csv) {
        source.csv = std::make_unique<CsvReader>(source.input, options.delimiter);
        const auto& header = source.csv->header();
        source.kind = std::find(header.begin(), header.end(), "login") != header.end() ? ImportKind::users
                                                                                       : ImportKind::authorities;
    } else {
        source.lines = std::make_unique<LineReader>(source.input);
        std::string_view line;
        if (source.lines->next(line))
            source.first_line = line;
        source.kind = kind_of_members(source.first_line);
    }
    source.kind = options.kind.value_or(source.kind);
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

/// Carries out what was planned, inside the caller's transaction. Returns the hash over the changes.
Hash apply(Database& db, AuthorityPlan& plan, std::int64_t batch, const Progress& progress)
{
    AuthorityRepository authorities{db};
    IndexWriter index{db};
    PartHash changes;
    std::int64_t next_id = authorities.last_id() + 1;
    std::uint64_t done = 0;
    std::vector<std::pair<std::int64_t, std::vector<AreaEntry>>> coordinated;
    plan.for_each([&](const PlannedChange& change) {
        std::vector<AreaEntry> areas;
        std::vector<std::string> professions;
        if (change.has_lists) {
            Authority authority = decode_content(change.key, change.state, change.content);
            areas = std::move(authority.areas);
            professions = std::move(authority.professions);
        }
        const Bytes input_hash = Bytes{change.input_hash}.first(16);
        const AuthorityVersion version{change.key, change.state, change.content, Bytes{change.content_hash},
                                       input_hash, areas,        professions};
        std::int64_t id = change.id;
        if (id == 0) {
            id = next_id++;
            authorities.insert(id, version, batch);
            index.add(id, change.terms);
        } else {
            if (!authorities.replace(id, change.version, version, batch))
                throw Error{Status::conflict, "REG-035", change.key.text() + " was changed meanwhile", "run again"};
            if (change.terms != change.old_terms) {
                index.remove(id, change.old_terms);
                index.add(id, change.terms);
            }
        }
        changes.add(change.key.text()).add(Bytes{change.old_hash}).add(Bytes{change.content_hash});
        if (std::any_of(areas.begin(), areas.end(), [](const AreaEntry& entry) { return !entry.coordinators.empty(); }))
            coordinated.emplace_back(id, std::move(areas));
        if (progress && ++done % 8192 == 0)
            progress("storing", done, plan.changes());
    });
    for (const auto& [id, areas] : coordinated)
        authorities.store_coordinators(id, areas);
    index.flush();
    return changes.finish();
}

/// Rows that a rule refused: told, and nothing done.
void refuse_if_needed(const ImportOptions& options, Faults& faults, ImportResult& result)
{
    result.error = faults.error_rows();
    result.warning = faults.warnings();
    result.diagnostics = faults.sorted();
    if (options.partial && !options.rejects.empty() && !options.dry_run && result.error != 0)
        faults.rejects().write(options.rejects, options.overwrite_rejects);
}

ImportResult import_authorities(Store& store, std::vector<Source>& sources, const ImportOptions& options,
                                const ActContext& context)
{
    ImportResult result;
    Faults faults{options.partial};
    const Vocabularies vocabularies = Vocabularies::load(store.db());
    AuthorityStage stage{vocabularies, options, faults};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i].csv)
            stage.read_csv(*sources[i].csv, sources[i].input, i, context.progress);
        else
            stage.read_jsonl(*sources[i].lines, sources[i].input, sources[i].first_line, i, context.progress);
    }
    stage.sort();
    result.rows = stage.rows_read();
    result.ignored = stage.ignored();

    std::optional<AuthorityPlan> plan;
    std::int64_t planned_for = 0;
    {
        const Transaction snapshot{store.db(), Transaction::Kind::read};
        const Actor actor = context.actor(store.db());
        planned_for = AuditLog{store.db()}.next_number();
        plan.emplace(store.db(), stage, options, actor);
        plan->make(faults, result, context.progress);
    }
    refuse_if_needed(options, faults, result);
    if ((result.error != 0 && !options.partial) || plan->changes() == 0 || options.dry_run)
        return result;

    const Actor reader = context.actor(store.db());
    WriteTransaction transaction{store, {context.tool, reader.acting_login}, context.timeout_seconds};
    const Actor actor = context.actor(store.db());
    AuditLog log{store.db()};
    if (log.next_number() != planned_for) {
        // Somebody changed the store since: what is to be done is found out anew, now that nobody can.
        Faults new_faults{options.partial};
        plan.emplace(store.db(), stage, options, actor);
        plan->make(new_faults, result, context.progress);
        if (new_faults.error_rows() != 0 && !options.partial) {
            refuse_if_needed(options, new_faults, result);
            return result;
        }
        if (plan->changes() == 0)
            return result;
    }
    const std::int64_t batch = log.next_number();
    AuditEvent event = audit_event(actor, context, "import", "authorities");
    event.changes_hash = apply(store.db(), *plan, batch, context.progress);
    event.detail = detail_of(result, options);
    log.append(event, context.clock.now());
    transaction.commit_and_checkpoint();
    result.batch = batch;
    return result;
}

} // namespace

AuditEvent audit_event(const Actor& actor, const ActContext& context, std::string verb, std::string object)
{
    AuditEvent event;
    event.login = actor.acting_login;
    if (actor.acting_login != actor.login)
        event.on_behalf = actor.login;
    event.uid = context.uid;
    event.tool = context.tool;
    event.verb = std::move(verb);
    event.object = std::move(object);
    return event;
}

ImportResult import_directory(Store& store, const ImportOptions& options, const ActContext& context)
{
    std::vector<Source> sources;
    for (const std::string& file : options.files) {
        sources.push_back({Input::open(file), nullptr, nullptr, {}, ImportKind::authorities});
        open_source(sources.back(), options);
        if (sources.back().kind != sources.front().kind)
            throw Error{Status::usage, "REG-033", "authorities and users cannot be imported together",
                        "import the authorities first, then the users"};
    }
    if (sources.front().kind == ImportKind::authorities)
        return import_authorities(store, sources, options, context);

    UserStage stage{options};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sources[i].csv)
            stage.read_csv(*sources[i].csv, i);
        else
            stage.read_jsonl(*sources[i].lines, sources[i].first_line, i);
    }
    return import_users(store, stage, options, context);
}

} // namespace imi
