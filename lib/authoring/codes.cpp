// SPDX-License-Identifier: EUPL-1.2
#include "authoring/codes.hpp"

#include "formats/codes.hpp"
#include "questions/codes.hpp"
#include "statistics/report.hpp"
#include "text/suggest.hpp"
#include "workflow/codes.hpp"

#include <array>
#include <string>
#include <vector>

namespace imi::authoring
{

namespace
{

struct Row {
    std::string_view id, meaning, more;
};

constexpr Row table[] = {
    {"AUT-001", "no package at the path",
     "A package is a folder with an area.yaml, or one called forms, reports, shared, surveys or workflows. Give such a "
     "folder, "
     "a "
     "folder that holds some, or a file in one."},
    {"AUT-002", "the packages have errors",
     "Nothing is built, compared or drawn from files that have errors. imi-qsgen check lists them."},
    {"AUT-003", "no such set, form, survey or workflow", "The message names the nearest one."},
    {"AUT-004", "the folder is there already", "init makes a new folder and never writes into one that holds files."},
    {"AUT-005", "not the name of an area",
     "a-z, 0-9 and single hyphens, a letter first: it is the id of the area and of its folder."},
    {"AUT-006", "the two cannot be compared", "Compare two versions of one file, or of one package."},
    {"AUT-007", "no such language", "The toolkit knows the 24 official languages of the Union, nb and is."},
    {"AUT-008", "a file or folder cannot be written", "Look at the rights of the folder, and at the room on the disk."},
    {"AUT-010", "no such code", "Codes stand in brackets at the end of a message."},
};

constexpr auto rows = [] {
    std::array<CodeRow, std::size(table)> result{};
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = {table[i].id, table[i].meaning};
    return result;
}();

std::vector<ExplainedCode> all_codes()
{
    std::vector<ExplainedCode> all;
    for (const CodeRow& row : questions_codes())
        all.push_back({row.id, row.meaning, explanation_of(row.id)});
    for (const CodeRow& row : workflow::workflow_codes())
        all.push_back({row.id, row.meaning, workflow::explanation(row.id)});
    for (const CodeRow& row : statistics::statistics_codes())
        all.push_back({row.id, row.meaning, statistics::explanation(row.id)});
    for (const CodeRow& row : formats_codes())
        all.push_back({row.id, row.meaning, {}});
    for (const Row& row : table)
        all.push_back({row.id, row.meaning, row.more});
    return all;
}

} // namespace

std::span<const CodeRow> authoring_codes() { return rows; }

std::span<const ExplainedCode> explained_codes()
{
    static const std::vector<ExplainedCode> all = all_codes();
    return all;
}

const ExplainedCode& explain(std::string_view code)
{
    std::string wanted{code};
    for (char& c : wanted) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    std::vector<std::string> known;
    for (const ExplainedCode& row : explained_codes()) {
        if (row.code == wanted)
            return row;
        known.emplace_back(row.code);
    }
    throw Error{Status::absent, "AUT-010", "there is no code " + in_quotes(code), did_you_mean(nearest(wanted, known))};
}

} // namespace imi::authoring
