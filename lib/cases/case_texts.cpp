// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_library.hpp"

#include "base/date.hpp"
#include "i18n/names.hpp"

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

std::string built_in_label(std::string_view list, std::string_view code, std::string_view language)
{
    if (list == "countries")
        return country_name(code, language);
    if (list == "languages")
        return language_name(code, language);
    if (list == "currencies")
        return currency_name(code, language);
    return std::string{code};
}

} // namespace

std::string CaseTexts::operator()(const std::string& path, const std::string& source) const
{
    const auto found = texts_.find(path);
    return found == texts_.end() ? source : found->second;
}

std::string CaseTexts::label(const CodeList& list, std::string_view code) const
{
    const ListCode* found = list.find(code);
    if (found != nullptr && !found->label.empty())
        return (*this)(list.path + "/" + std::string{code}, found->label);
    const auto translated = texts_.find(list.path + "/" + std::string{code});
    if (translated != texts_.end())
        return translated->second;
    return built_in_label(list.name, code, language_);
}

std::string CaseTexts::value(const Item& item, const Json& value) const
{
    if (value.is_array()) {
        std::string text;
        for (const Json& one : value) {
            std::string part;
            if (one.is_object()) {
                for (const Item& cell : item.answer.cells)
                    if (one.contains(cell.id))
                        part.append(part.empty() ? "" : ", ").append(this->value(cell, one.at(cell.id)));
            } else {
                part = this->value(item, one);
            }
            text.append(text.empty() ? "" : "; ").append(part);
        }
        return text;
    }
    if (value.is_number())
        return local_number(value.dump(), language_);
    if (!value.is_string())
        return value.is_null() ? std::string{} : value.dump();
    const std::string text = value.get<std::string>();
    if (item.answer.list)
        return label(*item.answer.list, text);
    return item.answer.kind == AnswerKind::date && is_civil_date(text) ? long_date(text, language_) : text;
}

} // namespace imi
