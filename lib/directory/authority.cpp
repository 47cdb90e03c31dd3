// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority.hpp"

#include "base/country.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 5> name_kinds{"official", "label", "alias", "acronym", "former"};
constexpr std::array<std::string_view, 5> roles{"authority", "nimic", "sdimic", "dimic", "limic"};
constexpr std::array<std::string_view, 4> coordinator_kinds{"validating", "access", "request", "alert"};
constexpr std::array<std::string_view, 3> states{"active", "suspended", "inactive"};

bool same_letters(std::string_view a, std::string_view lower)
{
    const auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [&](char x, char y) { return fold(x) == y; });
}

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& texts, std::string_view text, bool any_case)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (any_case ? same_letters(text, texts[i]) : text == texts[i])
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view to_string(NameKind kind) { return name_kinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(AuthorityRole role) { return roles[static_cast<std::size_t>(role)]; }
std::string_view to_string(CoordinatorKind kind) { return coordinator_kinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(AuthorityState state) { return states[static_cast<std::size_t>(state)]; }

std::optional<NameKind> parse_name_kind(std::string_view text) { return parse<NameKind>(name_kinds, text, false); }
std::optional<AuthorityRole> parse_authority_role(std::string_view text)
{
    return parse<AuthorityRole>(roles, text, true);
}
std::optional<CoordinatorKind> parse_coordinator_kind(std::string_view text)
{
    return parse<CoordinatorKind>(coordinator_kinds, text, false);
}
std::optional<AuthorityState> parse_authority_state(std::string_view text)
{
    return parse<AuthorityState>(states, text, false);
}

const Name& Authority::display_name(std::string_view language) const
{
    static const Name none;
    if (names.empty())
        return none;
    const auto official_in = [&](std::string_view wanted) {
        return std::find_if(names.begin(), names.end(), [&](const Name& name) {
            return name.kind == NameKind::official && name.lang && *name.lang == wanted;
        });
    };
    if (const auto found = official_in(language); found != names.end())
        return *found;
    // A body with names in several languages is shown by the one of its country's administration.
    if (const Country* country = find_country(key.country)) {
        if (const auto found = official_in(country->language); found != names.end())
            return *found;
    }
    return names.front();
}

} // namespace imi
