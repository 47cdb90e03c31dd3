// SPDX-License-Identifier: EUPL-1.2
#include "directory/rights.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

enum class Relation {
    any,     ///< whatever the object
    country, ///< in the country of the holder's authority
    region,  ///< in the region of the holder's authority
    area,    ///< in its country and in the area of the holder's role
    self,    ///< the holder's authority itself
};

struct Row {
    std::string_view verb;
    std::string_view store_role;     ///< of the user in the store, or empty
    std::string_view user_role;      ///< of the user at an authority
    std::string_view authority_role; ///< of that authority; empty: whatever
    Relation relation;
    std::string_view object_roles; ///< roles of the object, separated by blanks; empty: whatever
};

// Who registers whom: the Commission the NIMICs; a NIMIC delegated coordinators; an SDIMIC the DIMICs of its region;
// coordinators the authorities (Decision 2008/49/EC, art. 7; staff report 2008, 3.2.1; a DIMIC registers no DIMIC).
constexpr std::array table{
    Row{"*", "operator", "", "", Relation::any, ""},
    Row{"statistics", "statistics", "", "", Relation::any, ""},
    Row{"search", "", "*", "", Relation::any, ""},
    Row{"register", "", "data-administrator", "nimic", Relation::country, "authority dimic sdimic limic"},
    Row{"grant", "", "data-administrator", "nimic", Relation::country, "authority dimic sdimic limic"},
    Row{"name", "", "data-administrator", "nimic", Relation::country, ""},
    Row{"suspend", "", "data-administrator", "nimic", Relation::country, "authority dimic sdimic limic"},
    Row{"edit", "", "data-administrator", "nimic", Relation::country, ""},
    Row{"users", "", "data-administrator", "nimic", Relation::country, ""},
    Row{"setup", "", "data-administrator", "nimic", Relation::country, ""},
    Row{"register", "", "data-administrator", "sdimic", Relation::region, "authority dimic"},
    Row{"grant", "", "data-administrator", "sdimic", Relation::region, "authority dimic"},
    Row{"name", "", "data-administrator", "sdimic", Relation::region, ""},
    Row{"suspend", "", "data-administrator", "sdimic", Relation::region, "authority dimic"},
    Row{"edit", "", "data-administrator", "sdimic", Relation::region, ""},
    Row{"users", "", "data-administrator", "sdimic", Relation::region, ""},
    Row{"setup", "", "data-administrator", "sdimic", Relation::region, ""},
    Row{"register", "", "data-administrator", "limic", Relation::area, "authority dimic"},
    Row{"grant", "", "data-administrator", "limic", Relation::area, "authority dimic"},
    Row{"edit", "", "data-administrator", "limic", Relation::area, "authority dimic"},
    Row{"users", "", "data-administrator", "limic", Relation::area, "authority dimic"},
    Row{"register", "", "data-administrator", "dimic", Relation::area, "authority"},
    Row{"grant", "", "data-administrator", "dimic", Relation::area, "authority"},
    Row{"edit", "", "data-administrator", "dimic", Relation::area, "authority"},
    Row{"users", "", "data-administrator", "dimic", Relation::area, "authority"},
    Row{"edit", "", "data-administrator", "", Relation::self, ""},
    Row{"users", "", "data-administrator", "", Relation::self, ""},
};

bool has_word(std::string_view words, std::string_view word)
{
    std::size_t begin = 0;
    while (begin < words.size()) {
        const std::size_t end = std::min(words.find(' ', begin), words.size());
        if (words.substr(begin, end - begin) == word)
            return true;
        begin = end + 1;
    }
    return false;
}

bool relates(Relation relation, const Grant& grant, const RightsObject& object)
{
    switch (relation) {
    case Relation::any:
        return true;
    case Relation::country:
        return grant.country == object.country;
    case Relation::region:
        return grant.country == object.country && !grant.region.empty() && object.region.starts_with(grant.region);
    case Relation::area:
        return grant.country == object.country && (grant.area.empty() || grant.area == object.area);
    case Relation::self:
        return object.authority_id != 0 && grant.authority_id == object.authority_id;
    }
    return false;
}

bool grants(const Row& row, const Grant& grant, const RightsObject& object)
{
    return (row.user_role == "*" || (row.user_role == grant.role && !grant.ended)) &&
           (row.authority_role.empty() || row.authority_role == grant.authority_role) &&
           relates(row.relation, grant, object) &&
           (row.object_roles.empty() || has_word(row.object_roles, object.role));
}

} // namespace

bool may(const Actor& actor, std::string_view verb, const RightsObject& object)
{
    for (const Row& row : table) {
        if (row.verb != "*" && row.verb != verb)
            continue;
        if (!row.store_role.empty()) {
            if (std::find(actor.store_roles.begin(), actor.store_roles.end(), row.store_role) !=
                actor.store_roles.end())
                return true;
            continue;
        }
        for (const Grant& grant : actor.grants) {
            if (grants(row, grant, object))
                return true;
        }
    }
    return false;
}

void require(const Actor& actor, std::string_view verb, const RightsObject& object)
{
    if (may(actor, verb, object))
        return;
    std::string what = std::string{verb};
    if (!object.country.empty())
        what += " in " + object.country;
    if (!object.role.empty() && object.role != "authority")
        what += " with the role " + object.role;
    throw Error{Status::forbidden, "RGT-010", actor.login + " may not do this (" + what + "); nothing was changed",
                "ask a coordinator of the country, or an operator of the store"};
}

} // namespace imi
