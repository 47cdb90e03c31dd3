// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// What identifies an authority to people and programs: "RO:cmr". Compared without regard to the case of the id.
struct AuthorityKey {
    std::string country; ///< two letters in EU usage
    std::string id;      ///< the country's own, as given

    std::string text() const { return country + ":" + id; }
};

/// Kinds of a name, in their canonical order.
enum class NameKind : std::uint8_t { official, label, alias, acronym, former };

struct Name {
    NameKind kind = NameKind::official;
    std::optional<std::string> lang; ///< BCP 47; nothing when unknown
    std::string text;                ///< NFC

    /// Canonical order: kind, language (unknown last), text.
    friend auto operator<=>(const Name& a, const Name& b)
    {
        if (const auto order = a.kind <=> b.kind; order != 0)
            return order;
        if (const auto order = !a.lang <=> !b.lang; order != 0)
            return order;
        if (const auto order = a.lang.value_or("") <=> b.lang.value_or(""); order != 0)
            return order;
        return a.text <=> b.text;
    }
    friend bool operator==(const Name&, const Name&) = default;
};

/// Role of an authority in an area (domain: NIMIC national, SDIMIC super-delegated, DIMIC delegated, LIMIC of one
/// area).
enum class AuthorityRole : std::uint8_t { authority, nimic, sdimic, dimic, limic };

/// In which capacity a coordinator coordinates (IMI 2.0, 2010).
enum class CoordinatorKind : std::uint8_t { validating, access, request, alert };

struct CoordinatorLink {
    CoordinatorKind kind = CoordinatorKind::validating;
    AuthorityKey authority;
};

/// Taking part in one legislative area. Links are sorted by kind and key; rights by name.
struct AreaEntry {
    std::string area;
    AuthorityRole role = AuthorityRole::authority;
    std::vector<std::string> rights{"reply", "send"};
    std::vector<CoordinatorLink> coordinators;
};

enum class AuthorityState : std::uint8_t { active, suspended, inactive };

/// Kind and language (empty: unknown) of the name at a position.
using NameAt = std::function<std::pair<NameKind, std::string_view>(std::size_t)>;
/// Which of `count` names a reader is shown: the official one in its language, else the one in the language of the
/// country's administration, else the first (0 too when there is none). Not a label: an official name is never
/// translated.
std::size_t shown_name(std::size_t count, std::string_view country, std::string_view language, const NameAt& at);

/// A competent authority as imi-formats(5) describes it. All lists are sets in canonical order.
struct Authority {
    AuthorityKey key;
    std::string type; ///< code of authority-types; may be empty
    std::vector<Name> names;
    std::string city, address, postcode;
    std::string region; ///< NUTS code, or a name kept as text
    std::string email, phone, website;
    std::vector<std::string> languages;
    std::vector<AreaEntry> areas;
    std::vector<std::string> professions, keywords;
    std::string source, source_class;
    std::map<std::string, std::string> ext;
    std::string valid_from, valid_to;     ///< civil dates of its first and last day, or empty
    std::vector<AuthorityKey> successors; ///< who follows it, by key; empty: nobody, or not known
    AuthorityState state = AuthorityState::active;

    /// Whether the registration was taken back (revert): nothing is left but the key and the history. Every other
    /// record has a name.
    bool is_withdrawn() const { return names.empty(); }
    /// Whether the body exists no more on a civil date: its last day lies before, or it is inactive.
    bool has_ended(std::string_view date) const;
    /// The name to show a reader of `language`: an official name in it, else the first official one, else the first.
    const Name& display_name(std::string_view language = {}) const;
};

/// Canonical order of keys: country, then id as given.
void put_in_order(std::vector<AuthorityKey>& keys);
/// As text, in their order.
std::vector<std::string> texts_of(const std::vector<AuthorityKey>& keys);

/// Members of a record that hold one text.
enum class TextMember : std::uint8_t {
    type,
    city,
    address,
    postcode,
    region,
    email,
    phone,
    website,
    source,
    source_class,
    valid_from,
    valid_to,
};

struct TextMemberRow {
    std::string_view name; ///< of the column and the member
    std::string Authority::*member;
};

/// By TextMember.
inline constexpr std::array<TextMemberRow, 12> text_members{{
    {"type", &Authority::type},
    {"city", &Authority::city},
    {"address", &Authority::address},
    {"postcode", &Authority::postcode},
    {"region", &Authority::region},
    {"email", &Authority::email},
    {"phone", &Authority::phone},
    {"website", &Authority::website},
    {"source", &Authority::source},
    {"class", &Authority::source_class},
    {"valid_from", &Authority::valid_from},
    {"valid_to", &Authority::valid_to},
}};

std::string_view to_string(NameKind kind);
std::string_view to_string(AuthorityRole role);
std::string_view to_string(CoordinatorKind kind);
std::string_view to_string(AuthorityState state);
std::optional<NameKind> parse_name_kind(std::string_view text);
/// Read in any case.
std::optional<AuthorityRole> parse_authority_role(std::string_view text);
std::optional<CoordinatorKind> parse_coordinator_kind(std::string_view text);
std::optional<AuthorityState> parse_authority_state(std::string_view text);

/// The record as canonical JSON without country, id and state: what the store keeps and hashes. Members that are empty
/// or have their default are left out; names as {"lang","text","kind"}, `lang` null when unknown.
std::string encode_content(const Authority& authority);
/// The content of a record that is withdrawn; its state is `inactive`.
inline constexpr std::string_view withdrawn_content = "{}";
/// The authority again. Throws Error(store, "STO-003") when the content is damaged.
Authority decode_content(AuthorityKey key, AuthorityState state, std::string_view content);
/// Whether a record is one of this civil date by its first and last day: the same as to decode it and to look, but
/// quick where the content has no dates.
bool is_valid_on(std::string_view content, std::string_view date);

} // namespace imi
