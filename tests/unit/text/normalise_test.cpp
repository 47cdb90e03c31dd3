// SPDX-License-Identifier: EUPL-1.2
#include "text/normalise.hpp"

#include "text/utf8.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace imi
{
namespace
{

TEST(ToNfc, ComposesAndLeavesComposedAlone)
{
    EXPECT_EQ(to_nfc(""), "");
    EXPECT_EQ(to_nfc("Register"), "Register");
    EXPECT_EQ(to_nfc("Łódź Ålesund"), "Łódź Ålesund");
    EXPECT_EQ(to_nfc("A\u030Alesund"), "Ålesund");
    EXPECT_EQ(to_nfc("Αναγνω\u0301ριση"), "Αναγνώριση");
    EXPECT_EQ(to_nfc("и\u0306"), "й");
    EXPECT_EQ(to_nfc("\u212B"), "Å"); // ANGSTROM SIGN
    EXPECT_EQ(to_nfc("\u1F71"), "ά"); // oxia is tonos
}

TEST(FoldCase, OneKeyForAllCases)
{
    EXPECT_EQ(fold_case("IMI-Admin_7"), "imi-admin_7");
    EXPECT_EQ(fold_case("Straße"), fold_case("STRASSE"));
    EXPECT_EQ(fold_case("ΟΔΟΣ"), fold_case("οδος"));
    EXPECT_EQ(fold_case("ЦЕНТЪР"), "център");
    EXPECT_EQ(fold_case("ĦADDIEMA"), "ħaddiema");
    EXPECT_EQ(fold_case("\u0390"), fold_case("\u03AA\u0301"));
}

TEST(ConfusableSkeleton, IsOneForTextsThatLookAlike)
{
    EXPECT_EQ(confusable_skeleton("раураl"), confusable_skeleton("paypal"));
    EXPECT_EQ(confusable_skeleton("Ο"), confusable_skeleton("O"));
    EXPECT_NE(confusable_skeleton("Sofia"), confusable_skeleton("Plovdiv"));
    EXPECT_EQ(confusable_skeleton(""), "");
    const std::string grows(1000, 'm'); // the skeleton of m is rn
    EXPECT_EQ(confusable_skeleton(grows).size(), 2000U);
}

struct GzCloser {
    void operator()(gzFile file) const { gzclose(file); }
};

std::string decode(const std::string& hexadecimal)
{
    std::istringstream in{hexadecimal};
    std::string text;
    for (std::string number; in >> number;)
        append_utf8(text, static_cast<char32_t>(std::stoul(number, nullptr, 16)));
    return text;
}

TEST(ToNfc, UnicodeConformance)
{
    const std::filesystem::path path =
        std::filesystem::path{IMI_SOURCE_DIR} / "tests/data/conformance/unicode/NormalizationTest-subset.txt.gz";
    const std::unique_ptr<gzFile_s, GzCloser> file{gzopen(path.c_str(), "rb")};
    ASSERT_TRUE(file);
    std::array<char, 8192> line{};
    std::size_t rows = 0;
    while (gzgets(file.get(), line.data(), line.size()) != nullptr) {
        if (line[0] == '#' || line[0] == '@' || line[0] == '\n')
            continue;
        std::istringstream in{line.data()};
        std::vector<std::string> column(5);
        for (std::string& cell : column) {
            std::getline(in, cell, ';');
            cell = decode(cell);
        }
        ASSERT_EQ(to_nfc(column[0]), column[1]) << line.data();
        ASSERT_EQ(to_nfc(column[1]), column[1]) << line.data();
        ASSERT_EQ(to_nfc(column[2]), column[1]) << line.data();
        ASSERT_EQ(to_nfc(column[3]), column[3]) << line.data();
        ASSERT_EQ(to_nfc(column[4]), column[3]) << line.data();
        ++rows;
    }
    EXPECT_GT(rows, 1000U);
}

} // namespace
} // namespace imi
