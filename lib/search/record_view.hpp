// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What ranking reads of a stored record; reused from record to record, so that reading a hundred allocates little.
struct RecordView {
    struct NameView {
        NameKind kind = NameKind::official;
        std::string lang; ///< empty when unknown
        std::string text;
    };
    std::vector<NameView> names; ///< the first `name_count`
    std::size_t name_count = 0;
    std::string type, city, region, valid_from, valid_to;
    std::vector<std::string> professions, keywords;
    bool has_areas = false; ///< takes part in a legislative area
};

/// Reads the canonical content of an authority (encode_content) without building a tree. Throws Error(store, "STO-003")
/// for what that function did not write.
void read_record(std::string_view content, RecordView& record);

} // namespace imi
