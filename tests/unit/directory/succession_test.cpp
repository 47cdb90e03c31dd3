// SPDX-License-Identifier: EUPL-1.2
#include "directory/succession.hpp"
#include "support/directory_fixture.hpp"

namespace imi
{
namespace
{

class SuccessionOf : public Directory
{
protected:
    void SetUp() override
    {
        Directory::SetUp();
        import("id,country,name,lang,alias.de,acronym,area,professions\n"
               "a,DE,Kammer A,de,Alte Kammer,KA,pq,doctor\n"
               "b,DE,Kammer B,de,,,pq,nurse\n"
               "c,DE,Kammer C,de,Kammer A,,,\n");
    }
    SuccessionResult merge(const std::vector<std::string>& ending, const std::string& into, const std::string& on = {},
                           bool hands_over = true)
    {
        return end_authorities(*store_, {ending, {into}, on, hands_over}, "merge", {}, context());
    }
    static std::string rows(const std::string& text) { return "id,country,successors\n" + text; }
};

TEST_F(SuccessionOf, HandsOverNamesAndWhatIsLacking)
{
    const SuccessionResult result = merge({"DE:b", "DE:a"}, "DE:c", "2008-01-01");
    ASSERT_EQ(result.changes.size(), 3U);
    EXPECT_EQ(result.changes[0].object, "DE:a");
    EXPECT_EQ(result.changes[2].batch, result.batch);
    EXPECT_EQ(names("DE:c"), (std::vector<std::string>{"official.de=Kammer C", "alias.de=Kammer A",
                                                       "former.de=Alte Kammer", "former.de=Kammer B", "former.-=KA"}));
    const Authority c = authority("DE:c");
    EXPECT_EQ(c.professions, (std::vector<std::string>{"doctor", "nurse"}));
    ASSERT_EQ(c.areas.size(), 1U);
    const Authority a = authority("DE:a");
    EXPECT_EQ(a.valid_to, "2007-12-31");
    EXPECT_EQ(a.state, AuthorityState::inactive);
    EXPECT_EQ(texts_of(a.successors), std::vector<std::string>{"DE:c"});
    EXPECT_FALSE(merge({"DE:a", "DE:b"}, "DE:c").batch) << "a repeat writes nothing";
    expect_sound();
}

TEST_F(SuccessionOf, HandsOverNamesAlone)
{
    merge({"DE:a"}, "DE:c", {}, false);
    EXPECT_TRUE(authority("DE:c").professions.empty());
    EXPECT_TRUE(authority("DE:c").areas.empty());
}

TEST_F(SuccessionOf, StaysActiveUntilItsDay)
{
    // The clock stands at 2008-01-10.
    merge({"DE:a"}, "DE:c", "2008-01-11");
    EXPECT_EQ(authority("DE:a").state, AuthorityState::active);
    EXPECT_FALSE(authority("DE:a").has_ended("2008-01-10"));
    EXPECT_TRUE(authority("DE:a").has_ended("2008-01-11"));
    merge({"DE:b"}, "DE:c", "2008-01-10");
    EXPECT_EQ(authority("DE:b").state, AuthorityState::inactive);
    EXPECT_EQ(authority("DE:b").valid_to, "2008-01-09");
}

TEST_F(SuccessionOf, BeginsWhereTheRecordEnds)
{
    set_authority(*store_, "DE:a", {{"valid_to", "2008-06-30"}}, {}, context());
    merge({"DE:a"}, "DE:c");
    EXPECT_EQ(authority("DE:a").valid_to, "2008-06-30");
    EXPECT_EQ(authority("DE:a").state, AuthorityState::active);
}

TEST_F(SuccessionOf, RefusesWhatCannotBe)
{
    const auto error = [&](const std::vector<std::string>& ending, const std::string& into,
                           const std::string& on = {}) { return error_of([&] { merge(ending, into, on); }); };
    import("id,country,name\nx,PL,X\n");
    EXPECT_EQ(error({"DE:a"}, "DE:A"), "REG-132");
    EXPECT_EQ(error({"DE:a", "DE:a"}, "DE:c"), "REG-132");
    EXPECT_EQ(error({"DE:a"}, "PL:x"), "REG-134");
    EXPECT_EQ(error({"DE:a"}, "DE:none"), "REG-040");
    EXPECT_EQ(error({"DE:a"}, "DE:c", "31.12.2007"), "REG-018");
    set_authority_state(*store_, "DE:c", AuthorityState::suspended, {}, context());
    EXPECT_EQ(error({"DE:a"}, "DE:c"), "REG-133");
    set_authority_state(*store_, "DE:c", AuthorityState::active, {}, context());
    merge({"DE:a"}, "DE:c");
    EXPECT_EQ(error({"DE:a"}, "DE:b"), "REG-135");
    EXPECT_EQ(error({"DE:b"}, "DE:a"), "REG-133");
    set_authority(*store_, "DE:a", {{"valid_from", "2007-01-01"}}, {}, context());
    EXPECT_EQ(error({"DE:a"}, "DE:c", "2006-01-01"), "REG-018");
}

TEST_F(SuccessionOf, MayNotGoInCircles)
{
    EXPECT_EQ(code(import(rows("a,DE,A\n"))), "REG-130");
    EXPECT_EQ(code(import(rows("a,DE,none\n"))), "REG-017");
    EXPECT_EQ(code(import(rows("a,DE,b\nb,DE,c\nc,DE,DE:a\n"))), "REG-131");
    EXPECT_EQ(code(import(rows("a,DE,b\nb,DE,c\n"))), "");
    EXPECT_EQ(code(import(rows("c,DE,a\n"))), "REG-131") << "by way of what is stored";
    EXPECT_EQ(code(import(rows("b,DE,\nc,DE,a\n"))), "") << "what is stored is cleared";
    EXPECT_EQ(error_of([&] { set_authority(*store_, "DE:b", {{"successors", "c"}}, {}, context()); }), "REG-131");
    expect_sound();
}

TEST_F(SuccessionOf, LeavesAPartOfACircleOut)
{
    const ImportResult result = import(rows("a,DE,b\nb,DE,a\nc,DE,a\n"), partial());
    EXPECT_EQ(result.error, 1U);
    EXPECT_EQ(result.update, 2U);
    expect_sound();
}

TEST_F(SuccessionOf, LongLinesAreWalked)
{
    std::string text = "id,country,name,successors\n";
    constexpr int count = 20'000;
    for (int i = 0; i < count; ++i)
        text += "l" + std::to_string(i) + ",MT,L" + std::to_string(i) + ",l" + std::to_string((i + 1) % count) + "\n";
    const ImportResult result = import(text);
    ASSERT_EQ(code(result), "REG-131");
    EXPECT_LT(result.diagnostics.front().message.size(), 300U);
}

TEST_F(SuccessionOf, RoundTrip)
{
    import(rows("a,DE,b|c\n"));
    EXPECT_NE(export_csv().find("DE:b|DE:c"), std::string::npos);
    EXPECT_EQ(import(export_csv()).unchanged, 3U);
    const std::string json = R"({"id":"a","country":"DE","successors":["c","DE:b"]})";
    EXPECT_EQ(import(json + "\n").unchanged, 1U);
    EXPECT_EQ(import(R"({"id":"a","country":"DE","successors":null})"
                     "\n")
                  .clear,
              1U);
    EXPECT_EQ(import(R"({"id":"a","country":"DE","successors":[1]})"
                     "\n")
                  .error,
              1U);
    // Without successors, a record is what it was before there were any.
    EXPECT_EQ(encode_content(authority("DE:a")).find("successors"), std::string::npos);
}

TEST(Content, IsValidOnItsDays)
{
    Authority authority;
    authority.names.push_back({NameKind::official, {}, "\"valid_to\":"});
    EXPECT_TRUE(is_valid_on(encode_content(authority), "2008-01-01"));
    authority.ext["valid_to"] = "2000-01-01";
    EXPECT_TRUE(is_valid_on(encode_content(authority), "2008-01-01"));
    authority.valid_from = "2007-01-01";
    authority.valid_to = "2008-01-01";
    EXPECT_TRUE(is_valid_on(encode_content(authority), "2008-01-01"));
    EXPECT_FALSE(is_valid_on(encode_content(authority), "2008-01-02"));
    EXPECT_FALSE(is_valid_on(encode_content(authority), "2006-12-31"));
}

} // namespace
} // namespace imi
