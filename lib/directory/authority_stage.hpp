// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/staging.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Rows of input that were refused, kept as they stood for the file of rejects.
class Rejects
{
public:
    /// Columns of the CSV input without those that an earlier import added; none for JSON Lines.
    void describe(std::vector<std::string> header, char delimiter);
    /// `source`: the cells as Packer::texts() packs them, or the line of JSON Lines.
    void add(const Diagnostic& fault, std::size_t file, std::string_view source);
    /// Takes over those of another stage of the same input.
    void take(Rejects& other);
    /// Writes them by place, in the kind of the input, with _line, _column, _code, _message.
    void write(const std::string& path, bool overwrite);

private:
    struct Row {
        std::size_t file, line;
        std::uint64_t place;
    };
    std::vector<std::string> header_;
    char delimiter_ = ',';
    RecordFile records_;
    std::vector<Row> rows_;
};

/// Faults of an import, bounded in memory, and the rows refused.
class Faults
{
public:
    explicit Faults(bool keep_rejects) : keep_rejects_{keep_rejects} {}
    /// The faults of one row. `source` is the row as it stood.
    void add(const std::vector<Diagnostic>& faults, std::size_t file, std::string_view source);
    /// Whether a further warning would still be told; if not, it is enough to count it.
    bool keeps_warnings() const;
    void count_warning() { ++warnings_; }
    std::uint64_t error_rows() const { return error_rows_; }
    std::uint64_t warnings() const { return warnings_; }
    std::vector<Diagnostic> sorted() const;
    Rejects& rejects() { return rejects_; }

private:
    bool keep_rejects_;
    std::uint64_t error_rows_ = 0;
    std::uint64_t warnings_ = 0;
    std::vector<Diagnostic> errors_, warning_list_;
    Rejects rejects_;
};

/// Rows of authorities, read, checked and sorted by key.
class AuthorityStage
{
public:
    struct Row {
        std::uint64_t place;     ///< in the records
        std::uint64_t key_begin; ///< in the arena of keys
        std::uint32_t key_length;
        std::uint32_t line;
        std::uint32_t file;
        bool json;
    };

    AuthorityStage(const Vocabularies& vocabularies, const ImportOptions& options, Faults& faults);
    ~AuthorityStage();
    void read_csv(class CsvReader& reader, class Input& input, std::size_t file, const Progress& progress);
    void read_jsonl(class LineReader& lines, class Input& input, std::string_view first_line, std::size_t file,
                    const Progress& progress);
    void sort();

    std::uint64_t rows_read() const { return rows_read_; }
    const std::vector<Row>& rows() const { return rows_; }
    /// Country and folded id with a blank between: the order of the store.
    std::string_view key(const Row& row) const { return std::string_view{keys_}.substr(row.key_begin, row.key_length); }
    AuthorityPatch patch(const Row& row);
    /// The bytes of the patch, for the hash of the input.
    std::string_view packed(const Row& row);
    /// The row as it stood, for rejects; only kept under `partial`.
    std::string source(const Row& row);
    bool has_key(std::string_view key) const;
    const std::map<std::string, std::uint64_t>& ignored() const { return input_.ignored(); }

private:
    struct Batch;
    class Relay;
    void take_csv(const Batch& batch, const std::vector<std::string>& header, const std::string& name,
                  std::size_t file);
    void take_jsonl(const Batch& batch, const std::string& name, std::size_t file);
    void add(const AuthorityPatch& patch, const Place& place, std::size_t file, bool json, std::string_view source);

    const ImportOptions& options_;
    AuthorityInput input_;
    Faults& faults_;
    RecordFile records_;
    std::string keys_;
    std::vector<Row> rows_;
    std::uint64_t rows_read_ = 0;
    bool sorted_ = true;
};

/// Country and folded id as AuthorityStage compares them.
std::string stage_key(const AuthorityKey& key);

} // namespace imi
