// SPDX-License-Identifier: EUPL-1.2
#include "search/search.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "directory/setup.hpp"
#include "support/small_directory.hpp"

#include <gmock/gmock.h>

namespace imi
{
namespace
{

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> found(SmallDirectory& directory, const SearchQuery& query)
{
    std::vector<std::string> keys;
    for (const SearchHit& hit : Search{directory.db()}.find(query).hits)
        keys.push_back(hit.authority.text());
    return keys;
}

std::vector<std::string> found(SmallDirectory& directory, const std::string& text)
{
    SearchQuery query;
    query.text = text;
    return found(directory, query);
}

std::string first(SmallDirectory& directory, const std::string& text)
{
    const std::vector<std::string> keys = found(directory, text);
    return keys.empty() ? std::string{} : keys.front();
}

std::string refusal(SmallDirectory& directory, const SearchQuery& query)
{
    try {
        Search{directory.db()}.find(query);
    } catch (const Error& error) {
        return error.id();
    }
    return {};
}

TEST(Search, FindsNamesInAnyScriptAndSpelling)
{
    SmallDirectory directory;
    struct Example {
        const char* typed;
        const char* expected;
    };
    const Example examples[] = {
        {"Πρωτοδικείο Χίου", "EL:chios"},       {"ΠΡΩΤΟΔΙΚΕΙΟ ΧΙΟΥ", "EL:chios"},
        {"protodikeio chiou", "EL:chios"},      {"protodikio hiou", "EL:chios"},
        {"prwtodikeio xiou", "EL:chios"},       {"Български лекарски съюз", "BG:bls"},
        {"balgarski lekarski sayuz", "BG:bls"}, {"bulgarski lekarski suyuz", "BG:bls"},
        {"Landesärztekammer", "DE:blaek"},      {"landesaerztekammer", "DE:blaek"},
        {"landesarztekammer", "DE:blaek"},      {"okregowa izba lodzi", "PL:oil-lodz"},
        {"kunsill mediku", "MT:kunsill"},       {"naczelna izba", "PL:nil"},
    };
    for (const Example& example : examples)
        EXPECT_EQ(first(directory, example.typed), example.expected) << example.typed;
}

TEST(Search, UnderstandsTypingErrorsBeginningsAndJoinedWords)
{
    SmallDirectory directory;
    EXPECT_EQ(first(directory, "landesärtzekammer"), "DE:blaek");
    EXPECT_EQ(first(directory, "πρωτοιδκειο χιου"), "EL:chios");
    EXPECT_EQ(first(directory, "nacz izb lek"), "PL:nil");
    EXPECT_EQ(first(directory, "landes ärztekammer"), "DE:blaek");
    EXPECT_EQ(first(directory, "krankenhaus sanktmaria"), "AT:sint");
}

TEST(Search, PutsAnAcronymTypedInCapitalsFirst)
{
    SmallDirectory directory;
    EXPECT_EQ(first(directory, "BLÄK"), "DE:blaek");
    EXPECT_EQ(first(directory, "blak"), "DE:blaek");
}

TEST(Search, FindsByCityAndKind)
{
    SmallDirectory directory;
    EXPECT_EQ(first(directory, "izba łódź"), "PL:oil-lodz");
    EXPECT_EQ(first(directory, "Warszawa izba"), "PL:nil");
}

TEST(Search, FindsAProfessionInAnyLanguage)
{
    SmallDirectory directory;
    SearchQuery query;
    query.countries = {"DE"};
    for (const char* text :
         {"pielęgniarka", "Krankenschwester", "медицинска сестра", "medicinska sestra", "pielegniarak"}) {
        query.text = text;
        EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege")) << text;
    }
}

TEST(Search, KeepsToTheFilters)
{
    SmallDirectory directory;
    SearchQuery query;
    query.text = "izba lekarska";
    query.countries = {"DE", "EL"};
    EXPECT_THAT(found(directory, query), IsEmpty());
    query = {};
    query.region = "DE2";
    EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege", "DE:blaek"));
    query.profession = "nurse";
    EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege"));
    query = {};
    query.countries = {"GR"};
    EXPECT_THAT(found(directory, query), ElementsAre("EL:chios", "EL:iso"));
    query = {};
    query.area = "services";
    query.right = "reply";
    EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege"));
    query.area.clear();
    query.speaks = "de";
    EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege"));
    query.right = "alert";
    EXPECT_THAT(found(directory, query), IsEmpty());
}

TEST(Search, WhoReplyAreWithoutThoseWhomASetUpLetsOnlySend)
{
    SmallDirectory directory;
    SetupRepository setups{directory.db()};
    SetupContent content;
    content.send_only = true;
    setups.save(std::nullopt, {"DE", "DE2", "", ""}, content, 1);
    SearchQuery query;
    query.right = "reply";
    query.area = "services";
    query.facets = true;
    EXPECT_THAT(found(directory, query), IsEmpty());
    EXPECT_THAT(Search{directory.db()}.find(query).facets, IsEmpty());
    query.right = "send";
    EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege"));
    query.right = "reply";
    content.send_only = false;
    setups.save(std::nullopt, {"DE", "", "services", "DE:by-pflege"}, content, 1);
    EXPECT_THAT(found(directory, query), ElementsAre("DE:by-pflege"));
}

TEST(Search, ShowsNoBodyThatIsNotActiveOrNotValid)
{
    SmallDirectory directory;
    EXPECT_THAT(found(directory, "dawna izba lekarska"), Not(Contains("PL:old")));
    Authority future = authority_of("LT", "future", {"Būsima Tarnyba"});
    future.valid_from = "2030-01-01";
    directory.add(future);
    SearchQuery query;
    query.text = "busima tarnyba";
    query.as_of = "2026-11-24";
    EXPECT_THAT(found(directory, query), IsEmpty());
    query.as_of = "2030-01-01";
    EXPECT_THAT(found(directory, query), ElementsAre("LT:future"));
}

TEST(Search, FindsAValidBodyAmongManyThatExpired)
{
    SmallDirectory directory;
    for (int i = 0; i < 300; ++i) {
        Authority expired = authority_of("LT", "old-" + std::to_string(i), {"Senoji Tarnyba"});
        expired.valid_to = "2010-12-31";
        directory.add(expired);
    }
    directory.add(authority_of("LT", "new", {"Senoji Tarnyba"}));
    SearchQuery query;
    query.text = "senoji tarnyba";
    query.as_of = "2026-11-24";
    EXPECT_THAT(found(directory, query), ElementsAre("LT:new"));
}

TEST(Search, PutsABodyThatCanActFirst)
{
    SmallDirectory directory;
    Authority b = authority_of("SI", "a", {"Zdravniška zbornica"});
    directory.add(b);
    b.key.id = "b";
    b.areas = {AreaEntry{"services", AuthorityRole::authority, {"reply", "send"}, {}}};
    directory.add(b);
    EXPECT_THAT(found(directory, "zdravniska zbornica"), ElementsAre("SI:b", "SI:a"));
}

TEST(Search, SaysWhatIsNearWhenNothingIsFound)
{
    SmallDirectory directory;
    SearchQuery query;
    query.text = "lekraksa";
    query.countries = {"MT"};
    const SearchResult result = Search{directory.db()}.find(query);
    EXPECT_THAT(result.hits, IsEmpty());
    EXPECT_THAT(result.nearest, Contains("lekarska"));
}

TEST(Search, ExplainsItsHits)
{
    SmallDirectory directory;
    SearchQuery query;
    query.text = "pielęgniarka amberg";
    query.explain = true;
    const SearchResult result = Search{directory.db()}.find(query);
    ASSERT_FALSE(result.hits.empty());
    const std::vector<SearchReason>& reasons = result.hits.front().reasons;
    ASSERT_EQ(reasons.size(), 2U);
    EXPECT_EQ(reasons[0].term, "p:nurse");
    EXPECT_EQ(reasons[0].kind, MatchKind::vocabulary);
    EXPECT_EQ(reasons[1].term, "amberg");
    EXPECT_EQ(reasons[1].kind, MatchKind::exact);
    EXPECT_GT(reasons[1].weight, 0);
}

TEST(Search, CountsWhatTheHitsAre)
{
    SmallDirectory directory;
    SearchQuery query;
    query.text = "medical";
    query.limit = 1;
    query.facets = true;
    std::vector<std::string> facets;
    for (const SearchFacet& facet : Search{directory.db()}.find(query).facets)
        facets.push_back(facet.dimension + ' ' + facet.value + ' ' + std::to_string(facet.count));
    EXPECT_THAT(facets, ElementsAre("country EL 1", "country MT 1"));
    query.text = "nurse doctor";
    EXPECT_THAT(Search{directory.db()}.find(query).facets, IsEmpty());
    // A body that is no hit on the day is not counted on it.
    Authority gone = authority_of("EE", "gone", {"Medical Board"});
    gone.valid_to = "2007-12-31";
    directory.add(gone);
    query.text = "medical board";
    for (const auto& [day, count] : {std::pair{"", 1U}, std::pair{"2007-12-31", 1U}, std::pair{"2008-01-01", 0U}}) {
        query.as_of = day;
        EXPECT_EQ(Search{directory.db()}.find(query).facets.size(), count) << day;
    }
}

TEST(Search, ShowsTheNameInTheLanguageOfTheReader)
{
    SmallDirectory directory;
    Authority belgium = authority_of("BE", "fps", {});
    belgium.names = {{NameKind::official, "fr", "SPF Santé"}, {NameKind::official, "nl", "FOD Volksgezondheid"}};
    directory.add(belgium);
    SearchQuery query;
    query.text = "SPF Santé";
    query.language = "nl";
    EXPECT_EQ(Search{directory.db()}.find(query).hits.at(0).name, "FOD Volksgezondheid");
    query.language = "fr";
    EXPECT_EQ(Search{directory.db()}.find(query).hits.at(0).name, "SPF Santé");
}

TEST(Search, OrdersEqualsByAuthority)
{
    SmallDirectory directory;
    for (const char* id : {"c", "a", "b"})
        directory.add(authority_of("EE", id, {"Terviseamet"}));
    EXPECT_THAT(found(directory, "terviseamet"), ElementsAre("EE:a", "EE:b", "EE:c"));
}

TEST(Search, PutsBodiesOfANamedPlaceFirst)
{
    SmallDirectory directory;
    directory.add_place("DE", {"Deutschland", "Germany", "Niemcy"});
    directory.add_place("DE-munchen", {"München", "Munich", "Monaco di Baviera", "Mnichov"});
    directory.add_place("HR", {"Hrvatska", "Croatia"});
    Authority warsaw = authority_of("PL", "lekarska-monaco", {"Lekarska Izba Monaco"}, "Warszawa");
    warsaw.professions = {"doctor"};
    directory.add(warsaw);
    Authority hamburg = authority_of("DE", "hamburg", {"Ärztekammer Hamburg"}, "Hamburg");
    hamburg.professions = {"doctor"};
    directory.add(hamburg);
    EXPECT_EQ(first(directory, "lekarz Mnichov"), "DE:blaek");
    EXPECT_EQ(first(directory, "lekarz Monaco di Baviera"), "DE:blaek");
    EXPECT_EQ(first(directory, "pielęgniarka Niemcy"), "DE:by-pflege");
    EXPECT_THAT(found(directory, "lekarz Niemcy"), ElementsAre("DE:blaek", "DE:hamburg", "DE:by-pflege"));
    // What lies elsewhere comes after, and is not left out.
    EXPECT_THAT(found(directory, "naczelna lekarska munich doctor"), ElementsAre("DE:blaek", "PL:nil"));
    // What is named so is what was meant.
    EXPECT_EQ(first(directory, "Lekarska Izba Monaco"), "PL:lekarska-monaco");
    EXPECT_EQ(first(directory, "kunsill mediku munich"), "DE:blaek");
}

TEST(Search, TakesTheCountryOfARegionThatNoRecordNames)
{
    SmallDirectory directory;
    directory.add_code("regions", "PL1", 1, {"Mazowsze"});
    directory.add_code("regions", "DE2", 1, {"Freistaat"});
    EXPECT_THAT(found(directory, "izba Mazowsze"), ElementsAre("PL:nil", "PL:oil-lodz"));
    EXPECT_THAT(found(directory, "Arzt Freistaat"), ElementsAre("DE:blaek", "DE:by-pflege"));
}

TEST(Search, LooksForNoTypingErrorInAKnownPlace)
{
    SmallDirectory directory;
    directory.add(authority_of("DE", "croatian", {"Croatian School"}, "Bonn"));
    EXPECT_THAT(found(directory, "Croatiam"), ElementsAre("DE:croatian"));
    directory.add_place("HR", {"Hrvatska", "Croatiam"});
    EXPECT_THAT(found(directory, "Croatiam"), IsEmpty());
}

TEST(Search, SaysWhichPlacesItUnderstood)
{
    SmallDirectory directory;
    directory.add_place("DE", {"Deutschland", "Germany"});
    directory.add_place("DE-munchen", {"München", "Monaco di Baviera"});
    SearchQuery query;
    query.text = "Arzt Germany Monaco di Baviera";
    const SearchResult result = Search{directory.db()}.find(query);
    ASSERT_EQ(result.places.size(), 2U);
    EXPECT_EQ(result.places[0].words, "germany");
    EXPECT_EQ(result.places[0].place, "country DE");
    EXPECT_EQ(result.places[1].words, "monaco di baviera");
    EXPECT_EQ(result.places[1].place, "city DE-munchen");
}

TEST(Search, FindsByIdAsPastedOrTyped)
{
    SmallDirectory directory;
    for (const char* typed : {"BLS", "б.л.с.", "bg:BLS", "BG:bls"})
        EXPECT_EQ(first(directory, typed), "BG:bls") << typed;
    EXPECT_EQ(first(directory, "PL:oil-lodz"), "PL:oil-lodz");
    EXPECT_EQ(first(directory, "oil-lodz"), "PL:oil-lodz");
    EXPECT_EQ(first(directory, "BLÄK"), "DE:blaek"); // its acronym
    EXPECT_THAT(found(directory, "old"), IsEmpty()); // inactive
    SearchQuery query;
    query.text = "bls";
    query.countries = {"PL"};
    EXPECT_THAT(found(directory, query), IsEmpty());
    query.countries = {"BG"};
    EXPECT_THAT(found(directory, query), ElementsAre("BG:bls"));
}

TEST(Search, GoesUpToTheProfessionThatSomebodyIsNamedFor)
{
    SmallDirectory directory;
    directory.add_code("professions", "family-doctor", 1, {"Hausarzt"}, "doctor");
    EXPECT_EQ(first(directory, "Hausarzt"), "DE:blaek");
}

TEST(Search, JoinsUpToThreeWords)
{
    SmallDirectory directory;
    EXPECT_EQ(first(directory, "bayerische landes ärzte kammer"), "DE:blaek");
}

TEST(Search, CountsArticlesAndPrepositionsLittle)
{
    SmallDirectory directory;
    directory.add(authority_of("IT", "medici", {"Federazione degli Ordini dei Medici"}));
    directory.add(authority_of("IT", "farmacisti", {"Federazione Ordini Farmacisti"}));
    EXPECT_EQ(first(directory, "Federazione degli Ordini dei Farmacisti"), "IT:farmacisti");
}

TEST(Search, TakesAProfessionAndATypeInOneWordApart)
{
    SmallDirectory directory;
    directory.add_profession("vet", {"tierarzt"});
    directory.add_code("authority-types", "chamber", 1, {"kammer"});
    Authority vets = authority_of("AT", "vets", {"Österreichische Veterinäre"}, "Wien");
    vets.professions = {"vet"};
    directory.add(vets);
    EXPECT_EQ(first(directory, "Tierarztkammer"), "AT:vets");
}

TEST(Search, TreatsNoTextAsSyntax)
{
    SmallDirectory directory;
    for (const char* text :
         {"izba AND \"", "izba*", "c:PL izba", "izba OR NOT", "izba; DROP TABLE authority", "' izba %_"})
        EXPECT_THAT(found(directory, text), Contains("PL:nil")) << text;
}

TEST(Search, RefusesWhatIsTooLongEmptyOrUnreadable)
{
    SmallDirectory directory;
    SearchQuery query;
    EXPECT_EQ(refusal(directory, query), "SEA-003");
    query.text = "… — !";
    EXPECT_EQ(refusal(directory, query), "SEA-003");
    query.text = std::string(limits::query_bytes, 'a');
    EXPECT_EQ(refusal(directory, query), "");
    query.text += 'a';
    EXPECT_EQ(refusal(directory, query), "SEA-001");
    query.text.clear();
    for (std::size_t i = 0; i < limits::query_terms; ++i)
        query.text += "izba ";
    EXPECT_EQ(refusal(directory, query), "");
    query.text += "izba";
    EXPECT_EQ(refusal(directory, query), "SEA-002");
    query.text = "izba\xE2\x80\xAE";
    EXPECT_EQ(refusal(directory, query), "SEA-004");
    query.text = "izba\xFF";
    EXPECT_EQ(refusal(directory, query), "SEA-004");
    query.text = "izba";
    query.limit = 0;
    EXPECT_EQ(refusal(directory, query), "SEA-005");
    query.limit = limits::search_results;
    EXPECT_EQ(refusal(directory, query), "");
    query.limit = limits::search_results + 1;
    EXPECT_EQ(refusal(directory, query), "SEA-005");
}

} // namespace
} // namespace imi
