// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/package_folder.hpp"
#include "questions/findings.hpp"
#include "questions/names.hpp"
#include "questions/package.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Packages that were read together: areas, and the shared folders that every area looks into. Names are looked for in
/// the package itself, then in `forms`, `surveys`, `shared` and `workflows`.
class Library
{
public:
    /// Reads the files of all folders. What is wrong goes to `findings`; after a broken file or group the rest is read.
    static Library read(const std::vector<PackageFolder>& folders, Findings& findings);

    const std::vector<Package>& packages() const { return packages_; }
    std::vector<Package>& packages() { return packages_; }
    /// By the name of the folder; nullptr when there is none.
    const Package* package(std::string_view name) const;

    /// Packages to look into for a file of `package`, in order.
    std::vector<const Package*> lookup_order(std::string_view package) const;

    /// The set, form or survey, as a file of `package` may name it; nullptr when there is none.
    std::shared_ptr<const Form> form(std::string_view id, std::string_view package) const;
    /// Ids of all that form() would find.
    std::vector<std::string> form_ids(std::string_view package) const;
    /// The answer list, vocabulary or built-in list, as a file of `package` may name it; nullptr when there is none.
    CodeListPtr list(std::string_view name, std::string_view package) const;
    std::shared_ptr<const Pattern> pattern(std::string_view name, std::string_view package) const;
    /// Names that list() and pattern() would find, for suggestions.
    std::vector<std::string> list_names(std::string_view package) const;
    std::vector<std::string> pattern_names(std::string_view package) const;

    /// Reads the `items:` of a small form in place in a workflow of `package`: one group without id and title, where
    /// `required` is `to-send` unless it says otherwise. `file` is what places show, `path` the prefix of its texts
    /// ("information-request/form/extension"), which are appended to `texts`.
    Form read_small_form(const YamlNode& items, const std::string& id, std::string_view package,
                         const std::string& file, const std::string& path, std::vector<Text>& texts,
                         Findings& findings) const;

    /// What a file of `package` may name, for readers. Must not outlive the library.
    std::unique_ptr<Names> names(std::string_view package) const;

private:
    friend class LibraryReader;
    std::vector<Package> packages_;
};

} // namespace imi
