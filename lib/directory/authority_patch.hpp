// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// All names of one kind in one language: replaced together.
struct NameGroup {
    NameKind kind = NameKind::official;
    std::optional<std::string> lang;
    std::vector<std::string> texts;
};

/// A coordinator as written: which authority it means is found out when all rows are known.
struct CoordinatorReference {
    std::optional<CoordinatorKind> kind; ///< nothing: all four
    std::string authority;
};

struct AreaPatch {
    std::string area;
    std::optional<AuthorityRole> role;
    std::optional<std::vector<std::string>> rights;
    std::optional<std::vector<CoordinatorReference>> coordinators;
};

/// What one row of input says of an authority. A member that is absent is left as it is; one that is present replaces,
/// and clears where it is empty (CONTRACT 4, "What an import does").
struct AuthorityPatch {
    AuthorityKey key;
    std::array<std::optional<std::string>, text_members.size()> texts;
    std::optional<AuthorityState> state;
    std::optional<std::vector<std::string>> languages, professions, keywords;
    std::optional<std::vector<std::string>> successors; ///< as written, like CoordinatorReference
    std::optional<std::vector<Name>> names;             ///< JSON Lines: all of them
    std::optional<Name> first_name;         ///< CSV `name`, `lang`: the first official name; empty text clears
    std::vector<NameGroup> name_groups;     ///< CSV `official.xx`, `alias.xx` …
    bool ext_replaced = false;              ///< JSON Lines: `ext` as a whole
    std::map<std::string, std::string> ext; ///< empty text clears
    bool areas_cleared = false;
    std::vector<AreaPatch> areas; ///< sorted by area
};

/// The patch as bytes, canonical: equal patches give equal bytes.
std::string pack(const AuthorityPatch& patch);
/// The same, behind what `packer` holds.
void pack(class Packer& packer, const AuthorityPatch& patch);
AuthorityPatch unpack_patch(std::string_view bytes);

/// The record that `patch` makes of `old` (nullptr: of nothing). Former names grow, lists are put into canonical order.
/// `resolve` gives the key that a reference to another authority means: the text, the country of the record, and the
/// member that has it, "coordinator" or "successors". A pure function.
template <class Resolve> Authority apply_patch(const Authority* old, const AuthorityPatch& patch, Resolve resolve);

/// The part of apply_patch() that needs no other record: everything but coordinators and successors.
Authority apply_without_coordinators(const Authority* old, const AuthorityPatch& patch);
/// Puts the links of one area in canonical order, without doubles.
void set_coordinators(AreaEntry& entry, std::vector<CoordinatorLink> links);

template <class Resolve> Authority apply_patch(const Authority* old, const AuthorityPatch& patch, Resolve resolve)
{
    Authority authority = apply_without_coordinators(old, patch);
    for (const AreaPatch& area : patch.areas) {
        if (!area.coordinators)
            continue;
        std::vector<CoordinatorLink> links;
        for (const CoordinatorReference& reference : *area.coordinators) {
            const AuthorityKey key = resolve(reference.authority, patch.key.country, "coordinator");
            for (const CoordinatorKind kind : {CoordinatorKind::validating, CoordinatorKind::access,
                                               CoordinatorKind::request, CoordinatorKind::alert}) {
                if (!reference.kind || *reference.kind == kind)
                    links.push_back({kind, key});
            }
        }
        for (AreaEntry& entry : authority.areas) {
            if (entry.area == area.area)
                set_coordinators(entry, std::move(links));
        }
    }
    if (patch.successors) {
        authority.successors.clear();
        for (const std::string& reference : *patch.successors)
            authority.successors.push_back(resolve(reference, patch.key.country, "successors"));
        put_in_order(authority.successors);
    }
    return authority;
}

} // namespace imi
