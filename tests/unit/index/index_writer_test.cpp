// SPDX-License-Identifier: EUPL-1.2
#include "index/index_writer.hpp"

#include "index/document.hpp"
#include "index/index_check.hpp"
#include "index/index_reader.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>

namespace imi
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

std::string terms_of(std::string_view name, std::vector<std::string> codes = {})
{
    return index_terms({{{IndexField::official, name}}, std::move(codes)});
}

IndexSource source_of(const std::map<std::int64_t, std::string>& documents)
{
    return [&documents](const IndexSink& sink) {
        for (const auto& [document, terms] : documents)
            sink(document, terms);
    };
}

std::vector<std::int64_t> documents_of(Database& db, std::string_view term)
{
    IndexReader reader{db};
    std::vector<std::int64_t> documents;
    if (const auto found = reader.find(term))
        reader.read_postings(*found, [&](std::int64_t document, Payload) { documents.push_back(document); });
    return documents;
}

TEST(IndexWriter, WritesWhatWasAdded)
{
    Database db = open_memory_database();
    IndexWriter writer{db};
    writer.add(1, terms_of("Държавна агенция", {"c:BG"}));
    writer.add(5000, terms_of("Kunsill Mediku ta' Malta", {"c:MT"}));
    writer.add(2, terms_of("Агенция по вписванията", {"c:BG"}));
    writer.flush();
    EXPECT_THAT(documents_of(db, "agentsia"), ElementsAre(1, 2));
    EXPECT_THAT(documents_of(db, "malta"), ElementsAre(5000));
    EXPECT_THAT(documents_of(db, "c:BG"), ElementsAre(1, 2));
}

TEST(IndexWriter, ForgetsWhatWasRemoved)
{
    Database db = open_memory_database();
    const std::string terms = terms_of("Izba Lekarska", {"c:PL"});
    IndexWriter writer{db};
    writer.add(1, terms);
    writer.flush();
    writer.remove(1, terms);
    writer.flush();
    EXPECT_THAT(documents_of(db, "lekarska"), IsEmpty());
    EXPECT_EQ(IndexReader{db}.find("lekarska")->documents, 0);
    writer.add(2, terms);
    writer.flush();
    EXPECT_THAT(documents_of(db, "lekarska"), ElementsAre(2));
    EXPECT_THAT(check_index(db, source_of({{2, terms}})), IsEmpty());
}

TEST(IndexWriter, KnowsWordsOfVocabularies)
{
    Database db = open_memory_database();
    IndexWriter writer{db};
    writer.add_words("pielegniarka  opieki");
    writer.flush();
    writer.add_words("opieki");
    writer.flush();
    IndexReader reader{db};
    EXPECT_EQ(reader.find("opieki")->documents, 0);
    ASSERT_EQ(reader.near("pielengiarka", 2, 5).size(), 1U);
    EXPECT_EQ(reader.near("pielegniarak", 1, 5).at(0).term.term, "pielegniarka");
    EXPECT_THAT(check_index(db, source_of({})), IsEmpty());
}

TEST(IndexReader, FindsTermsByPrefix)
{
    Database db = open_memory_database();
    IndexWriter writer{db};
    writer.add(1, terms_of("Ärztekammer Ärzte Arzt"));
    writer.flush();
    std::vector<std::string> terms;
    for (const IndexTerm& term : IndexReader{db}.with_prefix("arzte", 100))
        terms.push_back(term.term);
    EXPECT_THAT(terms, ElementsAre("arztekammer"));
}

/// Whatever is added, changed and removed in whatever order: the index is the one that a rebuild makes.
TEST(IndexWriter, EqualsARebuiltIndex)
{
    std::mt19937 random{2008};
    const std::vector<std::string> words{"Ärztekammer", "Πρωτοδικείο", "Χίου",   "Агенция", "Izba",
                                         "Lekarska",    "Malta",       "Ċentru", "2",       "Straße"};
    const auto some_terms = [&] {
        std::string name;
        for (std::size_t i = 1 + random() % 4; i != 0; --i)
            name += words[random() % words.size()] + ' ';
        return terms_of(name, {random() % 2 == 0 ? "c:EL" : "c:BG", "s:active"});
    };
    Database db = open_memory_database();
    std::map<std::int64_t, std::string> documents;
    IndexWriter writer{db};
    for (int round = 0; round < 30; ++round) {
        for (int i = 0; i < 60; ++i) {
            const auto document = static_cast<std::int64_t>(random() % 12'000);
            const auto known = documents.find(document);
            if (known != documents.end())
                writer.remove(document, known->second);
            if (known != documents.end() && random() % 2 == 0) {
                documents.erase(known);
            } else {
                documents[document] = some_terms();
                writer.add(document, documents[document]);
            }
        }
        writer.flush();
        ASSERT_THAT(check_index(db, source_of(documents)), IsEmpty()) << "round " << round;
    }
    std::map<std::string, std::vector<std::int64_t>> changed;
    for (const char* term : {"arztekammer", "aerztekammer", "protodikeio", "agentsia", "strasse", "c:EL", "s:active"})
        changed[term] = documents_of(db, term);
    rebuild_index(db, source_of(documents));
    EXPECT_THAT(check_index(db, source_of(documents)), IsEmpty());
    for (const auto& [term, numbers] : changed)
        EXPECT_EQ(documents_of(db, term), numbers) << term;
}

TEST(CheckIndex, NamesWhatDiffers)
{
    Database db = open_memory_database();
    IndexWriter writer{db};
    writer.add(1, terms_of("Malta"));
    writer.add(2, terms_of("Sofia"));
    writer.flush();
    EXPECT_THAT(check_index(db, source_of({{1, terms_of("Malta")}})),
                ElementsAre("the term \"sofia\" has 1 postings, the records give 0"));
    EXPECT_THAT(check_index(db, source_of({{1, terms_of("Malta")}, {2, terms_of("Sofia")}, {3, terms_of("Riga")}})),
                ElementsAre("the term \"riga\" is not in the dictionary"));
    db.execute("DELETE FROM index_words");
    EXPECT_THAT(check_index(db, source_of({{1, terms_of("Malta")}, {2, terms_of("Sofia")}})),
                ElementsAre("the packed words differ from the words of the dictionary"));
}

} // namespace
} // namespace imi
