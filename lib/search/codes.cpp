// SPDX-License-Identifier: EUPL-1.2
#include "search/codes.hpp"

#include <array>

namespace imi
{

std::span<const CodeRow> search_codes()
{
    static constexpr std::array<CodeRow, 9> rows{{
        {"SEA-001", "the search text is too long"},
        {"SEA-002", "the search text has too many words"},
        {"SEA-003", "there is nothing to search for"},
        {"SEA-004", "the search text has a character that no text may hold"},
        {"SEA-005", "the number of results asked for is out of range"},
        {"SEA-010", "a line of queries has the wrong shape"},
        {"SEA-011", "a query has a member that no query has"},
        {"SEA-090", "the terms of a document are damaged (a bug)"},
        {"SEA-091", "the number of a document is out of range (a bug)"},
    }};
    return rows;
}

} // namespace imi
