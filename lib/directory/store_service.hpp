// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"
#include "directory/change.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

struct InitOptions {
    std::string path;
    std::string areas;     ///< folder of area packages
    std::string admin;     ///< login of the first operator
    std::uint32_t uid = 0; ///< mapped to that login
    std::string account;
    bool training = false;
    bool dry_run = false;
    std::string comment;
};

struct InitResult {
    std::vector<std::string> areas;
};

/// Makes a store: schema, area packages, one login with the store role `operator`. Whole or not at all.
/// Throws Error(conflict, "STO-006") when the file exists.
InitResult init_store(const InitOptions& options, const Clock& clock);

struct MigrationResult {
    int steps = 0;          ///< of the schema that were missing
    bool new_index = false; ///< words are folded in another way now, so labels and index were made anew
};

/// Brings a store of an older program to this one; audited. Each step is whole or not at all. `account` owns the file.
MigrationResult migrate_store(Store& store, const std::string& account, const ChangeOptions& options,
                              const ActContext& context);

/// Maps an account to a login, or ends its mapping; audited. Throws Error(absent, "REG-041") for no such login,
/// "RGT-005" for an account that is not mapped, Error(input, "RGT-007") where no operator would be left.
void map_identity(Store& store, std::uint32_t uid, const std::string& account, const std::string& login,
                  const ChangeOptions& options, const ActContext& context);
void unmap_identity(Store& store, std::uint32_t uid, const ChangeOptions& options, const ActContext& context);

/// Replaces the content of the store by that of a backup; audited in the restored log. Throws Error(forbidden) where
/// the actor is no operator in the store, or in the backup. With `dry_run` the backup is only checked.
void restore(Store& store, const std::string& from, const ChangeOptions& options, const ActContext& context);

/// A setting that an operator may change: a whole number within limits.
struct Setting {
    std::string_view name, meaning, default_value;
    std::int64_t lowest, highest;
};
std::span<const Setting> settings();
/// Throws Error(absent, "STO-030") for no such setting.
std::int64_t setting_value(Store& store, const std::string& name);
/// An empty value goes back to the default. Throws Error(input, "STO-031") for a value that does not fit.
void change_setting(Store& store, const std::string& name, const std::string& value, const ChangeOptions& options,
                    const ActContext& context);

/// Every code of this module.
std::span<const CodeRow> directory_codes();

} // namespace imi
