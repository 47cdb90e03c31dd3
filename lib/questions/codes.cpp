// SPDX-License-Identifier: EUPL-1.2
#include "questions/codes.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array rows = {
    CodeRow{"QS-001", "a file that is not UTF-8"},
    CodeRow{"QS-002", "over a limit of size or nesting"},
    CodeRow{"QS-003", "an anchor, alias, tag or merge key"},
    CodeRow{"QS-004", "a key, id, code or name twice"},
    CodeRow{"QS-005", "an unknown key"},
    CodeRow{"QS-006", "an id that is not its file's or folder's name"},
    CodeRow{"QS-007", "a file that does not say what it is"},
    CodeRow{"QS-008", "a version that is none"},
    CodeRow{"QS-009", "a side that this kind of file does not have"},
    CodeRow{"QS-010", "a wrong shape"},
    CodeRow{"QS-011", "an id or code that is malformed or reserved"},
    CodeRow{"QS-012", "a needed key is missing"},
    CodeRow{"QS-013", "no valid YAML"},
    CodeRow{"QS-015", "no area packages in the folder"},
    CodeRow{"QS-020", "an unknown language"},
    CodeRow{"QS-021", "no text in the source language"},
    CodeRow{"QS-022", "an invisible or forbidden character"},
    CodeRow{"QS-023", "placeholders differ in a translation"},
    CodeRow{"QS-024", "numbers differ in a translation"},
    CodeRow{"QS-030", "not a citation"},
    CodeRow{"QS-031", "an unknown act"},
    CodeRow{"QS-040", "an unknown list or vocabulary"},
    CodeRow{"QS-041", "an unknown code"},
    CodeRow{"QS-042", "an unknown kind of answer"},
    CodeRow{"QS-043", "an unknown pattern"},
    CodeRow{"QS-044", "a key without meaning here"},
    CodeRow{"QS-045", "the least value is above the greatest"},
    CodeRow{"QS-046", "not-before names no earlier date"},
    CodeRow{"QS-047", "a limit that the answer does not take"},
    CodeRow{"QS-048", "a pattern that is not portable"},
    CodeRow{"QS-049", "personal data visible before acceptance"},
    CodeRow{"QS-050", "a grade of required that has no meaning on this side"},
    CodeRow{"QS-051", "given on the wrong side"},
    CodeRow{"QS-052", "an unknown placeholder"},
    CodeRow{"QS-053", "a parameter that no text uses"},
    CodeRow{"QS-060", "for without a subject"},
    CodeRow{"QS-061", "an unknown code in for"},
    CodeRow{"QS-062", "a code in for that another covers"},
    CodeRow{"QS-070", "an answer without its question"},
    CodeRow{"QS-071", "a condition on what is unknown or comes later"},
    CodeRow{"QS-072", "a condition on a question that may not have been chosen"},
    CodeRow{"QS-073", "min or max on what is neither number nor date"},
    CodeRow{"QS-074", "a comparison with what has no codes"},
    CodeRow{"QS-075", "not an answer to the question"},
    CodeRow{"QS-076", "a cell from outside its row"},
    CodeRow{"QS-080", "an unknown form, set or file"},
    CodeRow{"QS-081", "a set lacks what its workflow uses"},
    CodeRow{"QS-082", "a form uses itself"},
    CodeRow{"QS-090", "an item that is never asked"},
    CodeRow{"QS-091", "a condition that always holds"},
    CodeRow{"QS-092", "an option that can never be chosen"},
    CodeRow{"QS-093", "required, but no answer is possible"},
    CodeRow{"QS-094", "too many combinations to prove"},
    CodeRow{"QS-100", "a translation whose text is gone"},
    CodeRow{"QS-101", "a stale translation"},
    CodeRow{"QS-102", "a language twice"},
    CodeRow{"QS-103", "a missing translation"},
    CodeRow{"QS-104", "a translation file that cannot be read"},
    CodeRow{"QS-200", "an unknown field or question in what was filled in"},
    CodeRow{"QS-201", "an answer to an item that is not asked"},
    CodeRow{"QS-202", "a required answer is missing"},
    CodeRow{"QS-203", "a value of the wrong kind"},
    CodeRow{"QS-204", "a code that cannot be chosen"},
    CodeRow{"QS-205", "a text or list that is blank or too long"},
    CodeRow{"QS-206", "a text that its pattern refuses"},
    CodeRow{"QS-207", "a number or date outside its limits"},
    CodeRow{"QS-208", "a date before the one it must follow"},
    CodeRow{"QS-209", "cannot answer where it is not allowed, or for an unknown reason"},
    CodeRow{"QS-210", "a note where none is allowed"},
    CodeRow{"QS-211", "the subject of the case is missing or cannot be chosen"},
    CodeRow{"QS-212", "a question that cannot be chosen"},
    CodeRow{"QS-300", "a compiled form that cannot be read"},
};

