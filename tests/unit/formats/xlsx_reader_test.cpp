// SPDX-License-Identifier: EUPL-1.2
#include "formats/xlsx_reader.hpp"

#include "base/error.hpp"
#include "formats/xlsx_writer.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <vector>

using namespace imi;

namespace
{

using Rows = std::vector<std::vector<std::string>>;
using Members = std::vector<std::pair<std::string, std::string>>;

std::string zipped(const Members& members)
{
    zip_error_t error;
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    for (const auto& [name, text] : members)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
    zip_close(archive);
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

struct Book {
    std::string rows;         ///< of the first sheet
    std::string behind;       ///< its cells
    std::string second;       ///< rows of a second sheet; empty: none
    std::string shared = "";  ///< <si>…
    std::string formats = ""; ///< <numFmt …>
    std::string styles = "<xf numFmtId=\"0\"/>";
    std::string properties = ""; ///< of the workbook
    Members others = {};

    std::string bytes() const
    {
        Members members{
            {"_rels/.rels", head + "<Relationships><Relationship Id=\"r1\" Type=\"" + office +
                                "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
            {"xl/workbook.xml", head + "<workbook xmlns:r=\"r\">" + properties +
                                    "<sheets><sheet name=\"First\" sheetId=\"1\" r:id=\"r1\"/>" +
                                    (second.empty() ? "" : "<sheet name=\"Second\" sheetId=\"2\" r:id=\"r4\"/>") +
                                    "</sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             head + "<Relationships>" + relation("r1", "worksheet", "worksheets/sheet1.xml") +
                 relation("r2", "styles", "styles.xml") + relation("r3", "sharedStrings", "/xl/sharedStrings.xml") +
                 relation("r4", "worksheet", "worksheets/sheet2.xml") + "</Relationships>"},
            {"xl/styles.xml",
             head + "<styleSheet><numFmts>" + formats + "</numFmts><cellXfs>" + styles + "</cellXfs></styleSheet>"},
            {"xl/sharedStrings.xml", head + "<sst>" + shared + "</sst>"},
            {"xl/worksheets/sheet1.xml",
             head + "<worksheet><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>"},
            {"xl/worksheets/sheet2.xml", head + "<worksheet><sheetData>" + second + "</sheetData></worksheet>"},
        };
        members.insert(members.end(), others.begin(), others.end());
        return zipped(members);
    }
    static std::string relation(const std::string& id, const std::string& type, const std::string& target)
    {
        return "<Relationship Id=\"" + id + "\" Type=\"" + office + type + "\" Target=\"" + target + "\"/>";
    }
};

/// <c> with a text.
std::string text(const std::string& value) { return "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>"; }
std::string number(const std::string& value, int style = 0)
{
    return "<c s=\"" + std::to_string(style) + "\"><v>" + value + "</v></c>";
}
std::string row(const std::string& cells) { return "<row>" + cells + "</row>"; }

/// All rows, the header first; a row with a fault as "fault CODE CELL".
Rows read(const std::string& bytes, const std::string& sheet = {}, std::vector<CellUse> uses = {})
{
    Input input = Input::of_memory(bytes, "test.xlsx");
    XlsxReader reader{input, sheet, [](const auto& header) { return header.front() == "id"; }};
    reader.use_columns(std::move(uses));
    Rows rows{reader.header()};
    TableRow one;
    while (reader.next(one)) {
        if (one.fault)
            rows.push_back(
                {"fault " + one.fault->code + " " + reader.cell_name(one.fault->place.line, one.fault->place.column)});
        else
            rows.emplace_back(one.cells.begin(), one.cells.end());
    }
    return rows;
}

std::string code_of(const std::string& bytes, const std::string& sheet = {})
{
    try {
        read(bytes, sheet);
    } catch (const Error& error) {
        return error.id();
    }
    return "read";
}

/// What one number cell of the second row is read as.
std::string shown(const std::string& value, const std::string& format, CellUse use = CellUse::text,
                  const std::string& properties = {})
{
    Book book;
    book.rows = row(text("id")) + row(number(value));
    book.formats = "<numFmt numFmtId=\"170\" formatCode=\"" + format + "\"/>";
    book.styles = "<xf numFmtId=\"170\"/>";
    book.properties = properties;
    return read(book.bytes(), {}, {use}).at(1).at(0);
}

} // namespace

TEST(XlsxReader, ReadsTextsOfEveryKind)
{
    Book book;
    book.rows = row(text("id") + text("b") + text("c") + text("d")) +
                row("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"str\"><f>A1</f><v>x</v></c>" + text(" y ")) +
                row(text("tom &amp; &#x416;") + text("a_x000D_b_x005F_x0041_") + text("'=1") + text("'s-Gravenhage"));
    book.shared = "<si><t>Ärzte</t></si><si><r><t>Κάτω </t></r><r><rPr/><t>από</t></r><rPh><t>no</t></rPh></si>";
    EXPECT_EQ(read(book.bytes()), (Rows{{"id", "b", "c", "d"},
                                        {"Ärzte", "Κάτω από", "x", " y "},
                                        {"tom & Ж", "a\rb_x0041_", "=1", "'s-Gravenhage"}}));
}

TEST(XlsxReader, KeepsPlacesOfSparseRows)
{
    Book book;
    book.rows = "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"C3\" "
                "t=\"inlineStr\"><is><t>name</t></is></c></row><row r=\"4\"/><row r=\"7\"><c r=\"C7\" "
                "t=\"e\"><v>#N/A</v></c></row><row r=\"8\"><c r=\"E8\"><v>1</v></c></row>";
    EXPECT_EQ(read(book.bytes()), (Rows{{"id", "", "name"}, {"fault FMT-063 C7"}, {"fault FMT-016 E8"}}));
}

TEST(XlsxReader, ReadsNumbersAsShown)
{
    EXPECT_EQ(shown("4711", "General"), "4711");
    EXPECT_EQ(shown("123456789012345", "General"), "123456789012345");
    EXPECT_EQ(shown("1234567890123456", "General"), "fault FMT-064 A2");
    EXPECT_EQ(shown("1.5", "General"), "1.5");
    EXPECT_EQ(shown("0.30000000000000004", "General"), "0.3");
    EXPECT_EQ(shown("1067", "00000"), "01067");
    EXPECT_EQ(shown("1067", "[$-407]00000"), "01067");
    EXPECT_EQ(shown("0", "00000"), "00000");
    EXPECT_EQ(shown("12000", "0.00E+00"), "fault FMT-064 A2");
    EXPECT_EQ(shown("1234567", "#,##0"), "1234567");
    EXPECT_EQ(shown("0.5", "0%"), "50%");
    EXPECT_EQ(shown("0.125", "0.0%"), "12.5%");
    EXPECT_EQ(shown("-3", "0"), "-3");
    EXPECT_EQ(shown("-3", "0;(0)"), "(3)");
    EXPECT_EQ(shown("49301234567", "&quot;+&quot;00\\ 00\\ 0000000"), "+49 30 1234567");
    EXPECT_EQ(shown("5551234", "[&lt;=9999999]###-####;(###) ###-####"), "555-1234");
    EXPECT_EQ(shown("2.346", "0.00"), "2.35");
    EXPECT_EQ(shown("1067", "@"), "1067");
    for (const char* code : {"", "*", "0*", "0;\\", "[", "&quot;", ";", "0.", "[&lt;", "General;"})
        EXPECT_EQ(shown("7", code).substr(0, 5) == "fault", false) << code;
}

TEST(XlsxReader, ReadsDatesInColumnsOfDatesOnly)
{
    EXPECT_EQ(shown("39538", "dd/mm/yyyy", CellUse::date), "2008-03-31");
    EXPECT_EQ(shown("38076", "dd/mm/yyyy", CellUse::date, "<workbookPr date1904=\"1\"/>"), "2008-03-31");
    EXPECT_EQ(shown("39538.395833333", "yyyy\\-mm\\-dd hh:mm", CellUse::date), "2008-03-31T09:30:00");
    EXPECT_EQ(shown("1", "d.m.yy", CellUse::date), "1900-01-01");
    EXPECT_EQ(shown("61", "d.m.yy", CellUse::date), "1900-03-01");
    EXPECT_EQ(shown("60", "d.m.yy", CellUse::date), "fault FMT-065 A2");
    EXPECT_EQ(shown("39538", "d.m.yy"), "fault FMT-065 A2");
    EXPECT_EQ(shown("39538", "mmm", CellUse::none), "2008-03-31");
    EXPECT_EQ(shown("0.5", "h:mm"), "fault FMT-065 A2");
}

TEST(XlsxReader, ReadsFormulasByTheirValueOnly)
{
    Book book;
    book.rows = row(text("id") + text("b")) + row("<c><f>1+1</f><v>2</v></c><c t=\"str\"><f>A1</f><v></v></c>") +
                row("<c><f>1+1</f></c>") + row("<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>");
    EXPECT_EQ(read(book.bytes()), (Rows{{"id", "b"}, {"2", ""}, {"fault FMT-062 A3"}, {"TRUE", "FALSE"}}));
}

TEST(XlsxReader, ChoosesTheSheetWithTheHeader)
{
    Book book;
    book.rows = row(text("some note"));
    book.second = row(text("id")) + row("<c t=\"e\"><v>#REF!</v></c>");
    EXPECT_EQ(read(book.bytes()), (Rows{{"id"}, {"fault FMT-063 Second!A2"}}));
    EXPECT_EQ(read(book.bytes(), "FIRST"), (Rows{{"some note"}}));
    EXPECT_EQ(code_of(book.bytes(), "Third"), "FMT-067");
    book.second = row(text("other"));
    EXPECT_EQ(code_of(book.bytes()), "FMT-067");
}

TEST(XlsxReader, RefusesWhatCannotBeRead)
{
    Book book;
    const std::string good = row(text("id")) + row(text("1"));
    const auto with = [&](const std::string& rows, const std::string& behind = {}) {
        Book one;
        one.rows = rows;
        one.behind = behind;
        return code_of(one.bytes());
    };
    EXPECT_EQ(with(good), "read");
    EXPECT_EQ(with(""), "FMT-010");
    EXPECT_EQ(with(row(text("id") + text("id"))), "FMT-012");
    EXPECT_EQ(with(row(text("id") + "<c t=\"e\"><v>#N/A</v></c>")), "FMT-013");
    EXPECT_EQ(with(good, "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"), "FMT-066");
    EXPECT_EQ(with(good, "<mergeCells><mergeCell ref=\"F2:F3\"/></mergeCells>"), "read");
    EXPECT_EQ(with(good + "<row><c t=\"s\"><v>7</v></c></row>"), "FMT-060");
    EXPECT_EQ(with(good + "<row r=\"1\"><c/></row>"), "FMT-060");
    EXPECT_EQ(with(good + "<row><c>"), "FMT-060");
    EXPECT_EQ(with(good + "<row><c><v>1</w></c></row>"), "FMT-060");
    EXPECT_EQ(with(good + row(number("abc"))), "FMT-060");
    EXPECT_EQ(with(good + row(text("&#x0;"))), "FMT-017");
    EXPECT_EQ(with(good + "<!-- <row> --><!DOCTYPE a>"), "FMT-060");
    EXPECT_EQ(code_of("PK\x03\x04 nothing else"), "FMT-060");
    EXPECT_EQ(code_of("\xD0\xCF\x11\xE0"), "FMT-060");
    EXPECT_EQ(code_of(zipped({{"content.xml", "<x/>"}})), "FMT-060");
    book.rows = good;
    book.others = {{"../../evil.txt", "x"}};
    EXPECT_EQ(code_of(book.bytes()), "FMT-061");
    book.others = {{"xl/media/image.bmp", std::string(4'000'000, ' ')}};
    EXPECT_EQ(code_of(book.bytes()), "FMT-003");
    book.others.clear();
    for (int i = 0; i < 1001; ++i)
        book.others.emplace_back("xl/" + std::to_string(i), "");
    EXPECT_EQ(code_of(book.bytes()), "FMT-003");
}

TEST(XlsxReader, ReadsRowsThatStreamInPieces)
{
    Book book;
    book.rows = row(text("id") + text("b"));
    Rows expected{{"id", "b"}};
    for (int i = 0; i < 20'000; ++i) {
        // Texts that do not compress beyond the limit.
        const std::string value = std::to_string(i * 7919 % 20'011) + "-" + std::to_string(i * 104'729LL % 1'000'003);
        book.rows += "<row><!-- </row> --><c t=\"inlineStr\"><is><t><![CDATA[" + value + "</row>]]></t></is></c>" +
                     number(std::to_string(i)) + "</row>";
        expected.push_back({value + "</row>", std::to_string(i)});
    }
    EXPECT_EQ(read(book.bytes()), expected);
}

TEST(XlsxWriter, GivesWhatTheReaderReads)
{
    const Rows rows{{"id", "name"},
                    {"001", "=HYPERLINK(\"x\")"},
                    {"1E5", "'quoted'"},
                    {" a ", "line\nbreak \"quote\" <&> _x0041_ _x005F_"},
                    {"+49 30 1", "Ελληνικά Български Malti ħ 😀"},
                    {"-5", "@x"},
                    {"", "'s-Gravenhage"}};
    for (const bool large : {false, true}) {
        const auto write = [&] {
            XlsxWriter writer{1'204'534'800, large};
            writer.add_sheet("test");
            writer.header(rows[0], std::vector<double>{10, 20});
            for (std::size_t i = 1; i < rows.size(); ++i)
                writer.row(rows[i]);
            std::string bytes;
            writer.finish([&](std::string_view piece) { bytes += piece; });
            return bytes;
        };
        const std::string bytes = write();
        EXPECT_EQ(bytes, write());
        EXPECT_EQ(read(bytes), rows);
    }
}

TEST(XlsxWriter, RefusesWhatXlsxDoesNotHold)
{
    XlsxWriter writer{0, true};
    writer.add_sheet("test");
    EXPECT_NO_THROW(writer.row(std::vector<std::string>{std::string(32'767, 'x')}));
    EXPECT_THROW(writer.row(std::vector<std::string>{std::string(32'768, 'x')}), Error);
}

TEST(XlsxReader, NamesColumnsAsSpreadsheetsDo)
{
    EXPECT_EQ(column_letters(1), "A");
    EXPECT_EQ(column_letters(26), "Z");
    EXPECT_EQ(column_letters(27), "AA");
    EXPECT_EQ(column_letters(703), "AAA");
}
