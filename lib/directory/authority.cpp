// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority.hpp"

#include "base/country.hpp"

#include <algorithm>
#include <array>
#include <tuple>

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

std::size_t shown_name(std::size_t count, std::string_view country, std::string_view language, const NameAt& at)
{
    const auto find = [&](std::string_view wanted) {
        std::size_t i = wanted.empty() ? count : 0;
        while (i < count && at(i) != std::pair{NameKind::official, wanted})
            ++i;
        return i;
    };
    const Country* known = find_country(country);
    for (const std::string_view wanted : {language, known == nullptr ? std::string_view{} : known->language}) {
        if (const std::size_t found = find(wanted); found != count)
            return found;
    }
    return 0;
}

void put_in_order(std::vector<AuthorityKey>& keys)
{
    const auto order = [](const AuthorityKey& key) { return std::tie(key.country, key.id); };
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    keys.erase(
        std::unique(keys.begin(), keys.end(), [&](const auto& a, const auto& b) { return order(a) == order(b); }),
        keys.end());
}

std::vector<std::string> texts_of(const std::vector<AuthorityKey>& keys)
{
    std::vector<std::string> texts;
    texts.reserve(keys.size());
    for (const AuthorityKey& key : keys)
        texts.push_back(key.text());
    return texts;
}

bool Authority::has_ended(std::string_view date) const
{
    return state == AuthorityState::inactive || (!valid_to.empty() && valid_to < date);
}

const Name& Authority::display_name(std::string_view language) const
{
    static const Name none;
    if (names.empty())
        return none;
    return names[shown_name(names.size(), key.country, language, [&](std::size_t i) {
        return std::pair{names[i].kind, names[i].lang ? std::string_view{*names[i].lang} : std::string_view{}};
    })];
}

} // namespace imi
