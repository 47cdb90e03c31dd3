// SPDX-License-Identifier: EUPL-1.2
#include "search/codes.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

namespace imi
{
namespace
{

std::set<std::string> codes_in(const std::filesystem::path& folder)
{
    std::set<std::string> codes;
    const std::regex code{"\"(SEA-[0-9]{3})\""};
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp")
            continue;
        if (entry.path().filename() == "codes.cpp")
            continue;
        std::ifstream file{entry.path()};
        for (std::string line; std::getline(file, line);) {
            std::smatch match;
            // A `///` comment names codes that the line below throws.
            if (line.find("///") == std::string::npos && std::regex_search(line, match, code))
                codes.insert(match[1]);
        }
    }
    return codes;
}

TEST(SearchCodes, AreThoseThatAreThrown)
{
    std::set<std::string> thrown = codes_in(std::string{IMI_SOURCE_DIR} + "/lib/search");
    thrown.merge(codes_in(std::string{IMI_SOURCE_DIR} + "/lib/index"));
    std::set<std::string> listed;
    std::string last;
    for (const CodeRow& row : search_codes()) {
        EXPECT_LT(last, row.id);
        last = row.id;
        listed.insert(last);
    }
    EXPECT_EQ(listed, thrown);
}

} // namespace
} // namespace imi
