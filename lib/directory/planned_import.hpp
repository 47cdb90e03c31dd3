// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace imi
{

/// Carries out a plan that `import --dry-run --plan` made: rights are asked again. Where records that it covers changed
/// since, the result has errors (REG-066) and nothing is changed; what is as planned already is unchanged, so that
/// twice is harmless. Throws Error(input, "REG-065") for a file that is no plan, or was edited.
ImportResult apply_plan(Store& store, const std::string& path, const ImportOptions& options, const ActContext& context);

/// Makes the inverse of a batch: what it created is withdrawn, what it changed is as before. Where something changed
/// since, or refers to what is to be withdrawn, the result has errors (REG-066) and nothing is changed; what is as
/// before already is unchanged. Throws Error(absent, "REG-067") where no such batch changed authorities or users; for
/// set-ups see revert_setups().
ImportResult revert_batch(Store& store, std::int64_t batch, const ImportOptions& options, const ActContext& context);

/// Gives the changes of a plan, as they stand in the file, and returns its other members. Throws as apply_plan().
nlohmann::ordered_json read_plan(const std::string& path,
                                 const std::function<void(const nlohmann::ordered_json& row)>& each);

} // namespace imi
