// SPDX-License-Identifier: EUPL-1.2
#include "directory/package_repository.hpp"

#include "base/error.hpp"

#include <array>

namespace imi
{

namespace
{

constexpr std::string_view select_part =
    "SELECT source_language, content FROM package_part "
    "WHERE kind = :kind AND package = :package AND id = :id AND version = :version";
constexpr std::string_view select_fingerprint =
    "SELECT fingerprint FROM package_part "
    "WHERE kind = :kind AND package = :package AND id = :id AND version = :version";
constexpr std::string_view select_present =
    "SELECT p.package, p.version FROM package_part p LEFT JOIN area a ON a.code = p.package "
    "WHERE p.kind = :kind AND p.id = :id AND (p.package = :area OR a.code IS NULL) "
    "ORDER BY CASE WHEN p.package = :area THEN 0 ELSE 1 END, p.package, p.position DESC LIMIT 1";
constexpr std::string_view select_all =
    "SELECT p.package, p.id, p.version FROM package_part p WHERE p.kind = :kind AND p.position = "
    "(SELECT MAX(q.position) FROM package_part q WHERE q.kind = p.kind AND q.package = p.package AND q.id = p.id) "
    "ORDER BY p.package, p.id";
constexpr std::string_view insert_part =
    "INSERT INTO package_part (kind, package, id, version, position, source_language, content, fingerprint, batch) "
    "VALUES (:kind, :package, :id, :version, (SELECT COALESCE(MAX(position), 0) + 1 FROM package_part), :language, "
    ":content, :fingerprint, :batch)";
constexpr std::string_view select_translations =
    "SELECT language, content FROM package_translation "
    "WHERE kind = :kind AND package = :package AND id = :id AND version = :version ORDER BY language";
constexpr std::string_view select_translation =
    "SELECT content FROM package_translation WHERE kind = :kind AND package = :package AND id = :id "
    "AND version = :version AND language = :language";
constexpr std::string_view upsert_translation =
    "INSERT INTO package_translation (kind, package, id, version, language, content, fingerprint, batch) "
    "VALUES (:kind, :package, :id, :version, :language, :content, :fingerprint, :batch) "
    "ON CONFLICT (kind, package, id, version, language) DO UPDATE SET content = excluded.content, "
    "fingerprint = excluded.fingerprint, batch = excluded.batch";
constexpr std::string_view select_stamp = "SELECT value FROM store_property WHERE name = 'packages'";
constexpr std::string_view upsert_stamp = "INSERT INTO store_property (name, value) VALUES ('packages', :value) "
                                          "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
constexpr std::string_view select_every_content =
    "SELECT package, id, version, content, fingerprint FROM package_part UNION ALL "
    "SELECT package, id, version, content, fingerprint FROM package_translation ORDER BY 1, 2, 3";

Statement& bind(Statement& statement, const PartId& id)
{
    return statement.bind(":kind", to_string(id.kind))
        .bind(":package", std::string_view{id.package})
        .bind(":id", std::string_view{id.id})
        .bind(":version", std::string_view{id.version});
}

} // namespace

std::string PackageRepository::stamp()
{
    Statement statement = db_.prepare(select_stamp);
    return statement.step() ? std::string{statement.text(0)} : std::string{};
}

void PackageRepository::set_stamp(std::int64_t batch)
{
    const std::string value = std::to_string(batch);
    db_.prepare(upsert_stamp).bind(":value", std::string_view{value}).run();
}

std::string_view to_string(PartKind kind)
{
    switch (kind) {
    case PartKind::form:
        return "form";
    case PartKind::workflow:
        return "workflow";
    case PartKind::mail:
        return "mail";
    case PartKind::report:
        return "report";
    }
    return {};
}

PartId part_of_text(PartKind kind, std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::size_t at = text.find('@');
    return {kind, std::string{text.substr(0, slash)}, std::string{text.substr(slash + 1, at - slash - 1)},
            std::string{text.substr(at + 1)}};
}

std::optional<PackagePart> PackageRepository::find(const PartId& id)
{
    Statement row = db_.prepare(select_part);
    if (!bind(row, id).step())
        return std::nullopt;
    PackagePart part{id, std::string{row.text(0)}, std::string{row.text(1)}, {}};
    Statement texts = db_.prepare(select_translations);
    bind(texts, id);
    while (texts.step())
        part.languages.emplace(texts.text(0), texts.text(1));
    return part;
}

std::optional<Hash> PackageRepository::fingerprint(const PartId& id)
{
    Statement row = db_.prepare(select_fingerprint);
    if (!bind(row, id).step())
        return std::nullopt;
    return to_hash(row.blob(0));
}

std::optional<PartId> PackageRepository::present(PartKind kind, std::string_view id, std::string_view area)
{
    Statement row = db_.prepare(select_present);
    row.bind(":kind", to_string(kind)).bind(":id", id).bind(":area", area);
    if (!row.step())
        return std::nullopt;
    return PartId{kind, std::string{row.text(0)}, std::string{id}, std::string{row.text(1)}};
}

std::vector<PartId> PackageRepository::all(PartKind kind)
{
    Statement rows = db_.prepare(select_all);
    rows.bind(":kind", to_string(kind));
    std::vector<PartId> parts;
    while (rows.step())
        parts.push_back({kind, std::string{rows.text(0)}, std::string{rows.text(1)}, std::string{rows.text(2)}});
    return parts;
}

std::string PackageRepository::translation(const PartId& id, std::string_view language)
{
    Statement row = db_.prepare(select_translation);
    bind(row, id).bind(":language", language);
    return row.step() ? std::string{row.text(0)} : std::string{};
}

PackageRepository::Change PackageRepository::compare(const PackagePart& part)
{
    Change change;
    const auto stored = fingerprint(part.id);
    change.is_new = !stored;
    if (stored && *stored != sha256(part.content))
        throw Error{Status::conflict, "PKG-001",
                    part.id.id + " is installed in version " + part.id.version +
                        " with other content; nothing was changed",
                    "give it a new version"};
    for (const auto& [language, content] : part.languages)
        if (change.is_new || translation(part.id, language) != content)
            change.languages.push_back(language);
    return change;
}

PackageRepository::Change PackageRepository::store(const PackagePart& part, std::int64_t batch)
{
    Change change = compare(part);
    if (change.is_new) {
        const Hash fingerprint = sha256(part.content);
        Statement insert = db_.prepare(insert_part);
        bind(insert, part.id)
            .bind(":language", std::string_view{part.source_language})
            .bind(":content", std::string_view{part.content})
            .bind(":fingerprint", Bytes{fingerprint})
            .bind(":batch", batch)
            .run();
    }
    Statement upsert = db_.prepare(upsert_translation);
    for (const std::string& language : change.languages) {
        const std::string& content = part.languages.at(language);
        const Hash fingerprint = sha256(content);
        bind(upsert, part.id)
            .bind(":language", std::string_view{language})
            .bind(":content", std::string_view{content})
            .bind(":fingerprint", Bytes{fingerprint})
            .bind(":batch", batch)
            .run();
    }
    return change;
}

std::vector<std::string> PackageRepository::damaged()
{
    Statement rows = db_.prepare(select_every_content);
    std::vector<std::string> names;
    while (rows.step())
        if (sha256(rows.text(3)) != to_hash(rows.blob(4)))
            names.push_back(std::string{rows.text(0)} + "/" + std::string{rows.text(1)} + "@" +
                            std::string{rows.text(2)});
    return names;
}

} // namespace imi
