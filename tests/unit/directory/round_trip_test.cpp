// SPDX-License-Identifier: EUPL-1.2
#include "support/directory_fixture.hpp"

#include "formats/json.hpp"
#include "formats/xlsx_writer.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <random>

using namespace imi;

namespace
{

/// What spreadsheets, CSV, XML and list cells give a meaning of their own, and every script of the 26 languages.
constexpr std::array<std::string_view, 36> pieces{
    "\"", "'",   "=",       ";",       ",", "|",   "\\",       "\\|",  "+",    "-", "@",      "&",
    "<",  "]]>", "_x000D_", "_x005F_", "0", "1E5", "TRUE",     "#N/A", "sep=", "%", " ",      "  ",
    "é",  "ß",   "Ł",       "ħ",       "ð", "ő",   "Σύλλογος", "ΐ",    "Щ",    "ъ", "Лекари", "𝄞"};

std::string random_text(std::mt19937& random)
{
    std::string text = "x";
    if (random() % 2 == 0)
        text = pieces[random() % 20]; // not a blank
    for (auto left = random() % 8; left > 0; --left)
        text += pieces[random() % pieces.size()];
    return text + (random() % 2 == 0 ? "z" : "ъ");
}

} // namespace

TEST_F(Directory, WhatIsExportedInAnyFormatIsImportedAsUnchanged)
{
    std::mt19937 random{20260301};
    std::string input;
    constexpr int bodies = 200;
    for (int i = 0; i < bodies; ++i) {
        nlohmann::ordered_json record{{"id", "b" + std::to_string(i)}, {"country", i % 2 == 0 ? "DE" : "BG"}};
        record["names"] = nlohmann::ordered_json::array();
        for (const char* kind : {"official", "label", "alias", "acronym", "former"}) {
            for (auto left = kind == std::string{"official"} ? 1 : random() % 3; left > 0; --left)
                record["names"].push_back(
                    {{"lang", left % 2 == 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json("bg")},
                     {"text", random_text(random)},
                     {"kind", kind}});
        }
        for (const char* member : {"city", "address", "postcode", "source"}) {
            if (random() % 2 == 0)
                record[member] = random_text(random);
        }
        record["ext"] = {{"own", random_text(random)}};
        input += record.dump() + "\n";
    }
    const ImportResult first = import(input);
    ASSERT_EQ(first.create, bodies) << (first.diagnostics.empty() ? "" : first.diagnostics[0].text());

    const std::string csv = export_csv();
    EXPECT_EQ(import(csv).unchanged, bodies);
    EXPECT_EQ(import("\xEF\xBB\xBF" + csv).unchanged, bodies);
    std::string semicolons;
    XlsxWriter workbook{0, true};
    workbook.add_sheet("test");
    export_authority_rows(store_->db(), {}, [&](const std::vector<std::string>& cells) {
        append_csv_line(semicolons, cells, ';');
        workbook.row(cells);
    });
    std::string xlsx;
    workbook.finish([&](std::string_view bytes) { xlsx += bytes; });
    EXPECT_EQ(import(semicolons).unchanged, bodies);
    const ImportResult as_xlsx = import(xlsx);
    EXPECT_EQ(as_xlsx.unchanged, bodies) << (as_xlsx.diagnostics.empty() ? "" : as_xlsx.diagnostics[0].text());
    std::string lines;
    export_authorities(store_->db(), {}, [&](const Authority& each) { lines += to_json(each).dump() + "\n"; });
    EXPECT_EQ(import(lines).unchanged, bodies);
    EXPECT_EQ(export_csv(), csv);
}

namespace imi
{
namespace
{

/// What has broken an export or an import somewhere: quotes, delimiters, line ends, marks of formulas, lists, scripts.
const std::vector<std::string> hard_texts{
    "a \"quoted\" name",
    "semicolons; commas, tabs\tand | bars",
    "two\nlines",
    "CR\r\nLF",
    "=SUM(A1)",
    "+40 21 555",
    "-minus",
    "@at",
    "'s-Gravenhage",
    "''twice",
    "'=quoted formula",
    "back\\slash \\| bar",
    "\xEF\xBB\xBF"
    "byte order mark",
    "Ärztekammer Köln ß",
    "Πανελλήνιος Ιατρικός Σύλλογος",
    "Български лекарски съюз",
    "Għaqda tal-Infermiera ħ",
    "Łódź ąęść",
    "Læknafélag Íslands þð",
    "Ordre des médecins « région »",
    "e\xCC\x81 decomposed",
    "no\xC2\xA0"
    "break",
    "emoji \xF0\x9F\x8F\xA5",
    "  blanks around  ",
    "sep=;",
    "null",
    "TRUE",
    "1e5",
    "\"",
    ",",
    "''",
};

class RoundTrip : public Directory
{
protected:
    std::string text() { return hard_texts[random_() % hard_texts.size()]; }
    bool often() { return random_() % 3 != 0; }

