// SPDX-License-Identifier: EUPL-1.2
#include "directory/duplicates.hpp"

#include "directory/likeness.hpp"
#include "support/directory_fixture.hpp"

namespace imi
{
namespace
{

Authority body(const std::string& name, const std::string& city = {})
{
    Authority authority;
    authority.key = {"DE", "x"};
    authority.names.push_back({NameKind::official, {}, name});
    authority.city = city;
    return authority;
}

double score(const Authority& a, const Authority& b)
{
    const double forth = likeness(Traits{a}, Traits{b}).score;
    EXPECT_EQ(forth, likeness(Traits{b}, Traits{a}).score);
    return forth;
}

TEST(LikenessOf, NamesInOtherOrderSpellingAndScript)
{
    EXPECT_GT(score(body("Ärztekammer Berlin"), body("BERLIN, AERZTEKAMMER")), 0.8);
    EXPECT_GT(score(body("Πανελλήνιος Ιατρικός Σύλλογος"), body("Panellinios Iatrikos Syllogos")), 0.8);
    EXPECT_GT(score(body("Министерство на здравеопазването"), body("Ministerstvo na zdraveopazvaneto")), 0.8);
    EXPECT_GT(score(body("Landesprüfungsamt Hessen"), body("Landes-Prüfungsamt Hessen")), 0.8);
    EXPECT_EQ(score(body("Ärztekammer Berlin"), body("Zahnärztekammer Berlin")), 0);
}

TEST(LikenessOf, PlacesTellBodiesApart)
{
    EXPECT_GT(score(body("Sozialgericht", "Köln"), body("Sozialgericht", "KOLN")), 0.9);
    EXPECT_EQ(score(body("Sozialgericht", "Köln"), body("Sozialgericht", "Bonn")), 0);
    Authority south = body("Sozialgericht", "Neustadt");
    Authority north = south;
    south.region = "DE2";
    north.region = "DE9";
    EXPECT_EQ(score(south, north), 0);
    north.region = "DE21";
    EXPECT_GT(score(south, north), 0.9);
    Authority abroad = south;
    abroad.key.country = "AT";
    EXPECT_EQ(score(south, abroad), 0);
    // Two towns of one name: the city says no more than the name.
    EXPECT_LT(score(body("Rathaus Neustadt", "Neustadt"), body("Rathaus Neustadt", "Neustadt")), 0.7);
}

TEST(LikenessOf, NearNamesNeedASign)
{
    const Authority right = body("Pflegekammer Niedersachsen");
    const Authority mistyped = body("Pfegekammer Niedersachsen");
    EXPECT_EQ(score(right, mistyped), 0);
    Authority with_site = right;
    with_site.website = "https://www.kammer.example/start";
    Authority same_site = mistyped;
    same_site.website = "http://kammer.example";
    EXPECT_GT(score(with_site, same_site), 0.7);
    EXPECT_EQ(score(body("Kammer Abteilung 12", "Kiel"), body("Kammer Abteilung 13", "Kiel")), 0) << "numbers differ";
    EXPECT_EQ(score(body("Astronomie Institut", "Kiel"), body("Gastronomie Institut", "Kiel")), 0);
    Authority library = body("Pflegekammer Niedersachsen Bibliothek", "Hannover");
    EXPECT_EQ(score(right, library), 0) << "a word more";
}

TEST(LikenessOf, AliasesAloneCountLess)
{
    Authority east = body("Rettungsdienst Ost");
    Authority west = body("Rettungsdienst West");
    for (Authority* each : {&east, &west})
        each->names.push_back({NameKind::alias, {}, "Rettungsdienst"});
    EXPECT_LT(score(east, west), 0.7);
    EXPECT_GT(score(east, west), 0);
    east.names.push_back({NameKind::acronym, {}, "RETTUNG"});
    EXPECT_EQ(score(body("IFZ", "Kiel"), body("IFZ", "Kiel")), 0) << "too short to tell";
}

class DuplicatesIn : public Directory
{
protected:
    std::vector<std::string> pairs(const std::set<std::string>& countries = {})
    {
        std::vector<std::string> texts;
        for (const DuplicatePair& pair : find_duplicates(store_->db(), countries, "2008-01-10", {}))
            texts.push_back(pair.authority.text() + " " + pair.other.text());
        return texts;
    }
};

TEST_F(DuplicatesIn, AStoreAreListedOnce)
{
    import("id,country,name,alias,city,email\n"
           "b,DE,Kammer der Pflege,Pflegekammer,Kiel,x@k.example\n"
           "a,DE,Pflege-Kammer,Kammer der Pflege,Kiel,x@k.example\n"
           "c,DE,Kammer der Pflege,,Bonn,\n"
           "a,PL,Izba Lekarska,,,\n"
           "b,PL,IZBA LEKARSKA,,,\n");
    EXPECT_EQ(pairs(), (std::vector<std::string>{"DE:a DE:b", "PL:a PL:b"}));
    EXPECT_EQ(pairs({"PL"}), std::vector<std::string>{"PL:a PL:b"});
    import("id,country,successors\na,PL,b\n");
    EXPECT_TRUE(pairs({"PL"}).empty()) << "one follows the other";
    set_authority(*store_, "DE:b", {{"valid_to", "2008-01-09"}}, {}, context());
    EXPECT_TRUE(pairs().empty()) << "one has ended";
}

TEST_F(DuplicatesIn, WhatAllShareTellsNothing)
{
    std::string text = "id,country,name,city\n";
    for (int i = 0; i < 30; ++i)
        text += std::to_string(i) + ",DE,Standesamt,\n";
    import(text);
    EXPECT_TRUE(pairs().empty());
}

TEST_F(DuplicatesIn, TheStoreAreWarnedOfAtImport)
{
    const auto warnings = [&](const std::string& row) {
        ImportOptions options;
        options.dry_run = true;
        return import("id,country,name,lang,city\n" + row + "\n", options).warning;
    };
    import("id,country,name,lang,city\n1,DE,Kammer der Pflegeberufe,de,Kiel\n2,DE,Rathaus Neustadt,de,Neustadt\n");
    EXPECT_EQ(warnings("x,DE,Pflegeberufe Kammer der,de,"), 1U);
    EXPECT_EQ(warnings("x,DE,Kammer der Pflegberufe,de,Kiel"), 1U);
    EXPECT_EQ(warnings("x,DE,Kammer der Pflegberufe,de,Bonn"), 0U);
    EXPECT_EQ(warnings("x,AT,Kammer der Pflegeberufe,de,Kiel"), 0U);
    EXPECT_EQ(warnings("1,DE,Kammer der Pflegeberufe,de,Kiel"), 0U) << "it is the same body";
    EXPECT_EQ(warnings("x,DE,Rathaus Neustadt,de,Neustadt"), 0U) << "two towns of one name";
    set_authority_state(*store_, "DE:1", AuthorityState::inactive, {}, context());
    EXPECT_EQ(warnings("x,DE,Kammer der Pflegeberufe,de,Kiel"), 0U);
}

} // namespace
} // namespace imi
