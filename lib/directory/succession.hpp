// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/change.hpp"

#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// Bodies that end, and who follows them. Keys as COUNTRY:ID.
struct Succession {
    std::vector<std::string> ending, following;
    std::string on;          ///< civil date of the first day without those that end; empty: see end_authorities()
    bool hands_over = false; ///< also areas, professions, keywords and languages that who follows lacks
};

struct SuccessionResult {
    std::vector<ChangeResult> changes; ///< of those that end and those that follow, by key
    std::vector<Diagnostic> warnings;  ///< open cases and other things that stay with who ends
    std::optional<std::int64_t> batch; ///< nothing when nothing was written
};

/// Ends bodies in favour of others, in one batch and one audit entry: each gets the day before `on` as its last day
/// (`valid_to`) and those that follow as its successors, and is inactive from then on; where the day is still to come
/// it stays active until it is over. Those that follow get all names of those that end as former names. Without a date
/// it is the day after the last day that the record has, else today. `verb`: "merge" or "split", for the log. Throws
/// Error(usage): REG-132 for a body that stands twice or on both sides, REG-018 for what is no date; Error(input,
/// "REG-134") for bodies of two countries; Error(conflict): REG-133 where who follows is not active on that day,
/// REG-135 where another follows already; and as a single change of each would.
SuccessionResult end_authorities(Store& store, const Succession& succession, const std::string& verb,
                                 const ChangeOptions& options, const ActContext& context);

} // namespace imi
