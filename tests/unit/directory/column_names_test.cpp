// SPDX-License-Identifier: EUPL-1.2
#include "directory/column_names.hpp"

#include "base/error.hpp"
#include "formats/package_folder.hpp"
#include "questions/library.hpp"
#include "questions/translations.hpp"
#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace imi;

namespace
{

using Texts = std::vector<std::string>;

/// A package with a few columns in three languages.
Package few()
{
    const PackageFolder folder{
        "shared",
        "shared",
        {{"register.yaml", "shared/register.yaml",
          "texts: register\nversion: 1.0\nsections:\n"
          "  authority-column:\n    id: [ID, Number]\n    country: [Country]\n    name: [Official name, Name]\n"
          "    official: [Official name]\n    label: [Name]\n    city: [Place]\n    ext: [Own field]\n"
          "    valid-from: [Valid from]\n    region: [Region]\n"
          "  user-column:\n    login: [User name]\n    name: [Name]\n"},
         {"po/de.po", "shared/po/de.po",
          "msgctxt \"register/authority-column/country\"\nmsgid \"Country\"\nmsgstr \"Land\"\n\n"
          "msgctxt \"register/authority-column/official\"\nmsgid \"Official name\"\nmsgstr \"Offizieller Name\"\n\n"
          "msgctxt \"register/authority-column/name\"\nmsgid \"Official name | Name\"\nmsgstr \"Offizieller Name | "
          "Name\"\n\n"
          "msgctxt \"register/authority-column/city\"\nmsgid \"Place\"\nmsgstr \"Ort\"\n"},
         {"po/sv.po", "shared/po/sv.po",
          "msgctxt \"register/authority-column/region\"\nmsgid \"Region\"\nmsgstr \"Land | Län\"\n\n"
          "msgctxt \"register/authority-column/city\"\nmsgid \"Place\"\nmsgstr \"Stad\"\n"}}};
    Findings findings;
    Library library = Library::read({folder}, findings);
    return std::move(library.packages().front());
}

Texts columns(const Texts& header, ImportKind kind = ImportKind::authorities)
{
    return ColumnNames{few}.columns(header, kind, header, "x.csv:1");
}

std::string code_of(const Texts& header)
{
    try {
        columns(header);
    } catch (const Error& error) {
        return error.id();
    }
    return "none";
}

} // namespace

TEST(ColumnNames, FindsColumnsInAnyLanguage)
{
    EXPECT_EQ(columns({"Number", "LAND", "offizieller_name", "Ort", "valid-from", "Unbekannt", "_line", ""}),
              (Texts{"id", "country", "name", "city", "valid_from", "Unbekannt", "_line", ""}));
    EXPECT_EQ(columns({"User name", "NAME"}, ImportKind::users), (Texts{"login", "name"}));
}

TEST(ColumnNames, KeepsLanguagesAndKeysBehindANameColumn)
{
    EXPECT_EQ(columns({"Official name.de", "Name.DE", "Own field.Dept", "ext.Dept2", "Ort.de"}),
              (Texts{"official.de", "name.de", "ext.Dept", "ext.Dept2", "Ort.de"}));
}

TEST(ColumnNames, RefusesTwoThatMeanTheSame)
{
    EXPECT_EQ(code_of({"id", "Number"}), "REG-070");
    EXPECT_EQ(code_of({"Land", "country", "Ort"}), "REG-070");
    EXPECT_EQ(code_of({"", "", "_a", "_a"}), "none");
}

TEST(ColumnNames, TakesAWordAsTheOtherColumnsDo)
{
    EXPECT_EQ(columns({"Land", "Ort"}), (Texts{"country", "city"}));
    EXPECT_EQ(columns({"Land", "Stad"}), (Texts{"region", "city"}));
    EXPECT_EQ(code_of({"Land", "id"}), "REG-071");
}

TEST(ColumnNames, HaveNoDoubleMeaningInAnyShippedLanguage)
{
    const auto shared = [] {
        Findings findings;
        Library library = Library::read({read_package_folder(IMI_SOURCE_DIR "/questionsets/shared")}, findings);
        return std::move(library.packages().front());
    };
    const Package package = shared();
    Translations all = translations_of(package);
    for (const Text& text : package.texts)
        all["en"].emplace(text.path, text.source);
    ColumnNames names{shared};
    for (const auto& [language, texts] : all) {
        for (const auto kind : {ImportKind::authorities, ImportKind::users}) {
            const std::string section =
                kind == ImportKind::users ? "register/user-column/" : "register/authority-column/";
            Texts header, expected;
            for (const auto& [path, text] : texts) {
                std::string column = path.starts_with(section) ? path.substr(section.size()) : std::string{};
                if (column.empty() || column == "official" || column == "label" || column == "ext")
                    continue;
                std::replace(column.begin(), column.end(), '-', '_');
                header.push_back(split_synonyms(text).front());
                expected.push_back(column);
            }
            EXPECT_EQ(names.columns(header, kind, header, language), expected) << language;
        }
        for (const char* sheet : {"authorities", "users", "explanations", "lists"}) {
            const auto found = texts.find(std::string{"register/template/"} + sheet);
            const std::string name = found == texts.end() ? std::string{"-"} : found->second;
            EXPECT_EQ(name.find_first_of(":\\/?*[]"), std::string::npos) << language;
            EXPECT_LE(count_code_points(name), 31U) << language;
        }
    }
}
