// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/area_package.hpp"
#include "questions/code_list.hpp"
#include "store/database.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// The closed lists of a store, in memory: what input is checked against.
class Vocabularies
{
public:
    /// Reads all of them.
    static Vocabularies load(Database& db);
    /// The same, and two lists that are no vocabulary of a package: "user-roles" and "rights" (of authorities), those
    /// of every store and those that an installed workflow names, in whatever version. Costs more than load().
    static Vocabularies load_with_roles(Database& db);

    /// Whether the code exists in the vocabulary and may be chosen (no heading, not retired).
    bool has(std::string_view vocabulary, std::string_view code) const;
    /// All codes that may be chosen, sorted; none where there is no such vocabulary.
    std::vector<std::string> codes(std::string_view vocabulary) const;
    /// Code of an area by its code or short code, any case of the short code; empty when there is none.
    std::string area(std::string_view code_or_short) const;
    /// The nearest code to what was typed; empty when none is near.
    std::string nearest_code(std::string_view vocabulary, std::string_view typed) const;
    std::string nearest_area(std::string_view typed) const;
    /// What to give instead of what was typed: the nearest code, else all of them. For short vocabularies.
    std::string hint(std::string_view vocabulary, std::string_view typed) const;

private:
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> codes_;
    std::map<std::string, std::string, std::less<>> areas_; ///< code and short code -> code
};

/// Puts a package's area and vocabularies into the store, inside the caller's transaction. Codes that the package no
/// longer has stay, retired. Returns the number of codes.
std::int64_t install_package(Database& db, const AreaPackage& package);

/// A vocabulary as a list that compiled forms name; labels in English where there are any. nullptr when there is none.
CodeListPtr vocabulary_list(Database& db, std::string_view name);

/// Codes of a vocabulary with their labels in a language, else those shared by all languages, else the English ones.
std::map<std::string, std::string> vocabulary_labels(Database& db, std::string_view name, std::string_view language);

/// Folds the texts of all codes anew, inside the caller's transaction.
void fold_labels(Database& db);

/// An installed area: code, short code, and area.yaml as canonical JSON.
struct InstalledArea {
    std::string code, short_code, content;
};
std::vector<InstalledArea> installed_areas(Database& db);

} // namespace imi
