// SPDX-License-Identifier: EUPL-1.2
#include "directory/import.hpp"

#include "base/error.hpp"
#include "directory/authority_plan.hpp"
#include "directory/authority_stage.hpp"
#include "directory/import_run.hpp"
#include "directory/import_source.hpp"
#include "directory/user_plan.hpp"
#include "directory/user_stage.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// What a plan says of where it comes from, when all was read.
Json files_of(ImportSources& sources)
{
    Json files = Json::array();
    for (ImportSource& source : sources)
        files.push_back({{"name", source.name()}, {"sha256", to_hex(Bytes{source.hash()})}});
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
    ImportSources sources{options};
    const Vocabularies vocabularies = Vocabularies::load_with_roles(store.db());
    Json what{{"mode", to_string(options.mode)}};
    if (options.mode == ImportMode::sync)
        what["scope"] = options.scope.text();
    ImportRun import{store, options, context, "import", what};
    ImportSource& first = sources.front();
    if (first.table() != nullptr)
        import.stage_faults().rejects().describe(own_columns(first.table()->header()), first.format(),
                                                 first.delimiter());
    const ImportKind kind = first.kind();
    if (kind == ImportKind::authorities) {
        AuthorityStage stage{vocabularies, options, import.stage_faults()};
        for (ImportSource& source : sources)
            stage.read(source, context.progress);
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
    for (ImportSource& source : sources)
        stage.read(source);
    stage.sort();
    if (!options.plan.empty())
        import.set_files(files_of(sources));
    return import.run(kind, what_was_read(stage), [&](Actor actor) {
        return std::make_unique<UserPlan>(store.db(), vocabularies, stage, options, std::move(actor));
    });
}

} // namespace imi
