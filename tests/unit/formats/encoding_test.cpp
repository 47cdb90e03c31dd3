// SPDX-License-Identifier: EUPL-1.2
#include "formats/encoding.hpp"

#include "base/error.hpp"
#include "formats/input.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace imi;

namespace
{

std::string decoded(std::string_view bytes, const std::string& encoding)
{
    Input input = Input::of_memory(bytes, "test.csv");
    input.decode_from(encoding);
    return read_all(input, 10'000'000);
}

std::string fault_of(std::string_view bytes, const std::string& encoding)
{
    try {
        return decoded(bytes, encoding);
    } catch (const Error& error) {
        return error.id() + " " + error.where() + " " + error.what();
    }
}

} // namespace

TEST(Encoding, DecodesWhatTheCallerNames)
{
    EXPECT_EQ(decoded("\xC4rzte \x80", "windows-1252"), "Ärzte €");
    EXPECT_EQ(decoded("\xC1\xE8\xDE\xED\xE1", "iso-8859-7"), "Αθήνα");
    EXPECT_EQ(decoded("\xD1\xEE\xF4\xE8\xFF", "windows-1251"), "София");
    EXPECT_EQ(decoded(std::string_view{"\xFF\xFE\x41\x00\x3D\xD8\x00\xDE", 8}, "UTF-16"), "A😀");
    EXPECT_EQ(decoded("Ärzte", "utf8"), "Ärzte");
    EXPECT_EQ(decoded("", "windows-1252"), "");
}

TEST(Encoding, DecodesLongTextsWhole)
{
    std::string bytes, text;
    for (int i = 0; i < 400'000; ++i) {
        bytes += "a\xE9";
        text += "aé";
    }
    EXPECT_EQ(decoded(bytes, "ISO-8859-1"), text);
}

TEST(Encoding, StopsAtTheFirstByteThatTheEncodingDoesNotHave)
{
    EXPECT_EQ(
        fault_of("a\nb\xFFz", "iso-8859-7"),
        "FMT-071 test.csv:2 not valid iso-8859-7: the bytes FF at byte 4 of the file (line 2) are no character of "
        "it");
    EXPECT_EQ(fault_of("a\xE9", "us-ascii").substr(0, 18), "FMT-071 test.csv:1");
    EXPECT_EQ(fault_of(std::string_view{"\xFF\xFE\x41", 3}, "UTF-16").substr(0, 7), "FMT-071");
}

TEST(Encoding, SuggestsNearNames)
{
    try {
        Decoder{"window-1252"};
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "FMT-070");
        EXPECT_EQ(error.hint(), "did you mean windows-1252?");
    }
    EXPECT_THROW(Decoder{""}, Error);
    EXPECT_THROW(Decoder{"nothing of the kind"}, Error);
}

TEST(Encoding, GuessesForAHintOnly)
{
    EXPECT_EQ(likely_encoding(std::string_view{"\xFF\xFE\x41\x00", 4}), "UTF-16");
    EXPECT_EQ(likely_encoding("\x93quoted\x94"), "windows-1252");
    EXPECT_NE(likely_encoding("id;name\n1;\xC9\xE1\xF4\xF1\xE9\xEA\xFC\xF2 \xD3\xFD\xEB\xEB\xEF\xE3\xEF\xF2 "
                              "\xC1\xE8\xE7\xED\xFE\xED\n"),
              "GB18030");
}