    /// A record with texts that are hard in every place that takes free text.
    nlohmann::ordered_json record(std::size_t number)
    {
        const char* countries[] = {"DE", "EL", "BG", "MT", "PL", "IS"};
        const char* languages[] = {"de", "el", "bg", "mt", "pl", "is"};
        const char* kinds[] = {"label", "alias", "acronym", "former"};
        nlohmann::ordered_json record{{"id", "id-" + std::to_string(number)},
                                      {"country", countries[number % std::size(countries)]}};
        record["names"] = nlohmann::ordered_json::array();
        record["names"].push_back({{"lang", languages[number % 6]}, {"text", text()}, {"kind", "official"}});
        for (std::size_t i = random_() % 6; i > 0; --i) {
            nlohmann::ordered_json name{{"lang", nullptr}, {"text", text()}, {"kind", kinds[random_() % 4]}};
            if (often())
                name["lang"] = languages[random_() % 6];
            record["names"].push_back(name);
        }
        for (const char* member : {"city", "address", "postcode", "source", "class"}) {
            if (often())
                record[member] = text();
        }
        if (often())
            record["ext"] = {{"note", text()}, {"other", text()}};
        if (often())
            record["areas"] = {{{"area", "professional-qualifications"}, {"rights", {"send"}}}};
        if (often())
            record["professions"] = {"doctor", "nurse"};
        record["state"] = often() ? "active" : "suspended";
        return record;
    }
    std::string export_jsonl()
    {
        std::string lines;
        export_authorities(store_->db(), {},
                           [&](const Authority& authority) { lines += dump_json(to_json(authority)) + "\n"; });
        return lines;
    }

    std::mt19937 random_{7};
};

TEST_F(RoundTrip, WhatIsExportedIsFoundUnchangedInEveryFormat)
{
    for (std::size_t round = 0; round < 20; ++round) {
        std::string lines;
        for (std::size_t i = 0; i < 25; ++i)
            lines += dump_json(record(round * 25 + i)) + "\n";
        ImportOptions partial_import;
        partial_import.partial = true; // a text may be refused in one place or another, the others go in
        ASSERT_GT(import(lines, partial_import).create, 0U);
        for (const std::string& text : {export_jsonl(), export_csv(), "\xEF\xBB\xBF" + export_csv()}) {
            ImportOptions options;
            options.dry_run = true;
            options.most_items = 3;
            const ImportResult again = import(text, options);
            EXPECT_EQ(again.error, 0U) << code(again);
            EXPECT_EQ(again.create + again.update, 0U) << (again.items.empty() ? "" : again.items.front().object);
            EXPECT_GT(again.unchanged, 0U);
        }
    }
    EXPECT_GT(AuthorityRepository{store_->db()}.count(), 100); // the others have a text that no record may have
    EXPECT_EQ(export_csv(), export_csv());
    expect_sound();
}

TEST_F(RoundTrip, AnotherStoreMadeOfTheExportExportsTheSameBytes)
{
    std::string lines;
    for (std::size_t i = 0; i < 200; ++i)
        lines += dump_json(record(i)) + "\n";
    ImportOptions partial_import;
    partial_import.partial = true;
    import(lines, partial_import);
    const std::string jsonl = export_jsonl();
    const std::string csv = export_csv();
    for (const std::string& text : {jsonl, csv}) {
        TearDown();
        SetUp();
        const ImportResult result = import(text);
        EXPECT_EQ(result.error, 0U) << code(result);
        EXPECT_EQ(export_jsonl(), jsonl);
        EXPECT_EQ(export_csv(), csv);
    }
}

} // namespace
} // namespace imi
