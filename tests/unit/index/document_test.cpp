// SPDX-License-Identifier: EUPL-1.2
#include "index/document.hpp"

#include "index/packed_terms.hpp"

#include <gmock/gmock.h>

#include <map>

namespace imi
{
namespace
{

std::map<std::string, Payload, std::less<>> unpacked(const IndexDocument& document)
{
    std::map<std::string, Payload, std::less<>> terms;
    for_each_packed_term(index_terms(document),
                         [&](std::string_view term, Payload payload) { terms.emplace(term, payload); });
    return terms;
}

TEST(IndexTerms, AreFoldedWordsVariantsAndCodes)
{
    const auto terms = unpacked({{{IndexField::official, "Landesärztekammer Thüringen"}}, {"c:DE", "p:doctor"}});
    EXPECT_TRUE(terms.contains("landesarztekammer"));
    EXPECT_TRUE(terms.contains("landesaerztekammer"));
    EXPECT_TRUE(terms.contains("thuringen"));
    EXPECT_TRUE(terms.contains("c:DE"));
    EXPECT_TRUE(terms.contains("p:doctor"));
    EXPECT_FALSE(payload_is_variant(terms.at("landesarztekammer")));
    EXPECT_TRUE(payload_is_variant(terms.at("landesaerztekammer")));
}

TEST(IndexTerms, KeepTheBestOccurrenceOfAWord)
{
    const auto terms = unpacked({{{IndexField::former, "Naczelna Izba Lekarska"}, {IndexField::acronym, "Izba"}}, {}});
    EXPECT_EQ(payload_field(terms.at("izba")), IndexField::acronym);
    EXPECT_EQ(payload_field(terms.at("lekarska")), IndexField::former);
}

TEST(IndexTerms, AreTheSameHoweverOftenATextIsThere)
{
    const IndexDocument once{{{IndexField::official, "Πρωτοδικείο Χίου"}}, {"c:EL"}};
    const IndexDocument twice{{{IndexField::official, "Πρωτοδικείο Χίου"}, {IndexField::official, "Πρωτοδικείο Χίου"}},
                              {"c:EL", "c:EL"}};
    EXPECT_EQ(index_terms(once), index_terms(twice));
}

TEST(IndexTerms, OfNothingAreNone) { EXPECT_EQ(index_terms({{{IndexField::official, "„—“"}}, {}}), ""); }

TEST(PackedTerms, ThatAreCutOffAreRefused)
{
    const std::string packed = index_terms({{{IndexField::city, "Sofia"}}, {}});
    EXPECT_ANY_THROW(for_each_packed_term(packed.substr(0, packed.size() - 1), [](std::string_view, Payload) {}));
}

} // namespace
} // namespace imi
