// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority_patch.hpp"
#include "directory/vocabularies.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

struct InputOptions {
    bool ignore_unknown = false; ///< unknown columns and members are counted, not refused
    bool keep_empty = false;     ///< an empty value leaves what is stored, instead of clearing it
    bool with_hints = true;      ///< faults say what was meant; costly, where nobody will read it
};

/// Turns rows of input into patches, checking every value (CONTRACT 4, "authorities"). Faults are collected; a row with
/// an error gives no patch.
class AuthorityInput
{
public:
    using PlaceOf = std::function<Place(std::size_t cell)>;

    AuthorityInput(const Vocabularies& vocabularies, InputOptions options);
    ~AuthorityInput();

    /// All columns, but for those with a language or key behind them.
    static const std::vector<std::string>& columns();
    /// Whether there is such a column.
    static bool is_column(const std::string& name);
    /// The column whose name is nearest; empty when none is near.
    static std::string nearest_column(const std::string& name);

    /// The columns of a CSV file, or the names of `set NAME=VALUE`. Throws Error(input, "REG-002") for an unknown
    /// column, "REG-001" when `id` or `country` is missing and `needs_key` is set.
    void set_columns(const std::vector<std::string>& columns, const Place& place, bool needs_key = true);
    bool read_row(std::span<const std::string_view> cells, const PlaceOf& place, AuthorityPatch& patch,
                  std::vector<Diagnostic>& faults);
    bool read_json(const nlohmann::ordered_json& record, const Place& place, AuthorityPatch& patch,
                   std::vector<Diagnostic>& faults);

    void give_hints(bool with_hints);

    /// Names that were ignored, with how often each occurred.
    const std::map<std::string, std::uint64_t>& ignored() const;

    struct Binding;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Checks and normalises an id. Returns what is wrong with it, or nothing.
std::string fault_of_authority_id(std::string_view id);

/// Reads "RO:cmr": any case of the country, GR and GB as EL and UK. Nothing when it has no such form.
std::optional<AuthorityKey> parse_authority_key(std::string_view text);

} // namespace imi
