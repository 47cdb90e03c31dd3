// SPDX-License-Identifier: EUPL-1.2
#include "text/escape.hpp"

#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace imi
{
namespace
{

TEST(EscapeForTerminal, LeavesTextAlone)
{
    for (const char* text : {"", "plain", "Εισαγγελία Πρωτοδικών", "Ħ'Attard", "東京"})
        EXPECT_EQ(escape_for_terminal(text), text);
}

TEST(EscapeForTerminal, ShowsWhatATerminalWouldObey)
{
    EXPECT_EQ(escape_for_terminal("\x1B[2J"), "\\u{001B}[2J");
    EXPECT_EQ(escape_for_terminal("a\u202Eb"), "a\\u{202E}b");
    EXPECT_EQ(escape_for_terminal("a\nb"), "a\\u{000A}b");
    EXPECT_EQ(escape_for_terminal("\u200B\U000E0041"), "\\u{200B}\\u{E0041}");
    EXPECT_EQ(escape_for_terminal("M\xFCller"), "M\\x{FC}ller");
    EXPECT_EQ(escape_for_terminal("\u009B31m"), "\\u{009B}31m");
}

TEST(EscapeForMessage, AtTheLimitAndAbove)
{
    const std::string name = "Υπηρεσία";
    EXPECT_EQ(escape_for_message(name, 8), name);
    EXPECT_EQ(escape_for_message(name + "ς", 8), "Υπηρεσί…");
    EXPECT_EQ(escape_for_message(name, 1), "…");
    EXPECT_EQ(escape_for_message(name, 0), "");
}

TEST(EscapeForMessage, NeverCutsAnEscape)
{
    for (std::size_t limit = 0; limit < 20; ++limit) {
        const std::string shown = escape_for_message("a\x1B"
                                                     "b\xFF"
                                                     "c",
                                                     limit);
        EXPECT_LE(count_code_points(shown), limit);
        EXPECT_EQ(std::count(shown.begin(), shown.end(), '{'), std::count(shown.begin(), shown.end(), '}'));
    }
    EXPECT_EQ(escape_for_message("a\x1B"
                                 "b",
                                 10),
              "a\\u{001B}b");
    EXPECT_EQ(escape_for_message("a\x1B"
                                 "b",
                                 9),
              "a…");
}

} // namespace
} // namespace imi
