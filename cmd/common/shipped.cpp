// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"

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

} // namespace imi::cmd
