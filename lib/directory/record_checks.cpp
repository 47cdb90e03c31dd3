// SPDX-License-Identifier: EUPL-1.2
#include "directory/record_checks.hpp"

#include "base/country.hpp"
#include "base/limits.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

std::size_t limit_of(std::size_t text_member)
{
    switch (static_cast<TextMember>(text_member)) {
    case TextMember::address:
    case TextMember::website:
        return limits::text_code_points;
    case TextMember::email:
        return limits::email_code_points;
    default:
        return limits::name_code_points;
    }
}

bool is_same(const AuthorityKey& a, const AuthorityKey& b)
{
    return a.country == b.country && (a.id == b.id || fold_case(a.id) == fold_case(b.id));
}

} // namespace

bool is_ext_key(std::string_view key)
{
    return !key.empty() && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

std::optional<Diagnostic> fault_of_record(const Authority& authority)
{
    if (authority.names.empty())
        return Diagnostic{Severity::error,         "REG-024", {}, "name", authority.key.text() + " would have no name",
                          "give at least one name"};
    if (!authority.valid_from.empty() && !authority.valid_to.empty() && authority.valid_to < authority.valid_from)
        return Diagnostic{Severity::error, "REG-018", {}, "valid_to", "ends before it begins", {}};
    const auto too_many = [](const char* field, std::size_t count) {
        return Diagnostic{Severity::error,
                          "REG-006",
                          {},
                          field,
                          "would have " + std::to_string(count) + " values; the limit is " +
                              std::to_string(limits::list_values),
                          {}};
    };
    if (authority.names.size() > limits::list_values)
        return too_many("name", authority.names.size());
    if (std::any_of(authority.successors.begin(), authority.successors.end(),
                    [&](const AuthorityKey& key) { return is_same(key, authority.key); }))
        return Diagnostic{Severity::error,
                          "REG-130",
                          {},
                          "successors",
                          authority.key.text() + " would be its own successor",
                          "name the body that follows it"};
    for (const AreaEntry& area : authority.areas) {
        if (area.coordinators.size() > limits::list_values)
            return too_many("coordinator", area.coordinators.size());
        if (std::any_of(area.coordinators.begin(), area.coordinators.end(),
                        [&](const CoordinatorLink& link) { return is_same(link.authority, authority.key); }))
            return Diagnostic{Severity::error,
                              "REG-029",
                              {},
                              "coordinator",
                              authority.key.text() + " would be its own coordinator",
                              "name another, or none"};
    }
    return std::nullopt;
}

void RecordChecks::at(Place place, std::string field)
{
    place_ = std::move(place);
    field_ = std::move(field);
}

void RecordChecks::refuse(std::string_view code, const std::string& message, const std::string& hint)
{
    faults_.push_back({Severity::error, std::string{code}, place_, field_, message, hint});
    ok_ = false;
}

void RecordChecks::warn(std::string_view code, const std::string& message, const std::string& hint)
{
    faults_.push_back({Severity::warning, std::string{code}, place_, field_, message, hint});
}

std::string RecordChecks::meant(std::string_view vocabulary, std::string_view value) const
{
    return options_.with_hints ? did_you_mean(vocabularies_.nearest_code(vocabulary, value)) : std::string{};
}

bool RecordChecks::passes(const std::optional<ValueFault>& fault)
{
    if (fault)
        refuse(fault->code, fault->message, fault->hint);
    return !fault;
}

void RecordChecks::id(std::string value)
{
    if (!passes(check_text(value, limits::id_code_points)))
        return;
    if (const std::string fault = fault_of_authority_id(value); !fault.empty())
        return refuse("REG-003", fault, "an id has 1 to 255 Latin letters, digits and ASCII punctuation, no space");
    patch_.key.id = std::move(value);
}

void RecordChecks::country(std::string value)
{
    if (!passes(check_text(value, limits::id_code_points)))
        return;
    const Country* found = find_country(value);
    if (found == nullptr)
        return refuse("REG-004", in_quotes(value) + " is no country that takes part",
                      "give the two letters of the EU style guide, such as DE, EL or UK");
    patch_.key.country = found->code;
}

void RecordChecks::text(std::size_t member, std::string value)
{
    if (value.empty() && options_.keep_empty)
        return;
    if (!value.empty() && (!passes(check_text(value, limit_of(member))) || !passes_member(member, value)))
        return;
    patch_.texts[member] = std::move(value);
}

void RecordChecks::state(const std::string& value)
{
    if (value.empty() && options_.keep_empty)
        return;
    const auto state = value.empty() ? std::optional{AuthorityState::active} : parse_authority_state(value);
    if (!state)
        return refuse("REG-019", in_quotes(value) + " is no state", "give active, suspended or inactive");
    patch_.state = state;
}

std::optional<std::string> RecordChecks::name_text(std::string value)
{
    if (!passes(check_text(value, limits::name_code_points)))
        return std::nullopt;
    return value;
}

std::optional<std::string> RecordChecks::language(std::string value)
{
    if (!passes(check_language(value)))
        return std::nullopt;
    return value;
}

void RecordChecks::codes(std::string_view vocabulary, std::optional<std::vector<std::string>>& target,
                         std::vector<std::string> values)
{
    if (values.empty() && options_.keep_empty)
        return;
    if (values.size() > limits::list_values)
        return refuse("REG-006", "has " + std::to_string(values.size()) + " values; the limit is " +
                                     std::to_string(limits::list_values));
    for (std::string& value : values) {
        if (vocabulary == "languages") {
            if (!passes(check_language(value)))
                return;
        } else if (!vocabularies_.has(vocabulary, value)) {
            return refuse("REG-013", in_quotes(value) + " is no code of the vocabulary " + std::string{vocabulary},
                          meant(vocabulary, value));
        }
    }
    target = std::move(values);
}

std::string RecordChecks::area(const std::string& value)
{
    std::string code = vocabularies_.area(value);
    if (code.empty())
        refuse("REG-014", in_quotes(value) + " is no legislative area of this store",
               options_.with_hints ? did_you_mean(vocabularies_.nearest_area(value)) : std::string{});
    return code;
}

void RecordChecks::role(AreaPatch& area, const std::string& value)
{
    if (value.empty() && options_.keep_empty)
        return;
    const auto role = value.empty() ? std::optional{AuthorityRole::authority} : parse_authority_role(value);
    if (!role)
        return refuse("REG-015", in_quotes(value) + " is no role", "give authority, nimic, sdimic, dimic or limic");
    area.role = role;
}

void RecordChecks::rights(AreaPatch& area, std::vector<std::string> values)
{
    if (values.empty() && options_.keep_empty)
        return;
    for (const std::string& value : values) {
        if (!vocabularies_.has("rights", value))
            return refuse("REG-016", in_quotes(value) + " is no right",
                          options_.with_hints ? vocabularies_.hint("rights", value) : std::string{});
    }
    area.rights = std::move(values);
}

bool RecordChecks::coordinator(AreaPatch& area, std::string value, std::optional<CoordinatorKind> kind)
{
    if (!passes(check_text(value, limits::id_code_points + 3)))
        return false;
    area.coordinators->push_back({kind, std::move(value)});
    return true;
}

void RecordChecks::successors(std::vector<std::string> values)
{
    if (values.empty() && options_.keep_empty)
        return;
    if (values.size() > limits::list_values)
        return refuse("REG-006", "has " + std::to_string(values.size()) + " values; the limit is " +
                                     std::to_string(limits::list_values));
    for (std::string& value : values) {
        if (!passes(check_text(value, limits::id_code_points + 3)))
            return;
    }
    patch_.successors = std::move(values);
}

void RecordChecks::ext(const std::string& key, std::string value)
{
    if (value.empty() && options_.keep_empty)
        return;
    if (!is_ext_key(key))
        return refuse("REG-002", in_quotes(key) + " is no name of an extension", "use letters, digits, . _ -");
    if (passes(check_text(value, limits::text_code_points)))
        patch_.ext[key] = std::move(value);
}

bool RecordChecks::passes_member(std::size_t member, const std::string& value)
{
    switch (static_cast<TextMember>(member)) {
    case TextMember::email:
        return passes(check_email(value));
    case TextMember::website:
        return passes(check_website(value));
    case TextMember::valid_from:
    case TextMember::valid_to:
        return passes(check_date(value));
    case TextMember::type:
        if (vocabularies_.has("authority-types", value))
            return true;
        refuse("REG-011", in_quotes(value) + " is no type of body", meant("authority-types", value));
        return false;
    case TextMember::region:
        if (!vocabularies_.has("regions", value))
            warn("REG-012", in_quotes(value) + " is no NUTS code; kept as a name",
                 "give the code of the region, so that it can be searched by");
        return true;
    default:
        return true;
    }
}

} // namespace imi
