// SPDX-License-Identifier: EUPL-1.2
#include "index/posting_chunk.hpp"

#include "base/error.hpp"

#include <gtest/gtest.h>

namespace imi
{
namespace
{

std::vector<Posting> decoded(std::string_view entries)
{
    std::vector<Posting> postings;
    for_each_posting(as_bytes(entries), [&](std::uint16_t place, Payload payload) {
        postings.push_back({place, payload});
    });
    return postings;
}

TEST(PostingChunk, KeepsPlacesAndPayloads)
{
    const std::vector<Posting> postings{{0, 7}, {1, 255}, {129, 0}, {4095, 128}};
    EXPECT_EQ(decoded(encode_chunk(postings, false)), postings);
}

TEST(PostingChunk, OfACodeIsAListOrABitmap)
{
    const std::vector<Posting> few{{3, 0}, {4000, 0}};
    EXPECT_EQ(decoded(encode_chunk(few, true)), few);
    std::vector<Posting> many;
    for (std::uint16_t place = 0; place < chunk_size; place += 2)
        many.push_back({place, 0});
    const std::string entries = encode_chunk(many, true);
    EXPECT_EQ(entries.size(), 513U);
    EXPECT_EQ(decoded(entries), many);
}

TEST(PostingChunk, IsSearchedForPlaces)
{
    std::vector<Posting> postings;
    for (std::uint16_t place = 1; place < 4000; place += 3)
        postings.push_back({place, 0});
    const std::vector<std::uint16_t> wanted{0, 1, 4, 5, 3997, 4095};
    for (const bool is_code : {false, true}) {
        const std::string entries = encode_chunk(postings, is_code);
        std::vector<std::size_t> found;
        find_postings(as_bytes(entries), wanted, [&](std::size_t i, Payload) { found.push_back(i); });
        EXPECT_EQ(found, (std::vector<std::size_t>{1, 2, 4}));
    }
}

TEST(PostingChunk, ThatIsDamagedIsRefused)
{
    using namespace std::string_view_literals;
    const std::string_view damaged[] = {""sv,
                                        "\x03"sv,
                                        "\x00\x05"sv,
                                        "\x01\x80"sv,
                                        "\x01\xFF\x7F"sv,
                                        "\x02too short"sv,
                                        "\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv};
    for (const std::string_view entries : damaged)
        EXPECT_THROW(decoded(entries), Error) << testing::PrintToString(entries);
}

} // namespace
} // namespace imi
