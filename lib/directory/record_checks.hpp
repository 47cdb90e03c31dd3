// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_patch.hpp"
#include "directory/value_checks.hpp"
#include "directory/vocabularies.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Whether `ext.KEY` may be called so.
bool is_ext_key(std::string_view key);

/// What no record may be, however it came about; nothing when it is sound: no name at all (REG-024), an end before the
/// beginning (REG-018), itself as its coordinator (REG-029) or
/// successor (REG-130), more names or coordinators than a list may have (REG-006).
/// What is stored by any way must be such that an import takes it back.
std::optional<Diagnostic> fault_of_record(const Authority& authority);

/// Checks the values of one row of input, of whatever format, and puts them into its patch.
class RecordChecks
{
public:
    RecordChecks(const Vocabularies& vocabularies, const InputOptions& options, AuthorityPatch& patch,
                 std::vector<Diagnostic>& faults)
        : vocabularies_{vocabularies}, options_{options}, patch_{patch}, faults_{faults}
    {
    }

    bool ok() const { return ok_; }
    std::size_t fault_count() const { return faults_.size(); }
    const InputOptions& options() const { return options_; }
    AuthorityPatch& patch() { return patch_; }
    /// Place and name of the value that comes next.
    void at(Place place, std::string field);

    void refuse(std::string_view code, const std::string& message, const std::string& hint = {});
    void warn(std::string_view code, const std::string& message, const std::string& hint = {});

    void id(std::string value);
    void country(std::string value);
    void text(std::size_t member, std::string value);
    void state(const std::string& value);
    std::optional<std::string> name_text(std::string value);
    std::optional<std::string> language(std::string value);
    void codes(std::string_view vocabulary, std::optional<std::vector<std::string>>& target,
               std::vector<std::string> values);
    /// Code of the area; empty when there is none.
    std::string area(const std::string& value);
    void role(AreaPatch& area, const std::string& value);
    void rights(AreaPatch& area, std::vector<std::string> values);
    bool coordinator(AreaPatch& area, std::string value, std::optional<CoordinatorKind> kind);
    void successors(std::vector<std::string> values);
    void ext(const std::string& key, std::string value);

private:
    std::string meant(std::string_view vocabulary, std::string_view value) const;
    bool passes(const std::optional<ValueFault>& fault);
    bool passes_member(std::size_t member, const std::string& value);

    const Vocabularies& vocabularies_;
    const InputOptions& options_;
    AuthorityPatch& patch_;
    std::vector<Diagnostic>& faults_;
    Place place_;
    std::string field_;
    bool ok_ = true;
};

} // namespace imi
