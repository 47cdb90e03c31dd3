// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/ui_texts.hpp"
#include "questions/compile.hpp"
#include "questions/evaluate.hpp"
#include "questions/item.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace imi
{

/// A compiled form as people read it: each of its texts, codes and citations in every language.
class FormTexts
{
public:
    /// Reads the compiled form back. `ui` must outlive it. Throws what load_compiled() throws.
    FormTexts(const CompiledForm& compiled, const ExternalLists& external, const UiTexts& ui);
    /// Of a form that is loaded already; `fingerprint` is of its content.
    FormTexts(std::shared_ptr<const Form> form, std::string fingerprint,
              const std::map<std::string, CompiledLanguage>& languages, const UiTexts& ui);

    const Form& form() const { return *form_; }
    const UiTexts& ui() const { return ui_; }
    /// SHA-256 of the content, hexadecimal, and of the texts in a language (empty for the source language).
    const std::string& fingerprint() const { return fingerprint_; }
    std::string fingerprint(std::string_view language) const;
    /// "general 1.0"
    std::string id_and_version() const { return form_->id + " " + form_->version.text(); }

    /// The text under a path, in the source language where it is not translated.
    ShownText text(const std::string& path, const std::string& source, std::string_view language) const;
    ShownText ask(const Item& item, std::string_view language) const { return text(item.path, item.ask, language); }
    /// Title, or `ask` where there is none.
    ShownText short_name(const Item& item, std::string_view language) const;
    /// What a code is called: by the list's labels, by ICU for lists that are built in; the code itself when nobody
    /// knows.
    ShownText code(const CodeList& list, std::string_view code, std::string_view language) const;

    /// A value as it is stored, as text; rows are not among what it takes.
    std::string value(const Item& item, const nlohmann::ordered_json& value, std::string_view language) const;
    /// The unit of a number as people write it.
    std::string unit(const Item& item, std::string_view language) const;
    /// The texts that stand for {name} in a question: its parameters' values, or their names in brackets.
    Values parameters(const Item& question, const nlohmann::ordered_json& chosen, std::string_view language) const;

    /// The act cited most, which need not be named at each place; empty when none is.
    const std::string& main_act() const { return main_act_; }
    /// The sentence that names it once; empty when there is none.
    std::string main_act_note(std::string_view language) const;
    std::string citation(const Citation& citation, std::string_view language) const;

private:
    std::shared_ptr<const Form> form_;
    const UiTexts& ui_;
    std::string fingerprint_;
    std::string main_act_;
    std::map<std::string, std::map<std::string, std::string>, std::less<>> translations_;
    std::map<std::string, std::string, std::less<>> fingerprints_;
};

/// Which part of a form somebody fills in, in page order: of a set by stage, else all there is.
const std::vector<Group>& fields_of(const Form& form, Stage stage);

} // namespace imi
