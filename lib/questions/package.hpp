// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/po_reader.hpp"
#include "formats/yaml.hpp"
#include "questions/code_list.hpp"
#include "questions/item.hpp"
#include "questions/text.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// What an area uses for one form of a workflow: `WORKFLOW: {FORM: [SETS]}`.
struct AreaForm {
    std::string form;
    std::vector<std::string> sets;
    Place place;
};
struct AreaWorkflow {
    std::string workflow;
    std::vector<AreaForm> forms;
    Place place;
};

/// area.yaml.
struct Area {
    std::string id;
    std::string short_code;
    std::string title;
    std::string hint;
    std::string source_language = "en";
    std::string territory = "eea";                         ///< who may take part: eea or eu
    std::vector<std::pair<std::string, std::string>> acts; ///< short name and CELEX; the first is meant without a name
    std::string subject;                                   ///< vocabulary; empty when there is none
    std::string cannot_answer = "cannot-answer";           ///< list of reasons
    std::vector<AreaWorkflow> workflows;
    YamlNode deadlines; ///< as written, for the workflows; an empty scalar when missing
    YamlNode retention;
    YamlNode root; ///< the file as written
    std::string file;
};

/// A file that other modules read (`workflow:`, `mail:`, `report:`, `columns:`), as written.
struct OtherFile {
    std::string kind; ///< its first key
    std::string id;   ///< the value of it
    std::string file;
    YamlNode root;
};

/// A PO file of the package.
struct PoFile {
    std::string language;
    std::string file;
    std::string text; ///< as read
    std::vector<PoEntry> entries;
};

/// A folder of the language: an area, or a shared folder (forms, surveys, shared, workflows).
struct Package {
    std::string name;   ///< of the folder
    std::string folder; ///< as messages show it
    std::optional<Area> area;
    std::vector<std::shared_ptr<CodeList>> vocabularies;
    std::vector<std::shared_ptr<CodeList>> lists; ///< of its lists file
    std::vector<std::shared_ptr<Pattern>> patterns;
    std::vector<std::shared_ptr<const Form>> forms; ///< sets, forms and surveys, by id
    std::vector<OtherFile> others;                  ///< workflows, mails, reports
    /// Every text in the order of the YAML: area, vocabularies, lists, questions. Who reads `others` appends theirs.
    std::vector<Text> texts;
    std::vector<PoFile> po; ///< by language

    /// Language of the texts as written.
    std::string source_language() const { return area ? area->source_language : "en"; }
};

} // namespace imi
