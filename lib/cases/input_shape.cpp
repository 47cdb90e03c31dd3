// SPDX-License-Identifier: EUPL-1.2
#include "cases/input_shape.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/json.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_language_tag = 35;

/// The text in NFC, where it holds nothing that no text may hold.
std::string clean(const std::string& written, const std::string& what, const char* code, TextKind kind,
                  std::size_t limit, const std::string& where = {})
{
    if (const auto fault = text_fault(written, kind))
        throw Error{Status::input, code, what + ": " + fault->message + "; nothing was changed", "remove the character",
                    where};
    if (written.size() > limit && count_code_points(written) > limit)
        throw Error{Status::input,
                    code,
                    what + " has more than " + std::to_string(limit) + " characters; nothing was changed",
                    {},
                    where};
    return to_nfc(written);
}

[[noreturn]] void refuse_kind(const char* key, const std::string& wanted, const Json& value, const char* code,
                              const std::string& where)
{
    throw Error{Status::input,
                code,
                std::string{key} + " takes " + wanted + ", not a " + std::string{json_kind(value)} +
                    "; nothing was changed",
                {},
                where};
}

void require_language(const Json& form, const std::string& file)
{
    const std::string tag = text_of_member(form, "language", "CAS-020", TextKind::line, file);
    const bool plain =
        tag.size() <= longest_language_tag && std::all_of(tag.begin(), tag.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (!plain)
        throw Error{Status::input, "CAS-020", "language: " + in_quotes(tag) + " is no language; nothing was changed",
                    "write a tag, such as de", file};
}

} // namespace

std::string text_of_member(const Json& object, const char* key, const char* code, TextKind kind,
                           const std::string& where)
{
    const Json& value = member(object, key);
    if (value.is_null())
        return {};
    if (!value.is_string())
        refuse_kind(key, "a text", value, code, where);
    return clean(value.get<std::string>(), key, code, kind, limits::text_code_points, where);
}

std::vector<std::string> texts_of_member(const Json& object, const char* key, const char* code)
{
    const Json& value = member(object, key);
    if (value.is_null())
        return {};
    if (value.is_string())
        return {text_of_member(object, key, code)};
    if (!value.is_array())
        refuse_kind(key, "a text or a list of texts", value, code, {});
    std::vector<std::string> list;
    for (const Json& one : value) {
        if (!one.is_string())
            refuse_kind(key, "a list of texts", one, code, {});
        list.push_back(clean(one.get<std::string>(), key, code, TextKind::line, limits::text_code_points));
    }
    return list;
}

void require_form_shape(const Json& form, const std::string& file)
{
    static const std::vector<std::string> members{"questionset", "language", "subject", "data",
                                                  "questions",   "answers",  "comment"};
    if (form.is_null())
        return;
    if (!form.is_object())
        throw Error{Status::input, "CAS-020", "the form is no object; nothing was changed",
                    "imi-request form gives one to fill in", file};
    for (const auto& [key, value] : form.items())
        if (std::find(members.begin(), members.end(), key) == members.end())
            throw Error{Status::input, "CAS-020", "the form has a member " + in_quotes(key) + "; nothing was changed",
                        did_you_mean(nearest(key, members)), file};
    for (const char* key : {"data", "questions", "answers"})
        if (const Json& value = member(form, key); !value.is_null() && !value.is_object())
            refuse_kind(key, "an object", value, "CAS-020", file);
    const Json& subject = member(form, "subject");
    if (!subject.is_null() && !subject.is_object() && !subject.is_string())
        refuse_kind("subject", "an object", subject, "CAS-020", file);
    if (subject.is_object())
        for (const Json& code : subject)
            if (!code.is_string())
                refuse_kind("subject", "one code", code, "CAS-020", file);
    text_of_member(form, "questionset", "CAS-020", TextKind::line, file);
    text_of_member(form, "comment", "CAS-020", TextKind::free, file);
    require_language(form, file);
}

void check_input(ActInput& input)
{
    require_form_shape(input.form, input.form_name);
    input.comment = clean(input.comment, "the comment", "CAS-007", TextKind::free, limits::text_code_points);
    input.key = clean(input.key, "the key", "CAS-007", TextKind::line, limits::name_code_points);
}

} // namespace imi
