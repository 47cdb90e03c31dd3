// SPDX-License-Identifier: EUPL-1.2
#include "directory/duplicates.hpp"

#include "directory/authority_repository.hpp"
#include "directory/likeness.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace imi
{

namespace
{

constexpr std::uint64_t progress_rows = 8192;

/// Where more bodies meet, what they share tells nothing: "town hall", a provider of mail.
constexpr std::size_t most_at_a_point = 24;

/// The bodies of one country.
class Country
{
public:
    void add(const Authority& authority)
    {
        bodies_.push_back({authority.key, authority.display_name().text, Traits{authority}, authority.successors});
    }
    const std::string& code() const { return bodies_.front().key.country; }
    bool is_empty() const { return bodies_.empty(); }

    void append_pairs(std::vector<DuplicatePair>& pairs) const
    {
        for (const auto& [first, second] : who_meet()) {
            const Body& a = bodies_[first];
            const Body& b = bodies_[second];
            Likeness alike = likeness(a.traits, b.traits);
            if (alike.score != 0 && !follows(a, b) && !follows(b, a))
                pairs.push_back({a.key, b.key, a.name, b.name, alike.score, std::move(alike.reasons)});
        }
    }

private:
    struct Body {
        AuthorityKey key;
        std::string name;
        Traits traits;
        std::vector<AuthorityKey> successors;
    };

    static bool follows(const Body& a, const Body& b)
    {
        return std::any_of(a.successors.begin(), a.successors.end(),
                           [&](const AuthorityKey& key) { return key.text() == b.key.text(); });
    }

    /// Pairs of places of bodies that share something, each once, in order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> who_meet() const
    {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> points;
        for (std::uint32_t i = 0; i < bodies_.size(); ++i) {
            for (const std::uint64_t point : bodies_[i].traits.meeting_points())
                points.emplace_back(point, i);
        }
        std::sort(points.begin(), points.end());
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (std::size_t begin = 0, end; begin < points.size(); begin = end) {
            end = begin + 1;
            while (end < points.size() && points[end].first == points[begin].first)
                ++end;
            if (end - begin > most_at_a_point)
                continue;
            for (std::size_t a = begin; a < end; ++a) {
                for (std::size_t b = a + 1; b < end; ++b)
                    pairs.emplace_back(points[a].second, points[b].second);
            }
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        return pairs;
    }

    std::vector<Body> bodies_; ///< by key
};

} // namespace

std::vector<DuplicatePair> find_duplicates(Database& db, const std::set<std::string>& countries, std::string_view date,
                                           const Progress& progress)
{
    AuthorityRepository authorities{db};
    const auto total = static_cast<std::uint64_t>(authorities.count());
    std::uint64_t read = 0;
    std::vector<DuplicatePair> pairs;
    Country country;
    const auto end_country = [&] {
        country.append_pairs(pairs);
        country = {};
    };
    authorities.for_each([&](const AuthorityRow& row) {
        if (progress && ++read % progress_rows == 0)
            progress("comparing", read, total);
        if (!countries.empty() && !countries.contains(std::string{row.country}))
            return;
        const Authority authority = row.decode();
        if (authority.has_ended(date))
            return;
        if (!country.is_empty() && country.code() != authority.key.country)
            end_country();
        country.add(authority);
    });
    end_country();
    std::sort(pairs.begin(), pairs.end(), [](const DuplicatePair& a, const DuplicatePair& b) {
        const auto order = [](const DuplicatePair& pair) {
            return std::tuple{-pair.score, pair.authority.text(), pair.other.text()};
        };
        return order(a) < order(b);
    });
    return pairs;
}

} // namespace imi
