// SPDX-License-Identifier: EUPL-1.2
#include "questions/value_check.hpp"

#include "base/country.hpp"
#include "base/date.hpp"
#include "formats/json.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/pattern.hpp"
#include "rules/decimal.hpp"
#include "text/check.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::size_t note_letters = 4000;
constexpr std::size_t longest_name = 255;

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blank);
    return begin == std::string_view::npos ? std::string{}
                                           : std::string{text.substr(begin, text.find_last_not_of(blank) - begin + 1)};
}

std::size_t count(const std::string& limit)
{
    std::size_t value = 0;
    std::from_chars(limit.data(), limit.data() + limit.size(), value);
    return value;
}

/// Digits as written: a real as the shortest text that reads back to it.
std::string digits_of(const Json& value)
{
    return value.is_string() ? trimmed(value.get_ref<const std::string&>()) : value.is_number() ? value.dump() : "";
}

Json number_of(const std::string& canonical)
{
    if (canonical.find('.') == std::string::npos) {
        std::int64_t whole = 0;
        std::from_chars(canonical.data(), canonical.data() + canonical.size(), whole);
        return whole;
    }
    double real = 0;
    std::from_chars(canonical.data(), canonical.data() + canonical.size(), real);
    return real;
}

/// The texts of what was filled in, by field: "first", "question.parameter", "table.cell".
void collect_texts(const Json& json, const std::string& field, std::set<std::pair<std::string, std::string>>& texts)
{
    if (json.is_string())
        texts.emplace(field, json.get<std::string>());
    else if (json.is_array())
        for (const Json& one : json)
            collect_texts(one, field, texts);
    else if (json.is_object())
        for (const auto& [key, value] : json.items())
            collect_texts(value, key == "value" ? field : field.empty() ? key : field + "." + key, texts);
}

std::string without_row(const std::string& field)
{
    const std::size_t open = field.find('['), close = field.find(']');
    return open == std::string::npos || close == std::string::npos ? field
                                                                   : field.substr(0, open) + field.substr(close + 1);
}

} // namespace

ValueCheck::ValueCheck(std::string today, const Json& kept, std::vector<Diagnostic>& faults)
    : today_{std::move(today)}, faults_{faults}, countries_{countries_on(today_)}
{
    collect_texts(kept, {}, kept_);
}

void ValueCheck::fault(std::string_view code, const std::string& field, const std::string& message, std::string hint)
{
    faults_.push_back({Severity::error, std::string{code}, {}, field, message, std::move(hint)});
}

CodeListPtr ValueCheck::list_of(const Answer& answer) const
{
    const bool countries =
        answer.list && answer.list->source == CodeList::Source::built_in && answer.list->name == "countries";
    return countries ? countries_ : answer.list;
}

Json ValueCheck::check(const Item& item, const Json& value, const std::string& field, const Dates& dates)
{
    if (value.is_null())
        return nullptr;
    switch (item.answer.kind) {
    case AnswerKind::yes_no_unknown:
    case AnswerKind::yes_no:
    case AnswerKind::one:
        if (value.is_string())
            return check_code(item, value.get<std::string>(), field);
        fault("QS-203", field, "takes one code, not a " + std::string{json_kind(value)});
        return nullptr;
    case AnswerKind::many:
        return check_many(item, value, field);
    case AnswerKind::text:
    case AnswerKind::paragraph:
        return check_text(item, value, field);
    case AnswerKind::number:
        return check_number(item, value, field);
    case AnswerKind::date:
        return check_date(item, value, field, dates);
    case AnswerKind::year:
        return check_year(item, value, field);
    case AnswerKind::authority:
        return check_authority(value, field);
    case AnswerKind::attachment:
        return check_files(item, value, field);
    case AnswerKind::rows:
    case AnswerKind::statement:
        break;
    }
    fault("QS-203", field, "is only shown and takes no answer");
    return nullptr;
}

