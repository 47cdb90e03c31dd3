// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/change.hpp"
#include "forms/ui_texts.hpp"
#include "report/run.hpp"

#include <optional>
#include <string>
#include <vector>

namespace imi::report
{

/// A folder of published reports holds a folder a night, "2008-07-31", with one for each language in it: index.html and
/// of each report ID.csv and ID.json. `latest` leads to the newest night, `index.html` to its languages. What is there
/// is whole: a night takes its place by one renaming.
struct NightlyOptions {
    std::string out;
    std::string date, since;            ///< civil dates; empty: all nights after the last one until yesterday
    bool rebuild = false;               ///< counts all cases again, and makes nights again that are there
    std::vector<std::string> languages; ///< empty: all
    std::string tool_version, comment;
    bool dry_run = false;
};

struct Night {
    std::string date;
    std::string action; ///< publish, replace, unchanged, refuse
    std::size_t files = 0;
    std::vector<std::string> faults; ///< sums that do not agree: nothing was published
};

/// Makes the nights that are missing, in order; the first whose sums do not agree ends it. Each is what the store was
/// at the end of its day (UTC), as it is known now. Reads a snapshot; writes to the store only where cells have to be
/// counted again. Throws Error(usage, "RPT-012") for dates that are none, Error(input, "RPT-013") for days that have
/// not passed, Error(store): "RPT-022" the folder cannot be made or written, "RPT-023" another run is at it.
std::vector<Night> run_nightly(Store& store, const UiTexts& ui, const NightlyOptions& options,
                               const ActContext& context);

/// What a folder of published reports holds.
struct NightlyStatus {
    std::string last; ///< empty: none
    std::size_t nights = 0;
    std::vector<std::string> missing; ///< after the first, until yesterday
    bool is_running = false;
};
/// Throws Error(absent, "RPT-022") for no such folder.
NightlyStatus nightly_status(const std::string& out, Instant now);

} // namespace imi::report
