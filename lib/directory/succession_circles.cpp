// SPDX-License-Identifier: EUPL-1.2
#include "directory/succession_circles.hpp"

#include "directory/authority_repository.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// Of a long circle its beginning and its end are told.
constexpr std::ptrdiff_t told_keys = 8;

std::string folded(const AuthorityKey& key) { return key.country + ":" + fold_case(key.id); }

} // namespace

void SuccessionCircles::change(const Authority* old, const Authority& now)
{
    if (!now.successors.empty() || (old != nullptr && !old->successors.empty()))
        changed_[folded(now.key)] = {now.key, now.successors};
}

std::vector<SuccessionCircles::Circle> SuccessionCircles::find(Database& db) const
{
    struct Step {
        AuthorityKey key;
        std::vector<AuthorityKey> successors;
        std::size_t next = 0;
    };
    AuthorityRepository authorities{db};
    std::map<std::string, bool> on_path; ///< false: gone through, without a circle but those found then
    std::vector<Circle> circles;
    std::vector<Step> path; // not by recursion: input decides how long it gets
    const auto enter = [&](const AuthorityKey& key) {
        const std::string place = folded(key);
        const auto [visit, is_new] = on_path.try_emplace(place, true);
        if (is_new) {
            const auto changed = changed_.find(place);
            path.push_back({key, changed != changed_.end() ? changed->second.successors : authorities.successors(key)});
        } else if (visit->second) {
            Circle circle;
            auto begun =
                std::find_if(path.begin(), path.end(), [&](const Step& step) { return folded(step.key) == place; });
            for (; begun != path.end(); ++begun)
                circle.keys.push_back(begun->key);
            std::rotate(circle.keys.begin(),
                        std::find_if(circle.keys.begin(), circle.keys.end(),
                                     [&](const AuthorityKey& other) { return changed_.contains(folded(other)); }),
                        circle.keys.end());
            circles.push_back(std::move(circle));
        }
    };
    for (const auto& [place, succession] : changed_) {
        enter(succession.key);
        while (!path.empty()) {
            if (Step& last = path.back(); last.next < last.successors.size()) {
                enter(AuthorityKey{last.successors[last.next++]});
            } else {
                on_path[folded(last.key)] = false;
                path.pop_back();
            }
        }
    }
    return circles;
}

Diagnostic SuccessionCircles::Circle::fault(Place place) const
{
    std::vector<std::string> names = texts_of(keys);
    if (std::ssize(names) > told_keys)
        names.erase(names.begin() + told_keys / 2, names.end() - told_keys / 2);
    names.push_back(names.front());
    return {Severity::error,
            "REG-131",
            std::move(place),
            "successors",
            names.front() + " would follow itself: " + joined(names, ", then "),
            "a body that ended is followed by a younger one; leave one of these out"};
}

} // namespace imi