Json ValueCheck::check_code(const Item& item, const std::string& written, const std::string& field)
{
    const CodeListPtr list = list_of(item.answer);
    std::string code = trimmed(written);
    if (code.empty() || !list)
        return nullptr;
    // GB and GR are read as UK and EL, whatever the case.
    const Country* country = list == countries_ ? find_country(code) : nullptr;
    if (country != nullptr)
        code = country->code;
    if (list->is_open()) {
        if (!text_fault(code) && code.size() <= longest_name && code.find(' ') == std::string::npos)
            return code;
        fault("QS-204", field, in_quotes(code) + " is no code");
        return nullptr;
    }
    if (list->selectable(code, item.answer.under))
        return code;
    const ListCode* known = list->find(code);
    std::vector<std::string> choices;
    for (const ListCode& one : list->codes()) {
        if (list->selectable(one.code, item.answer.under))
            choices.push_back(one.code);
    }
    if (known != nullptr && (known->heading || known->retired))
        fault("QS-204", field,
              in_quotes(code) + (known->heading ? " is a heading" : " is retired") + " and cannot be chosen");
    else if (known != nullptr)
        fault("QS-204", field, in_quotes(code) + " cannot be chosen here",
              "only what " + item.answer.under + " covers");
    else
        fault("QS-204", field, "there is no code " + in_quotes(code),
              choices.size() <= 12 || !nearest(code, choices).empty() ? did_you_mean(nearest(code, choices))
                                                                      : std::string{});
    return nullptr;
}

