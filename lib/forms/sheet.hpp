// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/form_texts.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// A place in a law, as the reader writes it, and where it can be read; the address is empty where nobody knows.
struct SheetLaw {
    std::string text;
    std::string address;
};

/// A field or question with what was filled in, all in the language of the sheet.
struct SheetLine {
    std::string id;
    std::string title;    ///< short name
    std::string question; ///< `ask`, with its parameters put in
    std::string answer;   ///< empty where nothing was answered; a reason why not begins with the words for that
    std::vector<std::vector<std::pair<std::string, std::string>>> rows; ///< of a table: title and text of each cell
    std::vector<SheetLaw> law;
    std::string note;
    Personal personal = Personal::no;
    bool is_question = false; ///< of a set, with or without an answer; else a field, which has one
    int depth = 0;            ///< 0, of a follow-up one more than its question
};

struct SheetPart {
    std::string title; ///< of the group; may be empty
    std::vector<SheetLine> lines;
};

/// What was filled in, for reading and printing.
struct Sheet {
    std::string language;
    std::string title;
    std::string subject_title, subject; ///< empty where there is none
    std::string about;                  ///< id, version and fingerprint of form and texts
    std::string act;                    ///< the act that is meant where none is named
    std::string law_word, note_word, personal_word, special_word, none_word;
    std::vector<SheetPart> parts; ///< in page order, without empty ones
    std::string comment_title, comment;
};

/// What is stored of a case's form, as CONTRACT 4 writes it; members that do not apply are null.
struct SheetInput {
    std::string subject;
    nlohmann::ordered_json data;      ///< of a form, or of a set's request
    nlohmann::ordered_json questions; ///< the choice with parameters
    nlohmann::ordered_json answers;   ///< null before the reply
    nlohmann::ordered_json reply;     ///< `data` of the reply
    std::string comment;
    std::set<std::string> hidden; ///< fields that are filled in and may not be seen yet
    bool personal = true;         ///< whether personal data are shown; else the words for them stand there
};

/// All of a case: what it is, what was filled in, what was done.
struct CaseSheet {
    std::string language;
    std::string title;
    std::vector<std::pair<std::string, std::string>> facts; ///< name, text
    std::vector<Sheet> sheets;
    std::string history_title;
    std::vector<std::pair<std::string, std::string>> history; ///< when, what and by whom
    std::string printed;                                      ///< when it was printed
};

Sheet make_sheet(const FormTexts& texts, const SheetInput& input, std::string_view language);

/// Plain text, lines of at most `width` columns; ends with a line feed.
std::string to_text(const Sheet& sheet, std::size_t width = 78);
std::string to_text(const CaseSheet& sheet, std::size_t width = 78);
/// A page of its own, without scripts, for reading and printing.
std::string to_html(const Sheet& sheet);
std::string to_html(const CaseSheet& sheet);

} // namespace imi
