// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What two records of one body have in common, whoever wrote them: folded and packed, so that a million fit.
class Traits
{
public:
    explicit Traits(const Authority& authority);

    /// Hashes under which records of one body meet: the country with a name, a name less a word, a word less a letter,
    /// an e-mail address, a web site, a postcode. Each once.
    std::vector<std::uint64_t> meeting_points() const;

    const std::string& country() const { return country_; }
    struct Spelling {
        std::string_view words;   ///< in alphabetical order, joined by a blank
        bool is_informal = false; ///< of an alias or a former name
    };
    /// Spellings of its names, without acronyms and what is too short to tell bodies apart.
    std::vector<Spelling> names() const;
    std::string_view type() const { return part(0); }
    std::string_view city() const { return part(1); }
    std::string_view postcode() const { return part(2); }
    std::string_view email() const { return part(3); }
    std::string_view host() const { return part(4); } ///< of its web site, without "www."
    std::string_view region() const { return part(5); }

private:
    std::string_view part(std::size_t number) const;

    std::string country_;
    std::string packed_; ///< parts, then names, each ended by a line feed
};

/// Why two records may be of one body.
struct Likeness {
    double score = 0; ///< 0 (not alike) to 1
    std::vector<std::string_view> reasons;
};
/// Names that are the same, in other order, spelling or script, need no further sign where city and region are not
/// other ones; names that are only near need a city, an e-mail address, a web site or a postcode. A city that is part
/// of the name tells nothing more than the name: there are two towns of one name. Symmetric.
Likeness likeness(const Traits& a, const Traits& b);

} // namespace imi
