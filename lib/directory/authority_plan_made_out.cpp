// SPDX-License-Identifier: EUPL-1.2
// Changes that were made out beforehand: by a plan that is applied, or as the inverse of a batch.
#include "directory/authority_plan.hpp"

#include "directory/authority_use.hpp"
#include "text/list.hpp"

namespace imi
{

bool AuthorityPlan::is_withdrawing(const Unit& unit) const
{
    const ExpectedChange* expected = stage_.expected(stage_.rows()[unit.first]);
    return expected != nullptr && expected->withdraw;
}

std::optional<Authority> AuthorityPlan::made_out(const Unit& unit, const PendingChange& pending, const Faults& faults,
                                                 std::vector<Diagnostic>& found)
{
    const ExpectedChange& expected = *stage_.expected(stage_.rows()[unit.first]);
    const std::string object = unit.patch.key.text();
    const Hash present = pending.old ? pending.change.old_hash : Hash{};
    if (present == expected.new_hash || (expected.withdraw && !pending.old))
        return std::nullopt;
    if (present != expected.old_hash) {
        found.push_back({Severity::error,
                         "REG-066",
                         unit.place,
                         {},
                         object + (!pending.old                  ? " is not there any more"
                                   : expected.old_hash == Hash{} ? " is there already, and otherwise"
                                                                 : " was changed since"),
                         "imi-register history " + object + " tells what happened; decide anew"});
    }
    if (expected.withdraw) {
        check_unused(unit.patch.key, pending.change.id, found);
        Authority now;
        now.key = pending.old->key;
        now.state = AuthorityState::inactive;
        return now;
    }
    Authority now = patched(unit, nullptr, faults, found);
    const Hash hash = hash_of_version(now.key.country, now.key.id, to_string(now.state), encode_content(now));
    if (found.empty() && hash != expected.new_hash)
        found.push_back({Severity::error,
                         "REG-065",
                         unit.place,
                         {},
                         "the record of " + object + " is not the one that was made out: the store reads it otherwise",
                         "make the plan again"});
    return now;
}

/// What refers to a body keeps it from being withdrawn.
void AuthorityPlan::check_unused(const AuthorityKey& key, std::int64_t id, std::vector<Diagnostic>& found)
{
    const AuthorityUse use = use_of_authority(db_, key, id);
    const auto refuse = [&](const std::string& what, const std::string& hint) {
        found.push_back({Severity::error, "REG-066", {}, {}, key.text() + " cannot be withdrawn: " + what, hint});
    };
    if (use.cases != 0)
        refuse("it takes part in " + std::to_string(use.cases) + (use.cases == 1 ? " case" : " cases"),
               "suspend it instead: imi-register authority suspend " + key.text());
    if (!use.logins.empty())
        refuse("it has users: " + joined(use.logins, ", "), "revert the batch of the users first, or end their roles");
    if (!use.setups.empty())
        refuse("set-ups name it: " + joined(use.setups, ", "), "apply them without it, or revert their batch, first");
    for (const AuthorityKey& other : use.follows) {
        if (!stage_.rows().has_key(stage_key(other)))
            refuse("it follows " + other.text(), "take it out of the successors of " + other.text() + " first");
    }
    for (const AuthorityKey& other : use.coordinates) {
        if (!stage_.rows().has_key(stage_key(other)))
            refuse("it coordinates " + other.text(), "give " + other.text() + " another coordinator first");
    }
}

} // namespace imi
