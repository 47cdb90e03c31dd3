// SPDX-License-Identifier: EUPL-1.2
#include "rules/version.hpp"

#include <gtest/gtest.h>

namespace imi
{

TEST(Version, ComparesItsNumbers)
{
    EXPECT_EQ(parse_version("1.10")->text(), "1.10");
    EXPECT_GT(*parse_version("1.10"), *parse_version("1.9"));
    EXPECT_GT(*parse_version("2.0"), *parse_version("1.10"));
    for (const char* text : {"1", "1.", ".1", "1.01", "01.1", "1.1.1", "v1.0", "1.0 "})
        EXPECT_FALSE(parse_version(text)) << text;
}

} // namespace imi
