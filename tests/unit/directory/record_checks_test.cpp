// SPDX-License-Identifier: EUPL-1.2
#include "base/limits.hpp"
#include "support/directory_fixture.hpp"

namespace imi
{
namespace
{

/// So many code points of two bytes each.
std::string letters(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += "ä";
    return text;
}

/// "x0|x1|x2": so many values.
std::string list_of(std::size_t count, const std::string& name = "x")
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : "|") + name + std::to_string(i);
    return text;
}

struct Limit {
    const char* column;
    std::size_t code_points;
    const char* before = "";
    const char* behind = "";
};

class AtTheLimit : public Directory
{
protected:
    /// Code of the fault of one authority with this value; empty when it is taken.
    std::string with(const std::string& column, const std::string& value)
    {
        ImportOptions options;
        options.dry_run = true;
        return code(import("id,country,name," + column + "\nz,DE,Z," + value + "\n", options));
    }
};

TEST_F(AtTheLimit, TextsOfAnAuthority)
{
    for (const Limit& limit :
         {Limit{"city", limits::name_code_points}, Limit{"address", limits::text_code_points},
          Limit{"website", limits::text_code_points, "https://"},
          Limit{"email", limits::email_code_points, "", "@kammer.example"}, Limit{"alias.de", limits::name_code_points},
          Limit{"ext.key", limits::text_code_points}}) {
        const std::size_t fixed = std::string{limit.before}.size() + std::string{limit.behind}.size();
        const auto value = [&](std::size_t length) { return limit.before + letters(length - fixed) + limit.behind; };
        EXPECT_EQ(with(limit.column, value(limit.code_points)), "") << limit.column;
        EXPECT_EQ(with(limit.column, value(limit.code_points + 1)), "REG-006") << limit.column;
    }
    const auto with_id = [&](std::size_t length) {
        return code(import("id,country,name\n" + std::string(length, 'a') + ",DE,A\n"));
    };
    EXPECT_EQ(with_id(limits::id_code_points), "");
    EXPECT_EQ(with_id(limits::id_code_points + 1), "REG-006");
    EXPECT_EQ(with("ext." + std::string(64, 'k'), "1"), "");
    EXPECT_EQ(error_of([&] { with("ext." + std::string(65, 'k'), "1"); }), "REG-002");
}

TEST_F(AtTheLimit, ListsOfAnAuthority)
{
    // The official name is one of all names.
    EXPECT_EQ(with("alias", list_of(limits::list_values - 1)), "");
    EXPECT_EQ(with("alias", list_of(limits::list_values)), "REG-006");
    std::string languages = "de";
    for (std::size_t i = 1; i < limits::list_values; ++i)
        languages += "|de";
    EXPECT_EQ(with("languages", languages), "");
    EXPECT_EQ(with("languages", languages + "|de"), "REG-006");
    std::string coordinators = "id,country,name\n";
    for (std::size_t i = 0; i <= limits::list_values; ++i)
        coordinators += "x" + std::to_string(i) + ",DE,X\n";
    import(coordinators);
    EXPECT_EQ(with("area,coordinator", "pq," + list_of(limits::list_values, "alert=x")), "");
    EXPECT_EQ(with("area,coordinator", "pq," + list_of(limits::list_values + 1, "alert=x")), "REG-006");
}

TEST_F(AtTheLimit, TextsOfAUser)
{
    const std::string id(limits::id_code_points, 'a');
    import("id,country,name\n" + id + ",DE,A\n");
    const auto with_user = [&](const std::string& login, const std::string& name, const std::string& roles) {
        ImportOptions options;
        options.dry_run = true;
        return code(
            import("login,name,authority,roles\n" + login + "," + name + ",DE:" + id + "," + roles + "\n", options));
    };
    const std::string login(64, 'x');
    EXPECT_EQ(with_user(login, letters(limits::name_code_points), "data-administrator"), "");
    EXPECT_EQ(with_user(login + "x", "X", "allocator"), "REG-032");
    EXPECT_EQ(with_user(login, letters(limits::name_code_points + 1), "allocator"), "REG-006");
    // All roles in one area take more room than a name.
    EXPECT_EQ(with_user(login, "X",
                        "basic-user@professional-qualifications|request-handler@professional-qualifications|"
                        "allocator@professional-qualifications|referral-handler@professional-qualifications|"
                        "alert-handler@professional-qualifications|data-administrator@professional-qualifications"),
              "");
}

} // namespace
} // namespace imi
