// SPDX-License-Identifier: EUPL-1.2
#include "directory/store_service.hpp"
#include "formats/codes.hpp"
#include "questions/codes.hpp"
#include "search/codes.hpp"
#include "store/codes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace imi
{

TEST(Codes, StandOnceAndHaveAMeaning)
{
    std::set<std::string_view> seen;
    for (const auto rows : {formats_codes(), store_codes(), directory_codes(), questions_codes(), search_codes()}) {
        for (const CodeRow& row : rows) {
            EXPECT_TRUE(seen.insert(row.id).second) << row.id;
            EXPECT_FALSE(row.meaning.empty()) << row.id;
        }
    }
}

} // namespace imi
