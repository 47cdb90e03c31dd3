// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_library.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

/// What pages, text forms and prints of a case are made from.
namespace imi
{

/// A form that an action takes, to be filled in.
struct FormToFill {
    CaseForm form;
    CaseFormTexts texts;
    workflow::Grade grade = workflow::Grade::full;
    std::string language;
    std::string subject;              ///< of the case; may be empty
    nlohmann::ordered_json filled;    ///< as CONTRACT 4 writes it: the draft, or what was given last; without blanks
    nlohmann::ordered_json questions; ///< of a reply: what was asked
    nlohmann::ordered_json request;   ///< of a reply: `data` of the request
};

/// A case for printing.
struct CasePrint {
    nlohmann::ordered_json show;                 ///< as CaseDesk::show() gives it
    std::vector<nlohmann::ordered_json> history; ///< as CaseDesk::history() gives it
    std::map<std::string, CaseForm> forms;       ///< those that `show` names, by id
    std::map<std::string, CaseFormTexts> texts;
    std::string area; ///< its title in the reader's language
};

} // namespace imi
