// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_repository.hpp"
#include "questions/compile.hpp"
#include "questions/evaluate.hpp"
#include "questions/mail_texts.hpp"
#include "workflow/model.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi::statistics
{
class KnownCountings;
}

namespace imi
{

/// A form of a workflow, as a case fills it in.
struct CaseForm {
    std::string id; ///< of the workflow
    std::shared_ptr<const Form> form;
    Stage stage = Stage::request; ///< reply: the answers to the questions of the form `request`
    std::string request;
    std::string part; ///< PartId::text(); empty for a small form of the workflow
    /// Whether it is the case's own question set or the answers to it: given again, it begins with what was given last.
    bool is_continued = false;
};

/// What a case runs by: its version of the workflow, with what its area overrides, and its forms.
struct CaseModel {
    workflow::Workflow workflow;
    std::map<std::string, CaseForm> forms;
    const CaseForm* form(std::string_view id) const;
};

/// Texts in one language: those that are translated, by path.
class CaseTexts
{
public:
    CaseTexts(std::string language, std::map<std::string, std::string> texts)
        : language_{std::move(language)}, texts_{std::move(texts)}
    {
    }
    const std::string& language() const { return language_; }
    /// The translation, else the source text.
    std::string operator()(const std::string& path, const std::string& source) const;
    std::string label(const CodeList& list, std::string_view code) const;
    /// A value as stored, in words: labels of codes, dates and numbers as the language writes them.
    std::string value(const Item& item, const nlohmann::ordered_json& value) const;

private:
    std::string language_;
    std::map<std::string, std::string> texts_;
};

/// A form of a case with its texts in every language, as pages and prints are made from it.
struct CaseFormTexts {
    std::shared_ptr<const Form> form;
    std::string fingerprint;                           ///< of the form's content, hexadecimal
    std::map<std::string, CompiledLanguage> languages; ///< without the source language
};

/// What mails about cases of an area say in one language.
struct CaseMailTexts {
    std::shared_ptr<const MailTexts> words;
    std::map<std::string, std::string> translated; ///< by path
    /// The translation, else the source text.
    std::string operator()(const std::string& path, const std::string& source) const;
};

/// An area as installed.
struct CaseArea {
    std::string code, short_code, territory;
    nlohmann::ordered_json content; ///< area.yaml
    std::string title(std::string_view language) const;
};

/// Reads workflows, forms and texts from the store, each once for as long as no package is installed. Owns no
/// connection; must not outlive `db`.
class CaseLibrary
{
public:
    /// `words` are texts beside those of the packages, by path.
    explicit CaseLibrary(Database& db, std::map<std::string, std::string> words = {});
    /// Forgets what was read where packages were installed since. To be called as each transaction begins; what was
    /// given out before is gone then.
    void refresh();

    /// Throws Error(absent, "CAS-010") with the nearest for no such area.
    const CaseArea& area(const std::string& code_or_short);
    const CaseModel& model(const CaseRow& row);
    const CaseTexts& texts(const CaseRow& row, const std::string& language);
    CaseFormTexts form_texts(const CaseRow& row, const CaseForm& form);
    /// Words of the area's own package, else the common ones; nullptr where there are none.
    const CaseMailTexts* mail_texts(const std::string& area, const std::string& language);

    /// What is counted of cases, as remembered.
    statistics::KnownCountings& countings() { return *countings_; }

    /// The workflow, versions and forms of a new case. Empty names are found out where one thing is possible. Throws
    /// Error(usage, "CAS-011") where several are, naming them; Error(absent, "CAS-012") for no such workflow or set,
    /// "CAS-013" for another version than the installed one.
    CaseRow new_case(const std::string& area, const std::string& workflow, const std::string& questionset);
    /// The same for a part: another workflow, what the forms of the parent share with it.
    CaseRow new_part(const CaseRow& parent, const std::string& workflow, const std::string& form);

private:
    std::shared_ptr<const Form> form(const PartId& id);
    /// As its package has it, without what an area overrides.
    const workflow::Workflow& workflow(const PartId& id);
    void choose_forms(CaseRow& row, const std::string& questionset);

    Database& db_;
    std::map<std::string, std::string> words_;
    std::string installed_; ///< PackageRepository::stamp() of what was read
    std::map<std::string, CaseArea> areas_;
    std::map<std::string, std::shared_ptr<const Form>> forms_;
    std::map<std::string, workflow::Workflow> workflows_;
    std::map<std::string, CaseModel> models_;
    std::map<std::string, CaseTexts> texts_;
    std::map<std::string, CaseMailTexts> mails_; ///< by area and language
    std::shared_ptr<statistics::KnownCountings> countings_;
};

} // namespace imi
