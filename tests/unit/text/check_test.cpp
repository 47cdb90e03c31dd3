// SPDX-License-Identifier: EUPL-1.2
#include "text/check.hpp"

#include "base/limits.hpp"
#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace imi
{
namespace
{

std::string with(char32_t code_point)
{
    std::string text = "Łódź ";
    append_utf8(text, code_point);
    return text + "!";
}

TEST(TextFault, PassesRealNames)
{
    for (const char* text :
         {"", "Ministry of Labour", "Υπουργείο Παιδείας, Αθλητισμού και Νεολαίας", "Агенция „Митници“",
          "Id-Dipartiment tal-Impjiegi u l-Għaqdiet tal-Ħaddiema", "Menntamálastofnun – Þjóðskrá", "Ęśąćżź № 5 ½ €",
          "café\xCC\x81", "東京 عربي עברית हिन्दी", "☎\xEF\xB8\x8F 112"})
        EXPECT_FALSE(text_fault(text).has_value()) << text_fault(text)->message;
}

TEST(TextFault, RefusesWhatIsInvisibleOrObeyed)
{
    const std::vector<std::pair<char32_t, char32_t>> ranges = {
        {0x00, 0x1F},     {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},
        {0x115F, 0x1160}, {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
        {0xE000, 0xE010}, {0xF8FF, 0xF8FF},   {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},   {0xFFFE, 0xFFFF},
        {0x378, 0x379},   {0x1FFFE, 0x1FFFF}, {0xE0000, 0xE007F}, {0xF0000, 0xF0010}, {0x10FFFE, 0x10FFFF},
    };
    for (const auto& [first, last] : ranges)
        for (char32_t c = first; c <= last; ++c) {
            const auto fault = text_fault(with(c));
            ASSERT_TRUE(fault.has_value()) << describe_code_point(c);
            EXPECT_EQ(fault->offset, 8U);
            EXPECT_EQ(fault->column, 6U);
            EXPECT_EQ(fault->message, describe_code_point(c) + " is not allowed");
        }
}

TEST(TextFault, FreeTextHoldsLineFeedAndTabOnly)
{
    for (char32_t c = 0; c < 0x20; ++c)
        EXPECT_EQ(text_fault(with(c), TextKind::free).has_value(), c != '\n' && c != '\t') << describe_code_point(c);
    EXPECT_TRUE(text_fault("a\nb", TextKind::line).has_value());
}

TEST(TextFault, FindsAControlAtEveryOffset)
{
    for (std::size_t before = 0; before < 40; ++before)
        for (const char* control : {"\x1B", "\x7F", "\t"}) {
            const auto fault = text_fault(std::string(before, 'a') + control + std::string(17, 'b'));
            ASSERT_TRUE(fault.has_value());
            EXPECT_EQ(fault->offset, before);
        }
}

TEST(TextFault, SaysWhereUtf8IsMalformed)
{
    const auto fault = text_fault("Σχολή\xFF");
    ASSERT_TRUE(fault.has_value());
    EXPECT_EQ(fault->offset, 10U);
    EXPECT_EQ(fault->column, 6U);
    EXPECT_EQ(fault->message, "not valid UTF-8");
    EXPECT_EQ(text_fault("\xED\xA0\x80")->message, "not valid UTF-8");
}

std::string marked(std::size_t marks)
{
    std::string text = "a";
    for (std::size_t i = 0; i < marks; ++i)
        text += "\u0301";
    return text;
}

TEST(TextFault, CombiningMarksAtTheLimitAndAbove)
{
    EXPECT_FALSE(text_fault(marked(limits::combining_marks)).has_value());
    EXPECT_FALSE(text_fault(marked(limits::combining_marks) + marked(limits::combining_marks)).has_value());
    const auto fault = text_fault(marked(limits::combining_marks + 1));
    ASSERT_TRUE(fault.has_value());
    EXPECT_EQ(fault->message, "more than 4 combining marks in a row");
    EXPECT_EQ(fault->column, limits::combining_marks + 2);
}

TEST(TextFault, RefusesManyMarksAtOnce)
{
    const std::string flood = marked(60'000);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(text_fault(flood).has_value());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{50});
}

TEST(DescribeCodePoint, NumberAndName)
{
    EXPECT_EQ(describe_code_point(0), "U+0000 NUL");
    EXPECT_EQ(describe_code_point(0x1B), "U+001B ESCAPE");
    EXPECT_EQ(describe_code_point('\n'), "U+000A LINE FEED");
    EXPECT_EQ(describe_code_point(0x1F), "U+001F UNIT SEPARATOR");
    EXPECT_EQ(describe_code_point(0x7F), "U+007F DELETE");
    EXPECT_EQ(describe_code_point(0x85), "U+0085 NEXT LINE");
    EXPECT_EQ(describe_code_point(0x9B), "U+009B CONTROL SEQUENCE INTRODUCER");
    EXPECT_EQ(describe_code_point(0x9F), "U+009F APPLICATION PROGRAM COMMAND");
    EXPECT_EQ(describe_code_point(0x202E), "U+202E RIGHT-TO-LEFT OVERRIDE");
    EXPECT_EQ(describe_code_point(0xE000), "U+E000 (private use)");
    EXPECT_EQ(describe_code_point(0xFFFE), "U+FFFE (noncharacter)");
    EXPECT_EQ(describe_code_point(0x378), "U+0378 (unassigned)");
}

} // namespace
} // namespace imi
