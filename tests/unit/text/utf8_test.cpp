// SPDX-License-Identifier: EUPL-1.2
#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace imi
{
namespace
{

TEST(Utf8, AcceptsTheScriptsOfTheUnion)
{
    for (const char* text : {"", "plain", "Αναγνώριση επαγγελματικών προσόντων", "Министерство на труда",
                             "Awtorità għall-Kompetizzjoni", "Þjóðskrá Íslands", "\xF0\x9F\x87\xAA\xF4\x8F\xBF\xBF"})
        EXPECT_EQ(invalid_utf8(text), std::nullopt) << text;
}

TEST(Utf8, NamesTheFirstMalformedByte)
{
    struct Case {
        std::string bytes;
        std::size_t offset;
    };
    const std::vector<Case> cases = {
        {"abc\x80", 3},          // continuation without a lead
        {"\xC0\xAF", 0},         // overlong slash
        {"\xC1\xBF", 0},         // overlong
        {"\xE0\x9F\xBF", 0},     // overlong
        {"\xF0\x8F\xBF\xBF", 0}, // overlong
        {"a\xED\xA0\x80", 1},    // surrogate
        {"\xF4\x90\x80\x80", 0}, // above U+10FFFF
        {"\xF5\x80\x80\x80", 0}, // no such lead
        {"\xFF", 0},             // no such byte
        {"12345678\xCE", 8},     // cut short
        {"\xE2\x82", 0},         // cut short
        {"\xF0\x9F\x87", 0},     // cut short
        {"\xE2\x82\x41", 0},     // third byte is a letter
        {"Μ\xFC"
         "ller and something",
         2}, // Latin-1 in the middle
    };
    for (const Case& c : cases)
        EXPECT_EQ(invalid_utf8(c.bytes), c.offset) << testing::PrintToString(c.bytes);
}

TEST(Utf8, EveryCodePointSurvivesARoundTrip)
{
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 251) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        std::string bytes;
        append_utf8(bytes, c);
        std::size_t position = 0;
        ASSERT_EQ(next_code_point(bytes, position), c);
        ASSERT_EQ(position, bytes.size());
        ASSERT_EQ(count_code_points(bytes), 1U);
        ASSERT_EQ(invalid_utf8(bytes), std::nullopt);
    }
}

TEST(Utf8, ReadsMalformedBytesOneByOne)
{
    const std::string bytes = "\xFFx";
    std::size_t position = 0;
    EXPECT_EQ(next_code_point(bytes, position), 0xFFFDU);
    EXPECT_EQ(next_code_point(bytes, position), U'x');
    EXPECT_EQ(position, bytes.size());
}

TEST(Utf8, FindsTheEndOfPrintableAsciiAtEveryOffset)
{
    for (const std::string stop : {"\x1F", "\x7F", "\x80", "é", "\n"})
        for (std::size_t before = 0; before < 20; ++before) {
            const std::string text = std::string(before, '~') + stop + "         ";
            EXPECT_EQ(printable_ascii_run(text, 0), before);
        }
    EXPECT_EQ(printable_ascii_run(" ~", 0), 2U);
    EXPECT_EQ(printable_ascii_run("abc", 3), 0U);
}

TEST(Utf8, CountsCodePointsOfEveryLengthAtEveryOffset)
{
    for (const std::string letter : {"a", "ß", "€", "\U0001F600"}) {
        for (std::size_t before = 0; before < 20; ++before) {
            EXPECT_EQ(count_code_points(std::string(before, 'x') + letter + letter), before + 2);
            EXPECT_EQ(count_code_points(letter + std::string(before, 'x')), before + 1);
        }
    }
    EXPECT_EQ(count_code_points(""), 0U);
}

} // namespace
} // namespace imi
