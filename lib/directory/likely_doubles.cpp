// SPDX-License-Identifier: EUPL-1.2
#include "directory/likely_doubles.hpp"

#include "directory/value_checks.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <tuple>

namespace imi
{

void LikelyDoubles::warn(AuthorityStage& stage, Faults& faults)
{
    std::sort(names_.begin(), names_.end(),
              [](const NamePlace& a, const NamePlace& b) { return std::tie(a.hash, a.row) < std::tie(b.hash, b.row); });
    const StagedRows& rows = stage.rows();
    for (std::size_t i = 1; i < names_.size(); ++i) {
        if (names_[i].hash != names_[i - 1].hash)
            continue;
        if (!faults.keeps_warnings()) {
            faults.count_warning();
            continue;
        }
        const StagedRows::Row& first_row = rows[names_[i - 1].row];
        const StagedRows::Row& row = rows[names_[i].row];
        const Authority first = apply_without_coordinators(nullptr, stage.patch(first_row));
        const Authority second = apply_without_coordinators(nullptr, stage.patch(row));
        const std::string& name = second.display_name().text;
        const std::string other = first.key.text() + " (line " + std::to_string(first_row.line) + ")";
        Diagnostic warning{Severity::warning, "REG-026", stage.place(row), "name", {}, {}};
        if (name != first.display_name().text &&
            confusable_skeleton(name) == confusable_skeleton(first.display_name().text)) {
            warning.code = "REG-027";
            warning.message = second.key.text() + ": " + in_quotes(name) + " is confusable with the name of " + other;
            warning.hint = "a letter of another script looks the same";
        } else {
            warning.message = second.key.text() + ": " + in_quotes(name) + " is a likely duplicate of " + other;
            warning.hint = "one body needs one id";
        }
        faults.add({warning}, row.file, {});
    }
}

} // namespace imi
