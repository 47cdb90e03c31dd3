// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/given_form.hpp"
#include "workflow/engine.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace imi
{

/// What of a case an input is judged by.
struct FormSurroundings {
    const CaseModel& model;
    const CaseRow& row;
    const std::vector<CaseFormRow>& forms; ///< given so far
    const workflow::CaseState& state;
    const workflow::Facts& facts;
    std::set<std::string> files; ///< attached to the case
    std::optional<workflow::RecipientId> recipient;
    std::string today; ///< civil date where the actor is
    std::string language;
    std::string author; ///< whose drafts are taken up; empty: anybody's
};

/// What is handed in with an action, over the saved draft or (of the case's own question set) what was given last:
/// field by field. Judged by the question engine when the workflow asks.
class CaseFormInput : public workflow::FormInput
{
public:
    /// `document` as CONTRACT 4 writes it and require_form_shape() passed it, null for none; `set` are FIELD, VALUE
    /// pairs over it. Throws Error(input, "CAS-021") for a document of another question set, "CAS-022" for no field.
    CaseFormInput(FormSurroundings surroundings, const std::string& action, nlohmann::ordered_json document,
                  const std::vector<std::pair<std::string, std::string>>& set);

    bool is_given(std::string_view form) const override;
    std::vector<workflow::Fault> faults(std::string_view form, workflow::Grade grade) const override;
    std::vector<std::string> values(std::string_view form, std::string_view question) const override;
    std::optional<std::vector<std::string>> asked(std::string_view form) const override;

    /// What the action stores for the form.
    GivenForm result(std::string_view form, workflow::Grade grade) const;
    /// What the form begins with: the draft, or what was given last; nothing where it begins empty.
    std::optional<GivenForm> base(std::string_view form, bool with_drafts = true) const;
    /// Which giving of the form that is; nullptr where it begins empty.
    const workflow::FormRecord* base_record(std::string_view form, bool with_drafts = true) const;
    /// The subject that the case has with this input; may be empty.
    const std::string& subject() const { return subject_; }

protected:
    /// Whether a form may name a file that the case does not have.
    virtual bool files_may_be_elsewhere() const { return false; }

private:
    imi::FormInput evaluation(const CaseForm& form, workflow::Grade grade) const;
    /// Evaluated once for a grade.
    const FormOutcome& outcome(const CaseForm& form, workflow::Grade grade) const;
    nlohmann::ordered_json handed_data(const CaseForm& form) const;
    void take_settings(const std::vector<std::pair<std::string, std::string>>& set);
    bool is_mine(const CaseForm& form) const;
    const CaseFormRow* row_of(const workflow::FormRecord& record) const;
    /// Whether the input goes on from what was given there: of the same recipient, and no draft of others.
    bool goes_on_from(const workflow::FormRecord& record) const;

    FormSurroundings around_;
    std::vector<std::string> action_forms_;
    nlohmann::ordered_json document_;
    std::string subject_;
    mutable std::map<std::pair<std::string, workflow::Grade>, FormOutcome> outcomes_;
};

/// "value" of a stored answer as texts: codes, dates, numbers.
std::vector<std::string> texts_of_value(const nlohmann::ordered_json& value);

} // namespace imi