Json ValueCheck::check_many(const Item& item, const Json& value, const std::string& field)
{
    Json written = value.is_string() ? Json::array({value}) : value;
    if (!written.is_array()) {
        fault("QS-203", field, "takes a list of codes, not a " + std::string{json_kind(value)});
        return nullptr;
    }
    std::vector<std::string> codes;
    for (const Json& one : written) {
        if (!one.is_string()) {
            fault("QS-203", field, "takes a list of codes; one of them is a " + std::string{json_kind(one)});
            continue;
        }
        const Json code = check_code(item, one.get<std::string>(), field);
        if (code.is_string())
            codes.push_back(code.get<std::string>());
    }
    const CodeListPtr list = list_of(item.answer);
    const auto place = [&](const std::string& code) {
        const ListCode* found = list->find(code);
        return found == nullptr ? 0 : found - list->codes().data();
    };
    std::stable_sort(codes.begin(), codes.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes.empty() ? Json(nullptr) : Json(codes);
}

Json ValueCheck::check_text(const Item& item, const Json& value, const std::string& field)
{
    if (!value.is_string()) {
        fault("QS-203", field, "takes a text, not a " + std::string{json_kind(value)});
        return nullptr;
    }
    const bool line = item.answer.kind == AnswerKind::text;
    const std::string written = trimmed(value.get_ref<const std::string&>());
    if (const auto bad = text_fault(written, line ? TextKind::line : TextKind::free)) {
        fault("QS-203", field, bad->message, line ? "write it in one line" : std::string{});
        return nullptr;
    }
    const std::string text = to_nfc(written);
    if (text.empty())
        return nullptr;
    const std::size_t letters = count_code_points(text);
    if (letters > count(item.answer.max))
        fault("QS-205", field,
              "has " + std::to_string(letters) + " letters; at most " + item.answer.max + " are allowed");
    else if (item.answer.pattern && match_whole(item.answer.pattern->match, text) != Match::yes)
        fault("QS-206", field, in_quotes(text) + " does not fit", item.answer.pattern->hint);
    else
        return text;
    return nullptr;
}

Json ValueCheck::check_number(const Item& item, const Json& value, const std::string& field)
{
    const std::string written = digits_of(value);
    if (value.is_string() && written.empty())
        return nullptr;
    const auto number = canonical_decimal(written);
    if (!number) {
        fault("QS-203", field, "takes a number, not " + in_quotes(value.is_string() ? written : value.dump()),
              "digits, with a point before decimals");
        return nullptr;
    }
    const Answer& answer = item.answer;
    const auto least = compare_decimals(*number, answer.min);
    const auto most = compare_decimals(*number, answer.max);
    if (decimals_of(*number) > static_cast<std::size_t>(answer.decimals))
        fault("QS-207", field,
              *number + " has too many digits after the point; " + std::to_string(answer.decimals) + " are allowed");
    else if (least && *least < 0)
        fault("QS-207", field, *number + " is less than " + answer.min);
    else if (most && *most > 0)
        fault("QS-207", field, *number + " is more than " + answer.max);
    else
        return number_of(*number);
    return nullptr;
}

std::string ValueCheck::limit_now(const std::string& limit, const std::string& today, const std::string& field,
                                  const std::string& value) const
{
    if (limit != "today")
        return limit;
    return kept_.contains({without_row(field), value}) ? std::string{} : today;
}

Json ValueCheck::check_date(const Item& item, const Json& value, const std::string& field, const Dates& dates)
{
    const std::string date = value.is_string() ? trimmed(value.get_ref<const std::string&>()) : std::string{};
    if (value.is_string() && date.empty())
        return nullptr;
    if (!is_civil_date(date)) {
        const std::string guess = iso_guess(date);
        fault("QS-203", field, "takes a date, not " + in_quotes(value.is_string() ? date : value.dump()),
              "write it like " + (guess.empty() ? "2008-03-25" : guess));
        return nullptr;
    }
    const Answer& answer = item.answer;
    const std::string least = limit_now(answer.min, today_, field, date);
    const std::string most = limit_now(answer.max, today_, field, date);
    const auto earlier = dates.find(answer.not_before);
    if (!least.empty() && date < least)
        fault("QS-207", field, date + " is before " + (answer.min == "today" ? "today, " : "") + least);
    else if (!most.empty() && date > most)
        fault("QS-207", field, date + " is after " + (answer.max == "today" ? "today, " : "") + most);
    else if (!answer.not_before.empty() && earlier != dates.end() && date < earlier->second)
        fault("QS-208", field, date + " is before " + answer.not_before + ", " + earlier->second);
    else
        return date;
    return nullptr;
}

Json ValueCheck::check_year(const Item& item, const Json& value, const std::string& field)
{
    const std::string year = digits_of(value);
    if (value.is_string() && year.empty())
        return nullptr;
    if (year.size() != 4 || !is_civil_date(year + "-01-01")) {
        fault("QS-203", field, "takes a year, not " + in_quotes(value.is_string() ? year : value.dump()),
              "write it like 2008");
        return nullptr;
    }
    const std::string this_year = today_.substr(0, 4);
    const std::string least = limit_now(item.answer.min, this_year, field, year);
    const std::string most = limit_now(item.answer.max, this_year, field, year);
    const auto above_least = compare_decimals(year, least);
    const auto above_most = compare_decimals(year, most);
    if (above_least && *above_least < 0)
        fault("QS-207", field, year + " is before " + least);
    else if (above_most && *above_most > 0)
        fault("QS-207", field, year + " is after " + most);
    else
        return year;
    return nullptr;
}

Json ValueCheck::check_authority(const Json& value, const std::string& field)
{
    const std::string written = value.is_string() ? trimmed(value.get_ref<const std::string&>()) : std::string{};
    if (value.is_string() && written.empty())
        return nullptr;
    const std::size_t colon = written.find(':');
    const Country* country = colon == std::string::npos ? nullptr : find_country(written.substr(0, colon));
    const std::string id = colon == std::string::npos ? std::string{} : written.substr(colon + 1);
    if (country != nullptr && !id.empty() && !text_fault(id) && id.find(' ') == std::string::npos &&
        count_code_points(id) <= longest_name)
        return std::string{country->code} + ":" + id;
    fault("QS-203", field, "takes an authority, not " + in_quotes(value.is_string() ? written : value.dump()),
          "write COUNTRY:ID, such as RO:cmr");
    return nullptr;
}

Json ValueCheck::check_files(const Item& item, const Json& value, const std::string& field)
{
    const Json written = value.is_string() ? Json::array({value}) : value;
    if (!written.is_array()) {
        fault("QS-203", field, "takes a list of file names, not a " + std::string{json_kind(value)});
        return nullptr;
    }
    Json names = Json::array();
    for (const Json& one : written) {
        const std::string name = one.is_string() ? to_nfc(trimmed(one.get_ref<const std::string&>())) : std::string{};
        const bool plain = !name.empty() && name != "." && name != ".." && !text_fault(name) &&
                           count_code_points(name) <= longest_name && name.find_first_of("/\\") == std::string::npos;
        if (!plain)
            fault("QS-203", field, in_quotes(one.is_string() ? name : one.dump()) + " is no name of a file");
        else if (std::find(names.begin(), names.end(), Json(name)) == names.end())
            names.push_back(name);
    }
    if (names.size() > count(item.answer.max)) {
        fault("QS-205", field, std::to_string(names.size()) + " files; at most " + item.answer.max + " are allowed");
        return nullptr;
    }
    return names.empty() ? Json(nullptr) : names;
}

Json ValueCheck::check_note(const Json& value, const std::string& field)
{
    Item note;
    note.answer.kind = AnswerKind::paragraph;
    note.answer.max = std::to_string(note_letters);
    return value.is_null() ? Json(nullptr) : check_text(note, value, field);
}

} // namespace imi
