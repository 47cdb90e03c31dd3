// SPDX-License-Identifier: EUPL-1.2
#include "directory/planned_import.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/authority_export.hpp"
#include "directory/authority_plan.hpp"
#include "directory/authority_stage.hpp"
#include "directory/batch_repository.hpp"
#include "directory/import_run.hpp"
#include "directory/plan_file.hpp"
#include "directory/user_plan.hpp"
#include "directory/user_record.hpp"
#include "directory/user_stage.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

AuthorityKey key_in(const PlanReader& plan, const Json& row)
{
    const auto& object = row.at("object").get_ref<const std::string&>();
    const auto key = parse_authority_key(object);
    if (!key)
        throw Error{Status::input, "REG-065", "is no plan: " + in_quotes(object) + " is no authority", {}, plan.name()};
    return *key;
}

template <class Stage> ImportResult counted(const Stage& stage)
{
    ImportResult result;
    result.rows = stage.rows_read();
    return result;
}

/// Changes of authorities or users that were made out beforehand, staged and then carried out as an import.
class MadeOut
{
public:
    MadeOut(Store& store, const ImportOptions& options, const ActContext& context, const char* verb, Json what)
        : store_{store}, options_{options}, run_{store, options, context, verb, std::move(what)}
    {
    }

    ImportResult authorities(const std::function<void(AuthorityStage&)>& fill)
    {
        AuthorityStage stage{vocabularies_, options_, run_.stage_faults()};
        fill(stage);
        stage.sort();
        return run_.run(ImportKind::authorities, counted(stage), [&](Actor actor) {
            return std::make_unique<AuthorityPlan>(store_.db(), stage, options_, std::move(actor));
        });
    }
    ImportResult users(const std::function<void(UserStage&)>& fill)
    {
        UserStage stage{vocabularies_, options_, run_.stage_faults()};
        fill(stage);
        stage.sort();
        return run_.run(ImportKind::users, counted(stage), [&](Actor actor) {
            return std::make_unique<UserPlan>(store_.db(), vocabularies_, stage, options_, std::move(actor));
        });
    }

private:
    Store& store_;
    const ImportOptions& options_;
    const Vocabularies vocabularies_ = Vocabularies::load_with_roles(store_.db());
    ImportRun run_;
};

/// Nothing of the user is left but login, name and history.
User without_rights(User user)
{
    user.roles.clear();
    user.suspended = true;
    return user;
}

} // namespace

ImportResult apply_plan(Store& store, const std::string& path, const ImportOptions& options, const ActContext& context)
{
    // Staged to its end, which proves that it is whole, before anything is done.
    PlanReader plan{path};
    const Json& head = plan.head();
    Json what{{"mode", head.value("mode", "")}};
    if (head.contains("scope"))
        what["scope"] = head["scope"];
    for (const char* member : {"made_by", "made_at", "files"})
        what[member] = head.value(member, Json{});
    MadeOut made_out{store, options, context, "apply", std::move(what)};
    if (plan.kind() == ImportKind::authorities)
        return made_out.authorities([&](AuthorityStage& stage) {
            stage.begin_records(plan.name(), true);
            while (const auto row = plan.next())
                stage.add_record(key_in(plan, *row), (*row)["record"], plan.expectation(*row));
        });
    return made_out.users([&](UserStage& stage) {
        stage.begin_records(plan.name(), true);
        while (const auto row = plan.next())
            stage.add_record((*row)["record"], plan.expectation(*row));
    });
}

Json read_plan(const std::string& path, const std::function<void(const Json&)>& each)
{
    PlanReader plan{path};
    while (const auto row = plan.next())
        each(*row);
    return plan.head();
}

ImportResult revert_batch(Store& store, std::int64_t batch, const ImportOptions& options, const ActContext& context)
{
    BatchRepository changes{store.db()};
    const auto entry = AuditLog{store.db()}.find(batch);
    const bool is_ours = entry && entry->event.tool == context.tool;
    const BatchKinds kinds = is_ours ? changes.kinds(batch) : BatchKinds{};
    if (kinds.authorities == kinds.users) {
        throw Error{Status::absent, "REG-067",
                    "there is no batch " + std::to_string(batch) + " of authorities, users or set-ups",
                    "imi-register log lists the batches"};
    }
    MadeOut made_out{store, options, context, "revert", {{"reverts", batch}}};
    const std::string name = "batch " + std::to_string(batch);
    if (kinds.authorities)
        return made_out.authorities([&](AuthorityStage& stage) {
            const Transaction snapshot{store.db(), Transaction::Kind::read};
            stage.begin_records(name, false);
            changes.for_each_authority(batch, [&](const ChangedAuthority& change) {
                ExpectedChange expected;
                expected.old_hash = change.made.is_withdrawn() ? Hash{} : change.made_hash;
                expected.withdraw = !change.before || change.before->is_withdrawn();
                if (!expected.withdraw)
                    expected.new_hash = change.before_hash;
                stage.add_record(change.made.key, expected.withdraw ? Json{} : to_json(*change.before), expected);
            });
        });
    return made_out.users([&](UserStage& stage) {
        const Transaction snapshot{store.db(), Transaction::Kind::read};
        stage.begin_records(name, false);
        changes.for_each_user(batch, [&](const ChangedUser& change) {
            const User target = change.before ? *change.before : without_rights(change.made);
            stage.add_record(target, {hash_of_user(change.made), hash_of_user(target), !change.before});
        });
    });
}

} // namespace imi