/// In the order of the rows.
constexpr std::array<std::string_view, rows.size()> explanations = {
    "Packages are plain UTF-8 texts. Save the file as UTF-8 without changing anything else; the place shows "
    "the first byte that does not belong to a letter.",
    "A file of questions may have 1 MiB, a vocabulary or translation 16 MiB, and 32 levels. Split the file, "
    "or take a vocabulary out of it.",
    "A reader of the file must not have to jump. Write the value out where it is needed; lists that several "
    "questions share belong into lists.yaml.",
    "Ids are unique in a file with all that it uses, names of lists, patterns and forms in an area with the "
    "shared folders. Rename the one that no case has used yet.",
    "Each kind of file, group and item has its own keys. A text inside { } that has a comma or question mark "
    "breaks into keys: quote it, or write one key a line.",
    "set, form, survey, vocabulary and workflow are called like their file, an area and its lists like the "
    "folder, shared lists common.",
    "The first key names the kind and its value the id: set, form, survey, vocabulary, lists, area, workflow "
    "or mail.",
    "version: MAJOR.MINOR, such as 1.0. format: 1 is the version of the language itself.",
    "Only a set has request and reply. A form or survey has questions alone, filled in by one side.",
    "A text stands where a list or map is expected, or the other way round, or a word is none of those that "
    "the key takes.",
    "a-z, 0-9 and single hyphens, a letter first, at most 64 letters; not a word of the language such as any "
    "or min.",
    "The place is that of the thing which lacks the key.",
    "The file cannot be read as YAML. Mostly a text with a colon, bracket or hash needs quotes, or a line is "
    "indented by another number of blanks.",
    "A package is a folder with an area.yaml, or one of forms, reports, shared, surveys, workflows.",
    "The toolkit knows the 24 official languages of the Union, nb and is, by their two letters.",
    "Every text has one in the source language of its area (English where nothing is said).",
    "Control, direction and zero-width characters are refused, because a person who reads the file cannot see "
    "them.",
    "A translation must have the same {names} as the source, or a value would be lost to its readers.",
    "Articles, dates and amounts are usually the same in every language. A warning, because some languages "
    "write numbers as words.",
    "[ACT ]art. 50(3)(a), annex VII 1(d), chapter VI, recital 12; ACT is a short name of area.yaml or a CELEX "
    "number.",
    "Citations are compiled to CELEX numbers. Name the act under law: in area.yaml, or write its CELEX "
    "number.",
    "Names are looked for in the file, the area, the shared folders and the built-in lists.",
    "The list is known, but has no such code or group.",
    "yes-no-unknown, yes-no, one, many, text, paragraph, number, date, year, authority, attachment, rows, "
    "statement.",
    "Patterns are named in a lists file, with the sentence that users read when they fail.",
    "The key is known, but does nothing for this kind of answer or in this place. It is refused, because its "
    "author expected something of it.",
    "No answer could keep both limits.",
    "It must name a date that comes before this one and is certain to have been put.",
    "Numbers need decimals: N for digits after the point, dates are ISO dates or today.",
    "Patterns must mean the same in the store and in browsers: characters, classes, groups, | and ? * + "
    "{m,n}.",
    "Personal data is shown only to an authority that accepted the request. Drop visible: sent, or write "
    "personal: no if it really is none.",
    "Who requests, saves and sends; who answers, answers. Fields take to-save, to-send or never, questions "
    "to-answer or never.",
    "Parameters are filled in by the requester when choosing, so only a question of a set that can be chosen "
    "has them.",
    "{name} is a parameter of this question or of one it follows. Write {{ for a brace.",
    "The requester would have to fill it in, and nobody would read it.",
    "for chooses by what the case is about; the area must say subject: VOCABULARY.",
    "It must be a code or group of the area's subject.",
    "A heading covers all that stands below it.",
    "Only a follow-up may leave the question out, because it stands inside it.",
    "Conditions look back, so that one pass down the page decides them and nothing waits for itself.",
    "A question that was not chosen has no answer, so the condition would silently be false. Make this a "
    "follow-up, or give the other always: yes.",
    "Ranges compare numbers, dates and years.",
    "Only choices have codes to compare with; for the rest use min and max, or answered.",
    "The value is none of the codes, groups or limits that the question can have.",
    "A table has many rows, so its cells have no single value for the rest of the page.",
    "Forms are looked for in the area and in the shared folders.",
    "The workflow reads items of the request. Most sets get them by use: request.",
    "Blocks may hold blocks, but none may lead back to itself.",
    "All answers that the conditions can tell apart were tried, and none leads to this item.",
    "It holds for every answer of what it names, so it says no more than answered.",
    "Headings and retired codes cannot be chosen, nor what lies outside under.",
    "The item must be answered, but its list has nothing that can be chosen.",
    "More than 100,000 combinations of answers. Nothing is guessed: the conditions of these items were not "
    "proved.",
    "The path is no longer in the package. imi-lang update keeps the entry at the end of the file.",
    "The source text changed after it was translated, or the entry is marked fuzzy. Readers see the source "
    "text until it is checked.",
    "The text stands in the YAML and in the PO file; which one counts would be a guess.",
    "Readers of this language see the source text. An error for a release.",
    "The PO file has a syntax error, or a context twice.",
    "The form has no item of this id on this side.",
    "Its condition does not hold, or the subject is another. Take the answer out, or change what the "
    "condition names.",
    "It must be given before this action, or, where the form allows it, the reason why it cannot be.",
    "Choices are codes, dates ISO dates, numbers bare, lists arrays.",
    "It is not in the list, is a heading or is retired.",
    "The limit is that of the form, in letters, files or rows.",
    "The message is the sentence that the author of the pattern wrote.",
    "Limits are those of the form; today is the day of the action.",
    "Compare the two dates.",
    "The form names the list of reasons.",
    "Write it into the comment of the action.",
    "Every case of an area with a subject is about one of its codes.",
    "Follow-ups come along with their question and are never chosen; a question whose condition or for does "
    "not hold is not offered.",
    "The store holds a form that this program did not write, or whose vocabulary is missing. Install the package "
    "again, "
    "or restore the store from a copy.",
};

} // namespace

std::span<const CodeRow> questions_codes() { return rows; }

std::string_view explanation_of(std::string_view code)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const CodeRow& row) { return row.id == code; });
    return found == rows.end() ? std::string_view{} : explanations[static_cast<std::size_t>(found - rows.begin())];
}

} // namespace imi
