// SPDX-License-Identifier: EUPL-1.2
#include "authoring/selection.hpp"

#include "base/error.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

namespace imi::authoring
{

namespace
{

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> shared_names = {"shared", "forms", "surveys", "workflows"};

/// A folder of the same shape that no other package looks into.
constexpr std::string_view reports_name = "reports";

bool is_shared(const std::string& name)
{
    return std::find(shared_names.begin(), shared_names.end(), name) != shared_names.end();
}

/// "a/b/" is "a/b".
fs::path tidy(const fs::path& path)
{
    const fs::path normal = path.lexically_normal();
    return normal.has_filename() || !normal.has_parent_path() ? normal : normal.parent_path();
}

std::string name_of(const fs::path& folder)
{
    const fs::path plain = tidy(folder);
    const std::string name = plain.filename().string();
    return name == "." || name == ".." ? fs::weakly_canonical(folder).filename().string() : name;
}

bool is_package(const fs::path& folder)
{
    const std::string name = name_of(folder);
    return fs::exists(folder / "area.yaml") ||
           ((is_shared(name) || name == reports_name) && !fs::exists(folder / "../area.yaml"));
}

/// The package that a file stands in: of a file in AREA/workflows, AREA/vocabulary or AREA/po, the folder above.
fs::path package_of_file(const fs::path& file)
{
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    if (is_package(folder))
        return folder;
    const fs::path above = folder / "..";
    const std::string name = name_of(folder);
    const bool is_part = name == "workflows" || name == "vocabulary" || name == "po";
    return is_part && is_package(above) ? above : folder;
}

std::string path_text(const fs::path& path)
{
    const std::string text = tidy(path).string();
    return text.empty() ? "." : text;
}

class Selecting
{
public:
    explicit Selecting(std::string shipped) : shipped_{std::move(shipped)} {}

    Selection run(std::vector<std::string> paths)
    {
        if (paths.empty())
            paths.push_back(default_path());
        for (const std::string& path : paths)
            take(path);
        for (const std::string_view name : shared_names)
            add_shared(std::string{name});
        return std::move(selection_);
    }

private:
    std::string default_path() const
    {
        if (fs::is_directory("questionsets"))
            return "questionsets";
        return is_package(".") || !package_folders(".").empty() ? "." : shipped_;
    }

    void take(const std::string& path)
    {
        if (fs::is_regular_file(path)) {
            selection_.files.push_back(path_text(path));
            choose(package_of_file(path), path);
        } else if (is_package(path)) {
            choose(path, path);
        } else {
            const std::vector<std::string> below = package_folders(path);
            if (below.empty())
                throw not_found(path);
            for (const std::string& folder : below)
                choose(folder, path);
        }
    }

    static Error not_found(const std::string& path)
    {
        const bool is_there = fs::exists(path);
        return Error{is_there ? Status::input : Status::absent, "AUT-001",
                     is_there ? "there is no package at " + escape_for_message(path)
                              : "there is nothing at " + escape_for_message(path),
                     "give a folder with an area.yaml, a folder that holds some, or a file in one"};
    }

    void choose(const fs::path& folder, const std::string& asked)
    {
        if (!is_package(folder) && !fs::is_directory(folder / "vocabulary"))
            throw not_found(asked);
        const std::string name = name_of(folder);
        const std::string real = fs::weakly_canonical(folder).string();
        const auto [known, is_new] = real_.emplace(name, real);
        if (!is_new && known->second != real)
            throw Error{Status::input, "AUT-001", "there are two packages " + in_quotes(name),
                        "give them one after the other", path_text(folder)};
        if (is_new)
            read(folder, name);
        if (!selection_.has_package(name))
            selection_.packages.push_back(name);
        beside_.push_back(tidy(folder / ".."));
    }

    void add_shared(const std::string& name)
    {
        if (real_.contains(name))
            return;
        std::vector<fs::path> places = beside_;
        places.emplace_back(shipped_);
        for (const fs::path& place : places) {
            if (fs::is_directory(place / name)) {
                real_.emplace(name, std::string{});
                return read(place / name, name);
            }
        }
    }

    void read(const fs::path& folder, const std::string& name)
    {
        PackageFolder package = read_package_folder(path_text(folder));
        package.name = name;
        selection_.folders.push_back(std::move(package));
    }

    std::string shipped_;
    Selection selection_;
    std::map<std::string, std::string> real_; ///< path of each package by name
    std::vector<fs::path> beside_;
};

/// AUT-002 for the first error.
void refuse_errors(const std::vector<Diagnostic>& findings)
{
    for (const Diagnostic& finding : findings) {
        if (finding.severity == Severity::error)
            throw Error{Status::input, "AUT-002",
                        "the package has errors, the first: " + finding.message + " [" + finding.code + "]",
                        "imi-qsgen check lists them all", finding.place.text()};
    }
}

} // namespace

bool Selection::has_package(const std::string& name) const
{
    return std::find(packages.begin(), packages.end(), name) != packages.end();
}

bool Selection::has_file(const std::string& file) const
{
    return files.empty() || std::find(files.begin(), files.end(), tidy(file).string()) != files.end();
}

bool Selection::covers(const Diagnostic& finding) const
{
    if (finding.severity == Severity::error)
        return true;
    const std::string& file = finding.place.file;
    return has_file(file) && std::any_of(folders.begin(), folders.end(), [&](const PackageFolder& folder) {
               return has_package(folder.name) && file.starts_with(folder.path + "/");
           });
}

Selection select_packages(const std::vector<std::string>& paths, const std::string& shipped)
{
    return Selecting{shipped}.run(paths);
}

Checked check(const Selection& selection, bool release)
{
    Findings findings;
    Checked result;
    result.bundle = workflow::read_bundle(selection.folders, findings);
    workflow::check_bundle(result.bundle, {selection.packages, release}, findings);
    for (Diagnostic& finding : findings.sorted()) {
        if (!selection.covers(finding))
            continue;
        ++(finding.severity == Severity::error ? result.errors : result.warnings);
        result.findings.push_back(std::move(finding));
    }
    return result;
}

workflow::Bundle read_sound(const Selection& selection)
{
    Findings findings;
    workflow::Bundle bundle = workflow::read_bundle(selection.folders, findings);
    refuse_errors(findings.sorted());
    return bundle;
}

workflow::Bundle read_proved(const Selection& selection)
{
    Checked checked = check(selection, false);
    refuse_errors(checked.findings);
    return std::move(checked.bundle);
}

} // namespace imi::authoring
