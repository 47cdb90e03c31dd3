// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/import_faults.hpp"
#include "directory/import_plan.hpp"
#include "directory/staging.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

class ImportSource;
class Packer;

/// Rows of authorities, read, checked and sorted by key.
class AuthorityStage
{
public:
    using Row = StagedRows::Row;

    AuthorityStage(const Vocabularies& vocabularies, const ImportOptions& options, Faults& faults);
    ~AuthorityStage();
    /// Files are numbered from 0, in the order in which they are read.
    void read(ImportSource& source, const Progress& progress);
    /// Changes that were made out beforehand, of the plan or batch `name`: call before the first add_record().
    void begin_records(const std::string& name, bool has_lines);
    /// The record that is to take the place of what is stored, whole; null: it is withdrawn.
    void add_record(const AuthorityKey& key, const nlohmann::ordered_json& record, const ExpectedChange& expected);
    void sort() { rows_.sort(); }

    std::uint64_t rows_read() const { return rows_read_ - examples_; }
    bool has_faults() const { return faults_.error_rows() != 0; }
    /// Whether it holds changes that were made out beforehand.
    bool has_records() const { return !expected_.empty(); }
    /// What the record is to be found as, where it was made out beforehand.
    const ExpectedChange* expected(const Row& row) const
    {
        return expected_.empty() ? nullptr : &expected_[row.line - first_record_line];
    }
    /// By country and folded id with a blank between: the order of the store.
    const StagedRows& rows() const { return rows_; }
    AuthorityPatch patch(const Row& row);
    /// The bytes of the patch, for the hash of the input. The view lives until the next call.
    std::string_view packed(const Row& row);
    /// The row as it stood, for rejects; empty when none are kept.
    std::string source(const Row& row);
    Place place(const Row& row) const { return has_lines_ ? Place{files_[row.file], row.line, 0} : Place{}; }
    const std::map<std::string, std::uint64_t>& ignored() const { return input_.ignored(); }

private:
    struct Batch;
    class Relay;
    void read_table(ImportSource& source, const Progress& progress);
    void read_lines(ImportSource& source, const Progress& progress);
    void take_table(const Batch& batch, ImportSource& source);
    void take_lines(const Batch& batch, ImportSource& source);
    void add(const AuthorityPatch& patch, std::size_t line, bool json, std::string_view source);
    std::size_t file() const { return files_.size() - 1; }
    std::uint64_t expected_rows(const ImportSource& source) const;

    const ImportOptions& options_;
    AuthorityInput input_;
    Faults& faults_;
    std::unique_ptr<Packer> packed_, record_; ///< of the row that is being added
    StagedRows rows_;
    std::vector<std::string> files_; ///< names as messages call them; the last is being read
    std::uint64_t rows_read_ = 0, rows_before_file_ = 0;
    static constexpr std::size_t first_record_line = 2; ///< of a plan: the line behind its head
    std::vector<ExpectedChange> expected_;
    bool has_lines_ = true;
    std::uint64_t examples_ = 0; ///< of them, rows of a template
};

/// Country and folded id as AuthorityStage compares them.
std::string stage_key(const AuthorityKey& key);

} // namespace imi
