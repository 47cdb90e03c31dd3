// SPDX-License-Identifier: EUPL-1.2
#include "directory/change.hpp"

#include "base/error.hpp"
#include "directory/record_checks.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

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

namespace
{

/// So many of the versions that came since are told, the newest.
constexpr std::size_t told_versions = 5;

/// "version 3 by de-coord at 2008-03-04T09:00:00Z (set: city, phone)".
std::string told(Database& db, const VersionStep& step)
{
    std::string text = "version " + std::to_string(step.version);
    std::string what;
    if (const auto entry = AuditLog{db}.find(step.batch)) {
        text += " by " + entry->event.login + " at " + format_instant(entry->at);
        what = entry->event.verb + ": ";
    }
    std::string members;
    for (const ChangedCell& cell : step.cells)
        members.append(members.empty() ? "" : ", ").append(cell.member);
    return text + " (" + what + members + ")";
}

} // namespace

void require_version(Database& db, const ChangeOptions& options, std::int64_t version, const std::string& object,
                     const std::function<std::vector<VersionStep>()>& steps)
{
    if (!options.if_version || *options.if_version == version)
        return;
    std::string message =
        object + " has version " + std::to_string(version) + " now, not " + std::to_string(*options.if_version);
    std::vector<VersionStep> since = steps();
    std::erase_if(since, [&](const VersionStep& step) { return step.version <= *options.if_version; });
    const std::size_t first = since.size() - std::min(since.size(), told_versions);
    for (std::size_t i = first; i < since.size(); ++i)
        message += (i == first ? "; since then: " : ", ") + told(db, since[i]);
    throw Error{Status::conflict, "REG-042", message + "; nothing was changed", "look at it again, and decide anew"};
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
                const Hash& proof, nlohmann::ordered_json detail)
{
    if (!options.comment.empty())
        detail["comment"] = options.comment;
    event.detail = dump_json(detail);
    event.changes_hash = proof;
    AuditLog{db}.append(event, context.clock.now());
}

} // namespace imi
