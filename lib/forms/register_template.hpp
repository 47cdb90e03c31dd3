// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "directory/import_kind.hpp"
#include "forms/ui_texts.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// A table to be filled in with authorities or users, in the words of one language, as import reads it.
struct RegisterTemplate {
    struct ClosedList {
        std::string title;
        std::vector<std::pair<std::string, std::string>> codes; ///< code and what it means
    };
    struct Column {
        std::string header, meaning, allowed, example;
        bool required = false;
        std::optional<std::size_t> list; ///< of `lists`: the only values, of which `several` may stand in a cell
        bool several = false;
    };
    std::string title;        ///< of the sheet to be filled in
    std::string explanations; ///< of the sheet that explains the columns
    std::string list_sheet;   ///< of the sheet with the lists
    std::vector<std::string> explanation_header;
    std::string yes, no;
    std::vector<std::string> notes; ///< below the explanations
    std::vector<Column> columns;
    std::vector<ClosedList> lists;
};

/// The template in a language, with the closed lists of the store. `texts` are those of register.yaml, `ui` those of
/// forms. Reads inside the caller's transaction.
RegisterTemplate register_template(Database& db, ImportKind kind, const std::string& language, const UiTexts& texts,
                                   const UiTexts& ui);

/// As CSV: the header, a row that explains the columns and one with an example; import leaves both rows out.
std::string to_csv(const RegisterTemplate& table);

/// As XLSX: a sheet with the header, the example and drop-down lists; one that explains the columns; one with the
/// lists.
std::string to_xlsx(const RegisterTemplate& table, Instant now);

} // namespace imi
