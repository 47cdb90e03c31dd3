// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/csv_reader.hpp"
#include "formats/csv_writer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <random>

namespace imi
{

namespace
{

using Rows = std::vector<std::vector<std::string>>;

/// All rows, the header first; a row with a fault as one cell "fault CODE".
Rows read(std::string_view text, char delimiter = 0)
{
    Input input = Input::of_memory(text, "test.csv");
    CsvReader reader{input, delimiter};
    Rows rows{reader.header()};
    TableRow row;
    while (reader.next(row)) {
        if (row.fault)
            rows.push_back({"fault " + row.fault->code});
        else
            rows.emplace_back(row.cells.begin(), row.cells.end());
    }
    return rows;
}

std::string code_of(std::string_view text)
{
    try {
        read(text);
    } catch (const Error& error) {
        return error.id();
    }
    return "read";
}

const std::filesystem::path conformance = std::filesystem::path{IMI_SOURCE_DIR} / "tests/data/conformance/csv";

} // namespace

TEST(CsvReader, FindsTheDelimiterOut)
{
    EXPECT_EQ(read("a;b\n1,5;2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
    EXPECT_EQ(read("a\tb\r\n1\t2\r\n"), (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(read("sep=|\na|b\n1|2"), (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a,b\n1,2\n"),
              (Rows{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(read("a,b\r1,2\r3,4"), (Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
}

TEST(CsvReader, UnquotesAndKeepsLineBreaks)
{
    EXPECT_EQ(read("a,b\n\"x\"\"y\",\"1\n2\"\n"), (Rows{{"a", "b"}, {"x\"y", "1\n2"}}));
    EXPECT_EQ(read("a,b\n\n\"\",\n"), (Rows{{"a", "b"}, {"", ""}}));
}

TEST(CsvReader, CountsPhysicalLinesAndColumns)
{
    Input input = Input::of_memory("a,b\n\"1\n2\",x\nΑθήνα,y\n", "test.csv");
    CsvReader reader{input};
    TableRow row;
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.line, 2U);
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.line, 4U);
    EXPECT_EQ(row.places[1].line, 4U);
    EXPECT_EQ(row.places[1].column, 7U);
}

TEST(CsvReader, RefusesARowAndReadsOn)
{
    EXPECT_EQ(read("a,b\n1\n1,2,3\n4,5\n"), (Rows{{"a", "b"}, {"fault FMT-016"}, {"fault FMT-016"}, {"4", "5"}}));
    EXPECT_EQ(read(std::string_view{"a,b\n1,\0\n4,5\n", 12}), (Rows{{"a", "b"}, {"fault FMT-017"}, {"4", "5"}}));
    EXPECT_EQ(read("a,b\nM\xFCnchen,1\n4,5\n"), (Rows{{"a", "b"}, {"fault FMT-018"}, {"4", "5"}}));
    EXPECT_EQ(read("a,b\n\"x\"y,1\n"), (Rows{{"a", "b"}, {"fault FMT-019"}}));
}

TEST(CsvReader, RefusesWhatCannotBeRead)
{
    EXPECT_EQ(code_of(""), "FMT-010");
    EXPECT_EQ(code_of("\n\n"), "FMT-010");
    EXPECT_EQ(code_of("\xFF\xFE"
                      "a"),
              "FMT-011");
    EXPECT_EQ(code_of("a,a\n1,2\n"), "FMT-012");
    EXPECT_EQ(code_of("a,b\n1,\"2\n"), "FMT-014");
    EXPECT_EQ(code_of("a\n" + std::string(limits::line_bytes, 'x') + "\n"), "read");
    EXPECT_EQ(code_of("a\n" + std::string(limits::line_bytes + 1, 'x') + "\n"), "FMT-015");
}

TEST(CsvReader, TakesSoManyColumnsAndRows)
{
    const auto header = [](std::size_t columns) {
        std::string text;
        for (std::size_t i = 0; i < columns; ++i)
            text += (i == 0 ? "c" : ",c") + std::to_string(i);
        return text + "\n";
    };
    EXPECT_EQ(code_of(header(limits::columns)), "read");
    EXPECT_EQ(code_of(header(limits::columns + 1)), "FMT-015");
    const auto rows = [](std::uint64_t count) {
        std::string text = "a\n";
        for (std::uint64_t i = 0; i < count; ++i)
            text += "x\n";
        Input input = Input::of_memory(text, "test.csv");
        CsvReader reader{input, ','};
        TableRow row;
        std::uint64_t read = 0;
        try {
            while (reader.next(row))
                ++read;
        } catch (const Error& error) {
            return error.id() + " after " + std::to_string(read);
        }
        return std::to_string(read);
    };
    EXPECT_EQ(rows(limits::bulk_rows), std::to_string(limits::bulk_rows));
    EXPECT_EQ(rows(limits::bulk_rows + 1), "FMT-015 after " + std::to_string(limits::bulk_rows));
}

TEST(CsvReader, ReadsRecordsAcrossBlocks)
{
    std::string text = "a,b\n";
    Rows expected{{"a", "b"}};
    for (int i = 0; i < 60'000; ++i) {
        text += "\"row\n" + std::to_string(i) + "\",Łódź\r\n";
        expected.push_back({"row\n" + std::to_string(i), "Łódź"});
    }
    EXPECT_EQ(read(text), expected);
}

TEST(CsvReader, ReadsTheSpectrumExactly)
{
    for (const auto& file : std::filesystem::directory_iterator{conformance / "csv-spectrum/csvs"}) {
        std::ifstream json_file{conformance / "csv-spectrum/json" / file.path().stem().concat(".json")};
        std::string json{std::istreambuf_iterator<char>{json_file}, {}};
        // The copy of this file has LF line ends, its expectation still speaks of CRLF.
        if (file.path().stem() == "newlines_crlf")
            json.replace(json.find("\\r\\n"), 4, "\\n");
        const auto expected = nlohmann::ordered_json::parse(json);
        Input input = Input::open(file.path());
        CsvReader reader{input, ','};
        TableRow row;
        std::size_t at = 0;
        while (reader.next(row)) {
            ASSERT_FALSE(row.fault) << file.path() << " " << row.fault->message;
            nlohmann::ordered_json record = nlohmann::ordered_json::object();
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                record[reader.header()[i]] = std::string{row.cells[i]};
            EXPECT_EQ(record, expected.at(at++)) << file.path();
        }
        EXPECT_EQ(at, expected.size()) << file.path();
    }
}

TEST(Guard, StandsBeforeWhatASpreadsheetWouldRun)
{
    const auto cell = [](std::string_view text) {
        std::string out;
        append_csv_cell(out, text);
        return out;
    };
    EXPECT_EQ(cell("=1+1"), "'=1+1");
    EXPECT_EQ(cell("+1+cmd"), "'+1+cmd");
    EXPECT_EQ(cell("+49 (89) 55-5/1"), "+49 (89) 55-5/1");
    EXPECT_EQ(cell("'s-Gravenhage"), "''s-Gravenhage");
    EXPECT_EQ(without_guard("''s-Gravenhage"), "'s-Gravenhage");
    EXPECT_EQ(without_guard("'s-Gravenhage"), "'s-Gravenhage");
    EXPECT_EQ(without_guard("'=1"), "=1");
    EXPECT_EQ(cell("a,b\"c"), "\"a,b\"\"c\"");
}

TEST(List, RoundTripsWhateverItsValuesHold)
{
    std::mt19937 random{2008};
    for (int i = 0; i < 2000; ++i) {
        std::vector<std::string> values(2 + random() % 4);
        for (std::string& value : values) {
            for (std::size_t j = 1 + random() % 4; j > 0; --j)
                value += "a|\\ß"[random() % 3];
        }
        EXPECT_EQ(split_list(join_list(values)), values);
    }
    EXPECT_EQ(join_list(std::vector<std::string>{"a\\b"}), "a\\b");
    EXPECT_EQ(split_list("a\\b"), std::vector<std::string>{"a\\b"});
    EXPECT_EQ(split_list("a\\|b"), std::vector<std::string>{"a|b"});
    EXPECT_TRUE(split_list("").empty());
}

} // namespace imi
