// SPDX-License-Identifier: EUPL-1.2
#include "directory/change.hpp"

#include "base/error.hpp"
#include "directory/record_checks.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

Settings parse_settings(const std::vector<std::string>& arguments)
{
    Settings settings;
    for (const std::string& argument : arguments) {
        const std::size_t equals = argument.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error{Status::usage, "REG-036", in_quotes(argument) + " is no setting",
                        "write NAME=VALUE; NAME= clears"};
        settings.emplace_back(argument.substr(0, equals), argument.substr(equals + 1));
    }
    return settings;
}

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

void require_version(const ChangeOptions& options, std::int64_t version, std::int64_t batch, const std::string& object)
{
    if (options.if_version && *options.if_version != version)
        throw Error{Status::conflict, "REG-042",
                    object + " has version " + std::to_string(version) + " now, not " +
                        std::to_string(*options.if_version) + " (last changed by batch " + std::to_string(batch) +
                        "); nothing was changed",
                    "look at it again: imi-register history, show"};
}

void refuse_change(const Diagnostic& fault)
{
    const bool forbidden = fault.code.starts_with("RGT");
    const std::string field = fault.field.empty() || forbidden ? std::string{} : fault.field + ": ";
    throw Error{forbidden ? Status::forbidden : Status::input, fault.code,
                field + fault.message + "; nothing was changed", fault.hint};
}

ChangeResult run_change(Store& store, const ChangeOptions& options, const ActContext& context,
                        const std::function<ChangeResult(const Actor& actor, bool write)>& act)
{
    Database& db = store.db();
    if (options.dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        return act(context.actor(db), false);
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    ChangeResult result = act(context.actor(db), true);
    if (result.changed)
        transaction.commit();
    return result;
}

void log_change(Database& db, AuditEvent event, const ChangeOptions& options, const ActContext& context,
                const Hash& old_hash, const Hash& new_hash)
{
    nlohmann::ordered_json detail = nlohmann::ordered_json::object();
    if (!options.comment.empty())
        detail["comment"] = options.comment;
    event.detail = dump_json(detail);
    event.changes_hash = PartHash{}.add(event.object).add(Bytes{old_hash}).add(Bytes{new_hash}).finish();
    AuditLog{db}.append(event, context.clock.now());
}

} // namespace imi
