// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/import_stage.hpp"
#include "directory/user.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What one row says of a user at one authority. An absent member leaves what is stored, an empty one clears it.
struct UserRow {
    std::string login;
    std::optional<std::string> name, email, language;
    std::optional<std::string> authority; ///< as written
    std::optional<std::vector<std::string>> roles;
    Place place;
    std::size_t file = 0;
    std::string source;
};

/// Rows of users, read and checked. Users are few beside authorities: they are kept in memory.
class UserStage
{
public:
    explicit UserStage(const ImportOptions& options);
    ~UserStage();
    void read_csv(class CsvReader& reader, std::size_t file);
    void read_jsonl(class LineReader& lines, std::string_view first_line, std::size_t file);

    std::vector<UserRow>& rows() { return rows_; }
    std::uint64_t rows_read() const { return rows_read_; }
    Faults& faults() { return faults_; }
    const std::map<std::string, std::uint64_t>& ignored() const { return ignored_; }

private:
    bool take(UserRow& row, const std::string& column, std::string value, std::vector<Diagnostic>& faults);
    void check_columns(const std::vector<std::string>& columns, const Place& place);

    const ImportOptions& options_;
    Faults faults_;
    std::vector<UserRow> rows_;
    std::uint64_t rows_read_ = 0;
    std::map<std::string, std::uint64_t> ignored_;
};

ImportResult import_users(Store& store, UserStage& stage, const ImportOptions& options, const ActContext& context);

/// What is wrong with a role of a user, "ROLE" or "ROLE@AREA"; nothing when it is well-formed.
std::optional<Diagnostic> fault_of_user_role(const std::string& role);

} // namespace imi
