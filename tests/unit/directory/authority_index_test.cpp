// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_index.hpp"

#include "directory/authority_index_repository.hpp"
#include "index/index_reader.hpp"
#include "index/packed_terms.hpp"
#include "support/small_directory.hpp"

#include <gmock/gmock.h>

namespace imi
{
namespace
{

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> terms_of(const Authority& authority)
{
    std::vector<std::string> terms;
    for_each_packed_term(authority_index_terms(authority),
                         [&](std::string_view term, Payload) { terms.emplace_back(term); });
    return terms;
}

TEST(AuthorityIndexTerms, HoldWhatFiltersAskFor)
{
    Authority authority = authority_of("DE", "x", {"Pflegekammer"}, "Łódź");
    authority.type = "chamber";
    authority.region = "DE212";
    authority.languages = {"de"};
    authority.professions = {"nurse"};
    AreaEntry area;
    area.area = "services";
    authority.areas = {area};
    authority.state = AuthorityState::suspended;
    const std::vector<std::string> terms = terms_of(authority);
    for (const char* term : {"pflegekammer", "lodz", "c:DE", "t:chamber", "r:DE", "r:DE2", "r:DE21", "r:DE212", "l:de",
                             "p:nurse", "a:services", "x:services:reply", "x:services:send", "s:suspended"})
        EXPECT_THAT(terms, Contains(term));
    EXPECT_THAT(terms, Not(Contains("s:active")));
}

TEST(AuthorityIndexTerms, TakeARegionByNameAsWords)
{
    Authority authority = authority_of("IT", "x", {"Prefettura"});
    authority.region = "Valle d'Aosta";
    const std::vector<std::string> terms = terms_of(authority);
    EXPECT_THAT(terms, Contains("aosta"));
    EXPECT_THAT(terms, Not(Contains("r:Va")));
}

TEST(CheckAuthorityIndex, FindsADirectorySound)
{
    SmallDirectory directory;
    EXPECT_THAT(check_authority_index(directory.db()), IsEmpty());
}

TEST(CheckAuthorityIndex, SeesARecordChangedBehindTheIndex)
{
    SmallDirectory directory;
    directory.db().execute("UPDATE authority SET country = 'AT' WHERE code = 'chios'");
    EXPECT_THAT(check_authority_index(directory.db()), Not(IsEmpty()));
    rebuild_authority_index(directory.db());
    EXPECT_THAT(check_authority_index(directory.db()), IsEmpty());
    EXPECT_TRUE(IndexReader{directory.db()}.find("pielegniarka").has_value());
}

} // namespace
} // namespace imi
