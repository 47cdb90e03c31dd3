// SPDX-License-Identifier: EUPL-1.2
#include "formats/package_folder.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <tuple>

namespace imi
{

namespace
{

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> shared_names = {"forms", "reports", "shared", "surveys", "workflows"};

bool is_shared_name(std::string_view name)
{
    return std::find(shared_names.begin(), shared_names.end(), name) != shared_names.end();
}

std::string last_part(const std::string& path)
{
    // "packages/services/" has an empty last part.
    const fs::path whole = fs::path{path}.lexically_normal();
    return whole.has_filename() ? whole.filename().string() : whole.parent_path().filename().string();
}

using Wanted = std::function<bool(const std::string& name)>;

/// Adds the files of one folder that end so, by name.
void add_files(PackageFolder& package, const std::string& below, std::string_view ending, std::uint64_t limit,
               const Wanted& wanted)
{
    const fs::path folder = below.empty() ? fs::path{package.path} : fs::path{package.path} / below;
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ending && !at->is_directory())
            names.push_back(at->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        PackageFile file;
        file.name = below.empty() ? name : below + "/" + name;
        if (wanted && !wanted(file.name))
            continue;
        file.path = (folder / name).string();
        Input input = Input::open(file.path);
        file.text = read_all(input, limit);
        package.files.push_back(std::move(file));
    }
}

} // namespace

PackageFolder read_package_folder(const std::string& path, const Wanted& wanted)
{
    PackageFolder package;
    package.name = last_part(path);
    package.path = path;
    if (!fs::is_directory(path))
        throw Error{Status::input, "FMT-001", "is no folder", {}, path};
    add_files(package, {}, ".yaml", limits::yaml_bytes, wanted);
    add_files(package, "vocabulary", ".yaml", limits::vocabulary_bytes, wanted);
    add_files(package, "vocabulary", ".jsonl", limits::vocabulary_bytes, wanted);
    add_files(package, "workflows", ".yaml", limits::yaml_bytes, wanted);
    add_files(package, "po", ".po", limits::vocabulary_bytes, wanted);
    return package;
}

std::vector<std::string> package_folders(const std::string& root)
{
    std::vector<std::string> folders;
    std::error_code error;
    for (fs::directory_iterator at{root, error}, end; !error && at != end; at.increment(error)) {
        const fs::path& path = at->path();
        if (at->is_directory() && (fs::exists(path / "area.yaml") || fs::is_directory(path / "vocabulary") ||
                                   is_shared_name(path.filename().string())))
            folders.push_back(path.string());
    }
    std::sort(folders.begin(), folders.end(), [](const std::string& a, const std::string& b) {
        const bool a_shared = is_shared_name(last_part(a));
        const bool b_shared = is_shared_name(last_part(b));
        return std::tie(b_shared, a) < std::tie(a_shared, b);
    });
    return folders;
}

} // namespace imi
