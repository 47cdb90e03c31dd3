// SPDX-License-Identifier: EUPL-1.2
#include "forms/register_template.hpp"

#include "base/country.hpp"
#include "base/limits.hpp"
#include "directory/import_source.hpp"
#include "directory/vocabularies.hpp"
#include "formats/csv_writer.hpp"
#include "formats/xlsx_writer.hpp"
#include "i18n/languages.hpp"
#include "i18n/names.hpp"
#include "questions/translations.hpp"
#include "text/width.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace imi
{

namespace
{

/// What may stand in a column, beside the values of a list.
enum class Allowed { list, several, id, text, texts, mail, web, date, region, reference };

struct ColumnRow {
    std::string_view key; ///< of its texts; "" behind the header stands for no language
    std::string_view column;
    Allowed allowed;
    bool required;
    std::string_view example; ///< "@name" and "@person" are texts
    enum class Language { none, own, english } language = Language::none;
};

using Language = ColumnRow::Language;

// In the order in which people know these things of a body.
constexpr std::array<ColumnRow, 25> authority_columns{{
    {"id", "id", Allowed::id, true, example_mark},
    {"country", "country", Allowed::list, true, "BE"},
    {"name", "name", Allowed::text, true, "@name"},
    {"lang", "lang", Allowed::list, false, "@language"},
    {"label", "name", Allowed::texts, false, "Example authority", Language::english},
    {"alias", "alias", Allowed::texts, false, "", Language::own},
    {"acronym", "acronym", Allowed::texts, false, "EXA", Language::own},
    {"type", "type", Allowed::list, false, "ministry"},
    {"address", "address", Allowed::text, false, "Rue de l'Exemple 1"},
    {"postcode", "postcode", Allowed::text, false, "0100"},
    {"city", "city", Allowed::text, false, "Bruxelles"},
    {"region", "region", Allowed::region, false, "BE100"},
    {"email", "email", Allowed::mail, false, "info@example.org"},
    {"phone", "phone", Allowed::text, false, "+32 2 000 00 00"},
    {"website", "website", Allowed::web, false, "https://www.example.org"},
    {"languages", "languages", Allowed::several, false, "fr|nl"},
    {"professions", "professions", Allowed::several, false, ""},
    {"keywords", "keywords", Allowed::several, false, ""},
    {"valid-from", "valid_from", Allowed::date, false, "2026-01-01"},
    {"valid-to", "valid_to", Allowed::date, false, ""},
    {"state", "state", Allowed::list, false, "active"},
    {"area", "area", Allowed::list, false, "@area"},
    {"role", "role", Allowed::list, false, "authority"},
    {"rights", "rights", Allowed::several, false, "send|reply"},
    {"coordinator", "coordinator", Allowed::reference, false, ""},
}};

constexpr std::array<ColumnRow, 6> user_columns_of_template{{
    {"login", "login", Allowed::id, true, example_mark},
    {"name", "name", Allowed::text, false, "@person"},
    {"email", "email", Allowed::mail, false, "person@example.org"},
    {"language", "language", Allowed::list, false, "@language"},
    {"authority", "authority", Allowed::reference, true, "BE:example"},
    {"roles", "roles", Allowed::several, true, "basic-user"},
}};

class Builder
{
public:
    Builder(Database& db, ImportKind kind, const std::string& language, const UiTexts& texts, const UiTexts& ui)
        : db_{db}, users_{kind == ImportKind::users}, language_{language}, texts_{texts}, ui_{ui}
    {
    }

    RegisterTemplate build()
    {
        table_.title = text(users_ ? "template/users" : "template/authorities");
        table_.explanations = text("template/explanations");
        table_.list_sheet = text("template/lists");
        for (const char* name : {"column", "meaning", "required", "allowed", "example"})
            table_.explanation_header.push_back(text(std::string{"template/"} + name));
        table_.yes = ui_.text("answer/yes", language_);
        table_.no = ui_.text("answer/no", language_);
        table_.notes = {text("template/example-note", {{"mark", std::string{example_mark}}}),
                        text("template/keep-text")};
        if (users_)
            add_columns(user_columns_of_template);
        else
            add_columns(authority_columns);
        return std::move(table_);
    }

private:
    std::string text(const std::string& key, const Values& values = {}) const
    {
        return texts_.text(key, language_, values);
    }

    template <class Rows> void add_columns(const Rows& rows)
    {
        for (const ColumnRow& row : rows) {
            // The English name is the official one already, or its label.
            if (row.language == Language::english && language_ == "en")
                continue;
            const RegisterTemplate::ClosedList list = closed_list(row.column);
            const bool is_list = row.allowed == Allowed::list || row.allowed == Allowed::several;
            if (is_list && list.codes.empty())
                continue; // nothing of the kind in this store
            RegisterTemplate::Column column;
            const std::string section = users_ ? "user-" : "authority-";
            column.header = split_synonyms(text(section + "column/" + std::string{row.key})).front();
            if (row.language != Language::none)
                column.header += row.language == Language::own ? "." + language_ : ".en";
            column.meaning = text(section + "meaning/" + std::string{row.key});
            column.allowed = allowed(row);
            column.example = example(row, list);
            column.required = row.required;
            column.several = row.allowed == Allowed::several;
            if (is_list) {
                column.list = table_.lists.size();
                table_.lists.push_back(list);
                table_.lists.back().title = column.header;
            }
            table_.columns.push_back(std::move(column));
        }
    }

    std::string allowed(const ColumnRow& row) const
    {
        const Values separator{{"separator", "|"}};
        switch (row.allowed) {
        case Allowed::list:
            return text("template/one");
        case Allowed::several:
            return text("template/several", separator);
        case Allowed::id:
            return text("template/id");
        case Allowed::text:
            return text("template/text",
                        {{"number", std::to_string(row.column == "address" ? limits::text_code_points
                                                                           : limits::name_code_points)}});
        case Allowed::texts:
            return text("template/texts", separator);
        case Allowed::mail:
            return text("template/mail");
        case Allowed::web:
            return text("template/web");
        case Allowed::date:
            return text("template/date");
        case Allowed::region:
            return text("template/region");
        case Allowed::reference:
            return text("template/reference", separator);
        }
        return {};
    }

    std::string example(const ColumnRow& row, const RegisterTemplate::ClosedList& list) const
    {
        if (row.example == "@name")
            return text("template/example-name");
        if (row.example == "@person")
            return text("template/example-person");
        if (row.example == "@language")
            return language_;
        if (row.example == "@area" || (row.example.empty() && row.allowed == Allowed::several))
            return list.codes.empty() ? std::string{} : list.codes.front().first;
        return std::string{row.example};
    }

    RegisterTemplate::ClosedList closed_list(std::string_view column)
    {
        RegisterTemplate::ClosedList list;
        const auto texts = [&](const std::string& section, const std::vector<std::string>& codes) {
            const std::vector<std::string> keys = texts_.keys();
            for (const std::string& code : codes) {
                const std::string key = section + "/" + code;
                const bool known = std::find(keys.begin(), keys.end(), key) != keys.end();
                list.codes.emplace_back(code, known ? text(key) : code);
            }
        };
        if (column == "country") {
            for (const Country& country : countries())
                list.codes.emplace_back(country.code, country_name(country.code, language_));
        } else if (column == "lang" || column == "language" || column == "languages") {
            for (const imi::Language& one : languages())
                list.codes.emplace_back(one.tag, language_name(one.tag, language_));
        } else if (column == "area") {
            for (const InstalledArea& area : installed_areas(db_))
                list.codes.emplace_back(area.code, title_of(area));
        } else if (column == "type" || column == "professions" || column == "keywords") {
            add_vocabulary(list, column == "type" ? "authority-types" : column);
        } else if (column == "state") {
            texts("state", {"active", "suspended", "inactive"});
        } else if (column == "role") {
            texts("role", {"authority", "nimic", "sdimic", "dimic", "limic"});
        } else if (column == "rights" || column == "roles") {
            const Vocabularies all = Vocabularies::load_with_roles(db_);
            texts(column == "rights" ? "right" : "user-role", all.codes(column == "rights" ? "rights" : "user-roles"));
        }
        return list;
    }

    std::string title_of(const InstalledArea& area) const
    {
        const auto titles = nlohmann::json::parse(area.content).value("title", nlohmann::json::object());
        for (const std::string& language : {language_, std::string{"en"}}) {
            if (titles.contains(language))
                return titles[language];
        }
        return area.code;
    }

    void add_vocabulary(RegisterTemplate::ClosedList& list, std::string_view vocabulary)
    {
        const CodeListPtr codes = vocabulary_list(db_, vocabulary);
        if (codes == nullptr)
            return;
        const std::map<std::string, std::string> labels = vocabulary_labels(db_, vocabulary, language_);
        for (const ListCode& code : codes->codes()) {
            if (code.heading || code.retired)
                continue;
            const auto label = labels.find(code.code);
            list.codes.emplace_back(code.code, label == labels.end() ? code.code : label->second);
        }
    }

    Database& db_;
    bool users_;
    std::string language_;
    const UiTexts& texts_;
    const UiTexts& ui_;
    RegisterTemplate table_;
};

constexpr double least_width = 12;
constexpr double most_width = 40;

double width_of(std::string_view text)
{
    return std::clamp(static_cast<double>(display_width(text)) + 2, least_width, most_width);
}

std::vector<std::string> cells_of(const RegisterTemplate& table, std::string RegisterTemplate::Column::*member)
{
    std::vector<std::string> cells;
    for (const RegisterTemplate::Column& column : table.columns)
        cells.push_back(column.*member);
    return cells;
}

/// Each list in two columns, with one empty between.
void add_lists(XlsxWriter& workbook, const RegisterTemplate& table)
{
    workbook.add_sheet(table.list_sheet);
    std::vector<std::string> header;
    std::vector<double> widths;
    std::size_t rows = 0;
    for (const RegisterTemplate::ClosedList& list : table.lists) {
        header.insert(header.end(), {list.title, "", ""});
        widths.insert(widths.end(), {24, 40, 3});
        rows = std::max(rows, list.codes.size());
    }
    workbook.header(header, widths);
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<std::string> cells;
        for (const RegisterTemplate::ClosedList& list : table.lists) {
            const auto& [code, label] =
                row < list.codes.size() ? list.codes[row] : std::pair<std::string, std::string>{};
            cells.insert(cells.end(), {code, label, ""});
        }
        workbook.row(cells);
    }
}

void add_explanations(XlsxWriter& workbook, const RegisterTemplate& table)
{
    workbook.add_sheet(table.explanations);
    workbook.header(table.explanation_header, std::array<double, 5>{28, 60, 12, 50, 28});
    for (const RegisterTemplate::Column& column : table.columns)
        workbook.row(std::array<std::string, 5>{column.header, column.meaning, column.required ? table.yes : table.no,
                                                column.allowed, column.example},
                     XlsxWriter::Look::wrapped);
    for (const std::string& note : table.notes)
        workbook.row(std::array<std::string, 2>{"", note}, XlsxWriter::Look::wrapped);
}

} // namespace

