// SPDX-License-Identifier: EUPL-1.2
#include "forms/form_texts.hpp"

#include "base/date.hpp"
#include "forms/citation_text.hpp"
#include "i18n/names.hpp"

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

void count_acts(const std::vector<Item>& items, std::map<std::string, int>& counts)
{
    for (const Item& item : items) {
        for (const Citation& citation : item.law)
            ++counts[citation.act];
        count_acts(item.follow_ups, counts);
    }
}

std::string most_cited(const Form& form)
{
    std::map<std::string, int> counts;
    for (const auto* part : {&form.request, &form.questions, &form.reply}) {
        for (const Group& group : *part)
            count_acts(group.items, counts);
    }
    std::string most;
    for (const auto& [act, count] : counts) {
        if (most.empty() || count > counts[most])
            most = act;
    }
    return most;
}

std::string built_in_name(const std::string& list, std::string_view code, std::string_view language)
{
    if (list == "countries")
        return country_name(code, language);
    if (list == "languages")
        return language_name(code, language);
    return list == "currencies" ? currency_name(code, language) : std::string{code};
}

} // namespace

FormTexts::FormTexts(const CompiledForm& compiled, const ExternalLists& external, const UiTexts& ui)
    : FormTexts{std::make_shared<const Form>(load_compiled(compiled.content, external)), compiled.fingerprint,
                compiled.languages, ui}
{
}

FormTexts::FormTexts(std::shared_ptr<const Form> form, std::string fingerprint,
                     const std::map<std::string, CompiledLanguage>& languages, const UiTexts& ui)
    : form_{std::move(form)}, ui_{ui}, fingerprint_{std::move(fingerprint)}, main_act_{most_cited(*form_)}
{
    for (const auto& [language, texts] : languages) {
        translations_[language] = load_texts(texts.content);
        fingerprints_[language] = texts.fingerprint;
    }
}

std::string FormTexts::fingerprint(std::string_view language) const
{
    const auto found = fingerprints_.find(language);
    return found == fingerprints_.end() ? std::string{} : found->second;
}

ShownText FormTexts::text(const std::string& path, const std::string& source, std::string_view language) const
{
    if (const auto texts = translations_.find(language); texts != translations_.end()) {
        if (const auto found = texts->second.find(path); found != texts->second.end())
            return {found->second, std::string{language}};
    }
    return {source, form_->source_language};
}

ShownText FormTexts::short_name(const Item& item, std::string_view language) const
{
    return item.title.empty() ? ask(item, language) : text(item.path + "/title", item.title, language);
}

ShownText FormTexts::code(const CodeList& list, std::string_view code, std::string_view language) const
{
    const ListCode* found = list.find(code);
    if (list.name == "yes-no" || list.name == "yes-no-unknown")
        return ui_.shown("answer/" + std::string{code}, language);
    if (list.source == CodeList::Source::built_in)
        return {built_in_name(list.name, code, language), std::string{language}};
    if (found == nullptr)
        return {std::string{code}, std::string{language}};
    for (const std::string_view wanted : {language, std::string_view{"mul"}}) {
        for (const auto& [tag, label] : found->labels) {
            if (tag == wanted)
                return {label, std::string{language}};
        }
    }
    if (found->label.empty())
        return {std::string{code}, std::string{language}};
    return text(list.path + "/" + found->code, found->label, language);
}

std::string FormTexts::unit(const Item& item, std::string_view language) const
{
    const std::string& unit = item.answer.unit;
    const bool is_currency = unit.size() == 3 && unit.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == unit.npos;
    return is_currency ? currency_name(unit, language) : unit;
}

std::string FormTexts::value(const Item& item, const Json& value, std::string_view language) const
{
    if (value.is_array()) {
        std::string all;
        for (const Json& one : value)
            all.append(all.empty() ? "" : "; ").append(this->value(item, one, language));
        return all;
    }
    if (value.is_number()) {
        const std::string number = local_number(value.dump(), language);
        return item.answer.unit.empty() ? number : number + "\u00a0" + unit(item, language);
    }
    if (!value.is_string())
        return {};
    const std::string text = value.get<std::string>();
    if (item.answer.has_codes())
        return code(*item.answer.list, text, language).text;
    return item.answer.kind == AnswerKind::date && is_civil_date(text) ? long_date(text, language) : text;
}

Values FormTexts::parameters(const Item& question, const Json& chosen, std::string_view language) const
{
    Values values;
    for (const Item& parameter : question.given) {
        const auto found = chosen.is_object() ? chosen.find(parameter.id) : chosen.end();
        const bool is_given = chosen.is_object() && found != chosen.end() && !found->is_null();
        values[parameter.id] =
            is_given ? value(parameter, *found, language) : "[" + short_name(parameter, language).text + "]";
    }
    return values;
}

std::string FormTexts::main_act_note(std::string_view language) const
{
    return main_act_.empty() ? std::string{}
                             : ui_.text("form/act", language, {{"act", act_text(main_act_, ui_, language)}});
}

std::string FormTexts::citation(const Citation& citation, std::string_view language) const
{
    return citation_text(citation, main_act_, ui_, language);
}

const std::vector<Group>& fields_of(const Form& form, Stage stage)
{
    if (form.kind != FormKind::set)
        return form.questions;
    return stage == Stage::request ? form.request : form.reply;
}

} // namespace imi
