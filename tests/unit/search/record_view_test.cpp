// SPDX-License-Identifier: EUPL-1.2
#include "search/record_view.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

namespace imi
{
namespace
{

using testing::ElementsAre;

Authority full_record()
{
    Authority authority;
    authority.key = {"MT", "kunsill"};
    authority.type = "chamber";
    authority.names = {{NameKind::official, "mt", "Kunsill \"Mediku\" ta' Malta"},
                       {NameKind::alias, std::nullopt, "Back\\slash, {braces} [and] commas"}};
    authority.city = "Il-Ħamrun";
    authority.address = "Triq \"X\"\\";
    authority.region = "MT001";
    authority.languages = {"en", "mt"};
    authority.areas = {
        AreaEntry{"services", AuthorityRole::nimic, {"alert"}, {{CoordinatorKind::alert, {"MT", "a\"b"}}}}};
    authority.professions = {"doctor", "nurse"};
    authority.keywords = {"health"};
    authority.ext = {{"names", "[{\"text\":\"no name\"}]"}};
    authority.valid_from = "2008-01-01";
    return authority;
}

TEST(ReadRecord, ReadsWhatTheCodecWrote)
{
    const Authority authority = full_record();
    RecordView record;
    // A record read before must leave nothing behind.
    read_record(R"({"names":[{"lang":null,"text":"a","kind":"official"},{"lang":null,"text":"b","kind":"label"},)"
                R"({"lang":"de","text":"c","kind":"former"}],"valid_to":"2000-01-01"})",
                record);
    ASSERT_EQ(record.name_count, 3U);
    EXPECT_EQ(record.names[2].kind, NameKind::former);
    read_record(encode_content(authority), record);
    ASSERT_EQ(record.name_count, authority.names.size());
    for (std::size_t i = 0; i < authority.names.size(); ++i) {
        EXPECT_EQ(record.names[i].kind, authority.names[i].kind);
        EXPECT_EQ(record.names[i].lang, authority.names[i].lang.value_or(""));
        EXPECT_EQ(record.names[i].text, authority.names[i].text);
    }
    EXPECT_EQ(record.type, authority.type);
    EXPECT_EQ(record.city, authority.city);
    EXPECT_EQ(record.region, authority.region);
    EXPECT_EQ(record.valid_from, authority.valid_from);
    EXPECT_EQ(record.valid_to, "");
    EXPECT_THAT(record.professions, ElementsAre("doctor", "nurse"));
    EXPECT_THAT(record.keywords, ElementsAre("health"));
    EXPECT_TRUE(record.has_areas);
}

TEST(ReadRecord, RefusesEveryCutOffRecord)
{
    const std::string content = encode_content(full_record());
    RecordView record;
    for (std::size_t length = 0; length < content.size(); ++length)
        EXPECT_THROW(read_record(std::string_view{content}.substr(0, length), record), Error) << length;
}

} // namespace
} // namespace imi
