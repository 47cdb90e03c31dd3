// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"
#include "store/hash.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What kind of compiled part: question sets, forms and surveys are all forms.
enum class PartKind { form, workflow, mail, report };
std::string_view to_string(PartKind kind);

/// Which part of which package, in one version.
struct PartId {
    PartKind kind = PartKind::form;
    std::string package;
    std::string id;
    std::string version;

    /// "package/id@version".
    std::string text() const { return package + "/" + id + "@" + version; }
    auto operator<=>(const PartId&) const = default;
};
/// Reads PartId::text(). The text must be one.
PartId part_of_text(PartKind kind, std::string_view text);

/// A part as compiled.
struct PackagePart {
    PartId id;
    std::string source_language;
    std::string content;                          ///< canonical JSON
    std::map<std::string, std::string> languages; ///< canonical JSON {path: text}, by language
};

/// Compiled parts of packages as stored. Owns no connection; must not outlive `db`.
class PackageRepository
{
public:
    explicit PackageRepository(Database& db) : db_{db} {}

    std::optional<PackagePart> find(const PartId& id);
    /// SHA-256 of the content under this version, if there is one.
    std::optional<Hash> fingerprint(const PartId& id);
    /// The version of a part that was installed last, as a case of the area finds it: in the area's own package, else
    /// in a package that is no area.
    std::optional<PartId> present(PartKind kind, std::string_view id, std::string_view area);
    /// The present versions of all parts of a kind, by package and id.
    std::vector<PartId> all(PartKind kind);
    /// The texts of a part in a language; empty when it has none.
    std::string translation(const PartId& id, std::string_view language);

    /// Another text whenever parts, translations, areas or vocabularies became others: the number of the audit entry
    /// that installed last.
    std::string stamp();
    void set_stamp(std::int64_t batch);

    /// What storing a part changed.
    struct Change {
        bool is_new = false;
        std::vector<std::string> languages; ///< of which the texts are new or others now
    };
    /// Compares with what is stored. Throws Error(conflict, "PKG-001") for other content under the same version.
    Change compare(const PackagePart& part);
    /// Stores it, inside the caller's transaction; the same throws.
    Change store(const PackagePart& part, std::int64_t batch);
    /// Parts and translations whose content is not what their fingerprint says, as "package/id@version".
    std::vector<std::string> damaged();

private:
    Database& db_;
};

} // namespace imi
