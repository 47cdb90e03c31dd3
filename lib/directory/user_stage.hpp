// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/import_faults.hpp"
#include "directory/import_plan.hpp"
#include "directory/staging.hpp"
#include "directory/user.hpp"
#include "directory/vocabularies.hpp"

#include <map>
#include <optional>
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
    std::string source; ///< the row as it stood, for rejects; empty when none are kept
};

/// Rows of users, read, checked and sorted by login.
class UserStage
{
public:
    UserStage(const Vocabularies& vocabularies, const ImportOptions& options, Faults& faults)
        : vocabularies_{vocabularies}, options_{options}, faults_{faults}
    {
    }
    /// Files are numbered from 0, in the order in which they are read.
    void read(class ImportSource& source);
    /// Changes that were made out beforehand, of the plan or batch `name`: call before the first add_record().
    void begin_records(const std::string& name, bool has_lines);
    /// The user that is to take the place of what is stored, whole.
    void add_record(User user, const ExpectedChange& expected);
    /// The same as to_json() gave it; what is wrong with it is a fault.
    void add_record(const nlohmann::ordered_json& record, const ExpectedChange& expected);
    void sort() { rows_.sort(); }

    std::uint64_t rows_read() const { return rows_read_; }
    /// By login.
    const StagedRows& rows() const { return rows_; }
    UserRow row(std::size_t number);
    struct Record {
        User user;
        ExpectedChange expected; ///< hashes are those of hash_of_user()
    };
    /// What was made out beforehand for a login; nullptr where the rows are input.
    const Record* record(std::size_t number) const
    {
        return records_.empty() ? nullptr : &records_[rows_[number].line - first_record_line];
    }
    const std::map<std::string, std::uint64_t>& ignored() const { return ignored_; }

private:
    void read_table(ImportSource& source);
    void read_lines(ImportSource& source);
    void take(UserRow& row, const std::string& column, std::string value, std::vector<Diagnostic>& faults);
    void check_columns(const std::vector<std::string>& columns, const Place& place);
    void add(const UserRow& row, const std::vector<Diagnostic>& faults, bool json);

    const Vocabularies& vocabularies_;
    const ImportOptions& options_;
    Faults& faults_;
    StagedRows rows_;
    std::vector<std::string> files_; ///< names as messages call them; the last is being read
    std::uint64_t rows_read_ = 0;
    static constexpr std::size_t first_record_line = 2; ///< of a plan: the line behind its head
    std::vector<Record> records_;
    bool has_lines_ = true;
    std::map<std::string, std::uint64_t> ignored_;
};

} // namespace imi
