// SPDX-License-Identifier: EUPL-1.2
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "support/directory_fixture.hpp"

#include <nlohmann/json.hpp>

#include <random>

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
