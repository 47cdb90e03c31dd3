// SPDX-License-Identifier: EUPL-1.2
#include "index/word_block.hpp"

#include "text/suggest.hpp"

#include <gmock/gmock.h>

#include <random>

namespace imi
{
namespace
{

TEST(NearWords, AreThoseOneEditAway)
{
    std::string block;
    for (const char* word : {"komora", "komara", "okmora", "lekarz"})
        append_word(block, word);
    std::vector<std::string_view> found;
    near_words(block, 6, "komora", 1, found);
    EXPECT_THAT(found, testing::ElementsAre("komora", "komara", "okmora"));
}

TEST(NearWords, MissNoneThatTheDistanceAllows)
{
    std::mt19937 random{2008};
    const auto word = [&](std::size_t length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i)
            text += "abc1"[random() % 4];
        return text;
    };
    for (std::size_t length = 3; length <= 6; ++length) {
        std::vector<std::string> words;
        std::string block;
        for (int i = 0; i < 300; ++i) {
            words.push_back(word(length));
            append_word(block, words.back());
        }
        for (int i = 0; i < 40; ++i) {
            const std::string typed = word(4 + random() % 3);
            for (const std::size_t distance : {1U, 2U}) {
                std::vector<std::string_view> found;
                near_words(block, length, typed, distance, found);
                std::vector<std::string_view> expected;
                for (const std::string& candidate : words) {
                    if (edit_distance(typed, candidate, distance) <= distance)
                        expected.push_back(candidate);
                }
                EXPECT_EQ(found, expected) << typed;
            }
        }
    }
}

} // namespace
} // namespace imi
