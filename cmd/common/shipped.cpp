// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"

#include "formats/package_folder.hpp"
#include "questions/library.hpp"

#include <cstdlib>
#include <filesystem>

namespace imi::cmd
{

std::string shipped_data()
{
    if (const char* data = std::getenv("IMI_DATA"); data != nullptr && *data != '\0')
        return data;
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    return (program.parent_path().parent_path() / "share" / "imi").string();
}

std::string shipped_packages() { return shipped_data() + "/questionsets"; }

Package shipped_texts(const std::string& file, std::string_view language)
{
    const std::string translation = language.empty() ? std::string{} : "po/" + std::string{language} + ".po";
    const PackageFolder shared = read_package_folder(shipped_packages() + "/shared", [&](const std::string& name) {
        return name == file + ".yaml" || (language.empty() ? name.starts_with("po/") : name == translation);
    });
    Findings findings;
    Library library = Library::read({shared}, findings);
    return std::move(library.packages().front());
}

UiTexts shipped_ui_texts(std::string_view language) { return UiTexts{shipped_texts("ui", language)}; }

} // namespace imi::cmd
