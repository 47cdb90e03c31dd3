// SPDX-License-Identifier: EUPL-1.2
#include "text/suggest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace imi
{
namespace
{

TEST(EditDistance, CountsEdits)
{
    EXPECT_EQ(edit_distance("", "", 3), 0U);
    EXPECT_EQ(edit_distance("request", "request", 0), 0U);
    EXPECT_EQ(edit_distance("reqest", "request", 3), 1U);
    EXPECT_EQ(edit_distance("requets", "request", 3), 1U);
    EXPECT_EQ(edit_distance("", "abc", 3), 3U);
    EXPECT_EQ(edit_distance("ca", "abc", 9), 3U); // no edit inside a swap
}

TEST(EditDistance, StopsAboveTheLimit)
{
    EXPECT_EQ(edit_distance("kitten", "sitting", 3), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting", 0), 1U);
    EXPECT_EQ(edit_distance("", "abcd", 3), 4U);
}

std::size_t plain_distance(const std::string& a, const std::string& b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

TEST(EditDistance, AgreesWithTheFullTable)
{
    std::mt19937 random{7};
    const auto word = [&random] {
        std::string text(random() % 9, 'a');
        for (char& letter : text)
            letter = static_cast<char>('a' + random() % 3);
        return text;
    };
    for (int round = 0; round < 20'000; ++round) {
        const std::string a = word();
        const std::string b = word();
        const std::size_t limit = random() % 6;
        ASSERT_EQ(edit_distance(a, b, limit), std::min(plain_distance(a, b), limit + 1))
            << a << " " << b << " " << limit;
    }
}

TEST(Nearest, SuggestsWhatWasMeant)
{
    const std::vector<std::string> verbs = {"accept", "answer", "attach", "refuse", "withdraw", "πρόσβαση"};
    EXPECT_EQ(nearest("anwser", verbs), "answer");
    EXPECT_EQ(nearest("REFUSE", verbs), "refuse");
    EXPECT_EQ(nearest("withdrwa", verbs), "withdraw");
    EXPECT_EQ(nearest("προσβαση", verbs), "πρόσβαση");
    EXPECT_EQ(nearest("delete", verbs), "");
    EXPECT_EQ(nearest("", verbs), "");
    EXPECT_EQ(nearest("answer", {}), "");
}

TEST(Nearest, TakesTheFirstOfEquals)
{
    const std::vector<std::string> candidates = {"list", "lost", "last"};
    EXPECT_EQ(nearest("lust", candidates), "list");
}

} // namespace
} // namespace imi