RegisterTemplate register_template(Database& db, ImportKind kind, const std::string& language, const UiTexts& texts,
                                   const UiTexts& ui)
{
    return Builder{db, kind, language, texts, ui}.build();
}

std::string to_csv(const RegisterTemplate& table)
{
    std::vector<std::string> help;
    for (const RegisterTemplate::Column& column : table.columns) {
        std::string cell = column.required ? "! " : "";
        cell.append(column.meaning).append(" ").append(column.allowed);
        // The codes of short lists fit in; of longer ones the manual page says where they stand.
        constexpr std::size_t short_list = 10;
        if (column.list && table.lists[*column.list].codes.size() <= short_list) {
            cell += ":";
            for (const auto& [code, label] : table.lists[*column.list].codes)
                cell.append(" ").append(code);
        }
        help.push_back((help.empty() ? std::string{help_mark} + " " : "") + cell);
    }
    std::string csv;
    append_csv_line(csv, cells_of(table, &RegisterTemplate::Column::header));
    append_csv_line(csv, help);
    append_csv_line(csv, cells_of(table, &RegisterTemplate::Column::example));
    return csv;
}

std::string to_xlsx(const RegisterTemplate& table, Instant now)
{
    XlsxWriter workbook{now};
    workbook.add_sheet(table.title);
    const std::vector<std::string> header = cells_of(table, &RegisterTemplate::Column::header);
    const std::vector<std::string> example = cells_of(table, &RegisterTemplate::Column::example);
    std::vector<double> widths;
    for (std::size_t i = 0; i < header.size(); ++i)
        widths.push_back(std::max(width_of(header[i]), width_of(example[i])));
    workbook.header(header, widths);
    workbook.row(example, XlsxWriter::Look::example);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const RegisterTemplate::Column& column = table.columns[i];
        const std::string message = column.meaning + " " + column.allowed;
        if (column.list)
            workbook.choose(i, {table.list_sheet, *column.list * 3, 1, table.lists[*column.list].codes.size(),
                                !column.several, column.header, message});
        else
            workbook.explain(i, column.header, message);
    }
    add_explanations(workbook, table);
    add_lists(workbook, table);
    std::string bytes;
    workbook.finish([&](std::string_view piece) { bytes += piece; });
    return bytes;
}

} // namespace imi
