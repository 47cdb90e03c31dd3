// SPDX-License-Identifier: EUPL-1.2
#include "directory/package_service.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/rights.hpp"
#include "directory/vocabularies.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// What is new, in words for the audit log; empty when nothing is.
Json news_of(const InstallResult& result)
{
    Json news = Json::array();
    for (const InstalledPart& part : result.parts) {
        if (part.action == "unchanged")
            continue;
        Json one{{"part", part.id.text()}, {"kind", to_string(part.id.kind)}, {"action", part.action}};
        if (!part.languages.empty())
            one["languages"] = part.languages;
        news.push_back(std::move(one));
    }
    return news;
}

bool is_wanted(const std::vector<std::string>& wanted, const std::string& package)
{
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), package) != wanted.end();
}

/// What becomes of each area's settings.
std::vector<InstalledSettings> settings_of(Database& db, const std::vector<AreaPackage>& packages)
{
    const std::vector<InstalledArea> installed = installed_areas(db);
    std::vector<InstalledSettings> settings;
    for (const AreaPackage& package : packages) {
        if (package.area.empty())
            continue;
        const auto before = std::find_if(installed.begin(), installed.end(),
                                         [&](const InstalledArea& area) { return area.code == package.area; });
        settings.push_back({package.area, before == installed.end()            ? "install"
                                          : before->content == package.content ? "unchanged"
                                                                               : "update"});
    }
    return settings;
}

} // namespace

void throw_first_error(const Findings& findings)
{
    for (const Diagnostic& finding : findings.sorted())
        if (finding.severity == Severity::error)
            throw Error{Status::input, finding.code, finding.message, finding.hint, finding.place.text()};
}

InstallResult install_packages(Store& store, Library& library, const std::vector<std::string>& wanted,
                               const ChangeOptions& options, const ActContext& context)
{
    Findings findings;
    CompiledPackages packages = compile_packages(library, findings);
    throw_first_error(findings);
    std::vector<AreaPackage> areas;
    for (std::size_t i = 0; i < library.packages().size(); ++i)
        if (is_wanted(wanted, library.packages()[i].name))
            areas.push_back(std::move(packages.areas[i]));
    std::erase_if(packages.parts, [&](const PackagePart& part) { return !is_wanted(wanted, part.id.package); });
    std::sort(packages.parts.begin(), packages.parts.end(),
              [](const PackagePart& a, const PackagePart& b) { return a.id < b.id; });

    Database& db = store.db();
    const auto act = [&](const Actor& actor, bool write) {
        require(actor, "store", {});
        InstallResult result;
        PackageRepository parts{db};
        for (const PackagePart& part : packages.parts) {
            const PackageRepository::Change change = parts.compare(part);
            result.parts.push_back({part.id,
                                    change.is_new              ? "install"
                                    : change.languages.empty() ? "unchanged"
                                                               : "translations",
                                    change.languages});
        }
        result.areas = settings_of(db, areas);
        if (!write)
            return result;
        AuditLog log{db};
        const std::int64_t batch = log.next_number();
        for (const AreaPackage& area : areas)
            result.codes += install_package(db, area);
        for (const PackagePart& part : packages.parts)
            parts.store(part, batch);
        parts.set_stamp(batch);
        const Json news = news_of(result);
        AuditEvent event = audit_event(actor, context, "install", "packages");
        Json changed = Json::array();
        for (const InstalledSettings& settings : result.areas)
            if (settings.action != "unchanged")
                changed.push_back(settings.area);
        Json detail{{"areas", changed}, {"codes", result.codes}, {"parts", news}};
        if (!options.comment.empty())
            detail["comment"] = options.comment;
        event.detail = dump_json(detail);
        log.append(event, context.clock.now());
        result.batch = batch;
        return result;
    };
    if (options.dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        return act(context.actor(db), false);
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    InstallResult result = act(context.actor(db), true);
    transaction.commit();
    return result;
}

} // namespace imi
