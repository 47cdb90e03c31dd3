// SPDX-License-Identifier: EUPL-1.2
#include "directory/column_names.hpp"

#include "base/error.hpp"
#include "directory/authority_input.hpp"
#include "directory/user_checks.hpp"
#include "directory/value_checks.hpp"
#include "questions/translations.hpp"
#include "text/check.hpp"
#include "text/fold.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// What names are compared by.
std::string key_of(std::string_view name)
{
    std::string key = fold_text(name);
    std::erase(key, ' ');
    return key;
}

std::string column_of(std::string_view code)
{
    std::string column{code};
    std::replace(column.begin(), column.end(), '-', '_');
    return column;
}

/// Columns of names carry a language, and the one of labels begins with "name" then.
std::string before_language(const std::string& column) { return column == "label" ? "name" : column; }

bool is_name_column(std::string_view column)
{
    return column == "official" || column == "label" || column == "alias" || column == "acronym" || column == "former";
}

} // namespace

bool is_column(const std::string& name, ImportKind kind)
{
    if (kind == ImportKind::authorities)
        return AuthorityInput::is_column(name);
    return std::find(user_columns.begin(), user_columns.end(), name) != user_columns.end();
}

std::string nearest_column(const std::string& name, ImportKind kind)
{
    return kind == ImportKind::authorities ? AuthorityInput::nearest_column(name) : nearest(name, user_columns);
}

void ColumnNames::load()
{
    loaded_ = true;
    const auto add = [&](std::string_view path, const std::string& texts, const std::string& language) {
        constexpr std::string_view authority_section = "register/authority-column/";
        constexpr std::string_view user_section = "register/user-column/";
        const bool of_user = path.starts_with(user_section);
        if (!of_user && !path.starts_with(authority_section))
            return;
        const std::string column = column_of(path.substr((of_user ? user_section : authority_section).size()));
        for (const std::string& text : split_synonyms(texts)) {
            const std::string key = key_of(text);
            if (of_user)
                user_[key][column].insert(language);
            else if (column == "ext")
                ext_[key][column].insert(language);
            else
                authority_[key][column].insert(language);
            if (!of_user && is_name_column(column))
                names_[key][before_language(column)].insert(language);
        }
    };
    for (const std::string& column : user_columns)
        user_[key_of(column)] = {{column, {}}};
    if (load_) {
        const Package shared = load_();
        for (const Text& text : shared.texts)
            add(text.path, text.source, shared.source_language());
        for (const auto& [language, by_path] : translations_of(shared)) {
            for (const auto& [path, text] : by_path)
                add(path, text, language);
        }
    }
    // "Official name" alone is the one in the column `name`; further ones have a language behind them.
    for (auto& [key, meanings] : authority_) {
        if (meanings.contains("name")) {
            meanings.erase("official");
            meanings.erase("label");
        }
    }
    for (const std::string& column : AuthorityInput::columns()) {
        authority_[key_of(column)] = {{column, {}}};
        if (is_name_column(column))
            names_[key_of(column)] = {{before_language(column), {}}};
    }
    names_[key_of("name")] = {{"name", {}}};
    ext_["ext"] = {{"ext", {}}};
}

ColumnNames::Found ColumnNames::find(const std::string& name, ImportKind kind)
{
    if (!loaded_)
        load();
    const Table& table = kind == ImportKind::users ? user_ : authority_;
    const std::string normal = text_fault(name, TextKind::free) ? std::string{} : to_nfc(name);
    if (const auto found = table.find(key_of(normal)); found != table.end())
        return {found->second, {}};
    const std::size_t dot = normal.rfind('.');
    if (kind == ImportKind::users || dot == std::string::npos)
        return {};
    const std::string before = key_of(normal.substr(0, dot));
    if (const auto found = ext_.find(before); found != ext_.end())
        return {found->second, normal.substr(dot)};
    std::string language = fold_case(normal.substr(dot + 1));
    language.erase(0, language.find_first_not_of(' '));
    const auto found = names_.find(before);
    if (found == names_.end() || check_language(language))
        return {};
    return {found->second, "." + language};
}

std::vector<std::string> ColumnNames::columns(std::vector<std::string> columns, ImportKind kind,
                                              const std::vector<std::string>& header, const std::string& where)
{
    std::vector<Found> found(columns.size());
    std::map<std::string, std::size_t> votes;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty() || columns[i].starts_with('_') || is_column(columns[i], kind))
            continue;
        found[i] = find(columns[i], kind);
        std::set<std::string> languages;
        for (const auto& [column, in] : found[i].meanings)
            languages.insert(in.begin(), in.end());
        for (const std::string& language : languages)
            ++votes[language];
    }
    std::size_t most = 0;
    for (const auto& [language, count] : votes)
        most = std::max(most, count);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Meanings& meanings = found[i].meanings;
        // A word that languages use for different columns means what it means in the language of the other columns.
        if (meanings.size() > 1)
            std::erase_if(meanings, [&](const auto& meaning) {
                return std::none_of(meaning.second.begin(), meaning.second.end(),
                                    [&](const std::string& language) { return votes[language] == most; });
            });
        if (meanings.size() > 1) {
            std::vector<std::string> all;
            for (const auto& [column, languages] : meanings)
                all.push_back(column + found[i].behind);
            throw Error{Status::input, "REG-071",
                        "the column " + in_quotes(header[i]) + " may mean " + joined(all, " or "),
                        "write the one that is meant", where};
        }
        if (!meanings.empty())
            columns[i] = meanings.begin()->first + found[i].behind;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto here = columns.begin() + static_cast<std::ptrdiff_t>(i);
        const auto first = std::find(columns.begin(), here, columns[i]);
        if (first == here || columns[i].empty() || columns[i].starts_with('_'))
            continue;
        throw Error{Status::input, "REG-070",
                    "the columns " + in_quotes(header[static_cast<std::size_t>(first - columns.begin())]) + " and " +
                        in_quotes(header[i]) + " both mean " + columns[i],
                    "keep one of them", where};
    }
    return columns;
}

bool ColumnNames::has_key(const std::vector<std::string>& header, ImportKind kind)
{
    const auto names = [&](const std::string& column) {
        return std::any_of(header.begin(), header.end(), [&](const std::string& name) {
            return name == column || (!is_column(name, kind) && !name.empty() && !name.starts_with('_') &&
                                      find(name, kind).meanings.contains(column));
        });
    };
    return kind == ImportKind::users ? names("login") : names("id") && names("country");
}

} // namespace imi
