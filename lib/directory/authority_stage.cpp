// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_stage.hpp"

#include "base/error.hpp"
#include "directory/import_source.hpp"
#include "directory/packing.hpp"
#include "text/normalise.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <future>
#include <span>

namespace imi
{

namespace
{

constexpr std::uint64_t progress_rows = 8192;
/// What one thread hands to another at once, whichever is reached first.
constexpr std::size_t batch_rows = 1024;
constexpr std::size_t batch_bytes = std::size_t{1} << 20;

} // namespace

/// Rows copied out of a reader, so that another thread takes them while reading goes on.
struct AuthorityStage::Batch {
    struct Cell {
        std::size_t begin, size;
        TableRow::CellPlace place;
    };
    struct Row {
        std::size_t line, first_cell, cells;
        std::optional<Diagnostic> fault;
    };
    std::string bytes;
    std::vector<Cell> cells;
    std::vector<Row> rows;

    void add(const TableRow& row)
    {
        rows.push_back({row.line, cells.size(), row.cells.size(), row.fault});
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            add_cell(row.cells[i], row.places[i]);
    }
    /// A line of JSON Lines is a row of one cell.
    void add(std::string_view line, std::size_t number)
    {
        rows.push_back({number, cells.size(), 1, std::nullopt});
        add_cell(line, {number, 0});
    }
    void add_cell(std::string_view text, TableRow::CellPlace place)
    {
        cells.push_back({bytes.size(), text.size(), place});
        bytes += text;
    }
    std::string_view text(const Cell& cell) const { return std::string_view{bytes}.substr(cell.begin, cell.size); }
    void clear()
    {
        bytes.clear();
        cells.clear();
        rows.clear();
    }
};

/// Hands batches to another thread, one after the other.
class AuthorityStage::Relay
{
public:
    explicit Relay(std::function<void(const Batch&)> take) : take_{std::move(take)} {}
    template <class... Row> void add(const Row&... row)
    {
        filling_.add(row...);
        if (filling_.rows.size() >= batch_rows || filling_.bytes.size() >= batch_bytes)
            hand_over(std::launch::async);
    }
    /// Returns when all is taken.
    void finish()
    {
        hand_over(std::launch::deferred);
        wait();
    }

private:
    void wait()
    {
        if (taker_.valid())
            taker_.get();
    }
    void hand_over(std::launch policy)
    {
        wait();
        std::swap(filling_, being_taken_);
        filling_.clear();
        taker_ = std::async(policy, [this] { take_(being_taken_); });
    }

    std::function<void(const Batch&)> take_;
    Batch filling_, being_taken_;
    std::future<void> taker_;
};

std::string stage_key(const AuthorityKey& key) { return key.country + " " + fold_case(key.id); }

AuthorityStage::AuthorityStage(const Vocabularies& vocabularies, const ImportOptions& options, Faults& faults)
    : options_{options}, input_{vocabularies, options.input}, faults_{faults}, packed_{std::make_unique<Packer>()},
      record_{std::make_unique<Packer>()}
{
}
AuthorityStage::~AuthorityStage() = default;

void AuthorityStage::read(ImportSource& source, const Progress& progress)
{
    files_.push_back(source.name());
    rows_before_file_ = rows_read_;
    source.table() != nullptr ? read_table(source, progress) : read_lines(source, progress);
}

void AuthorityStage::read_table(ImportSource& source, const Progress& progress)
{
    TableReader& reader = *source.table();
    input_.set_columns(source.columns(), {source.name(), reader.header_line(), 0});
    Relay relay{[&](const Batch& batch) { take_table(batch, source); }};
    TableRow row;
    while (reader.next(row)) {
        if (row.is_empty() && !row.fault)
            continue;
        relay.add(row);
        ++rows_read_;
        if (progress && rows_read_ % progress_rows == 0)
            progress("reading", rows_read_, expected_rows(source));
    }
    relay.finish();
}

/// Of all files so far, judged by how much of this one is read; 0: it has no known size.
std::uint64_t AuthorityStage::expected_rows(const ImportSource& source) const
{
    const std::uint64_t before = rows_before_file_;
    const std::uint64_t read = source.consumed_bytes();
    return read == 0 || source.total_bytes() == 0 ? 0 : before + (rows_read_ - before) * source.total_bytes() / read;
}

void AuthorityStage::take_table(const Batch& batch, ImportSource& source)
{
    std::vector<Diagnostic> faults;
    std::vector<std::string_view> cells;
    for (const Batch::Row& row : batch.rows) {
        const std::span<const Batch::Cell> own{batch.cells.data() + row.first_cell, row.cells};
        cells.clear();
        for (const Batch::Cell& cell : own)
            cells.push_back(batch.text(cell));
        const AuthorityInput::PlaceOf place = [&](std::size_t cell) {
            return cell < own.size() ? Place{files_.back(), own[cell].place.line, own[cell].place.column}
                                     : Place{files_.back(), row.line, 0};
        };
        if (source.is_example(cells)) {
            ++examples_;
            faults_.add({example_row({files_.back(), row.line, 0})}, file(), {});
            continue;
        }
        const std::string kept = options_.keeps_rejects() ? own_cells(source.table()->header(), cells) : std::string{};
        cells.insert(cells.end(), source.set_cells().begin(), source.set_cells().end());
        faults.clear();
        input_.give_hints(faults_.wants_hints());
        AuthorityPatch patch;
        if (row.fault)
            faults.push_back(*row.fault);
        const bool good = !row.fault && input_.read_row(cells, place, patch, faults);
        for (Diagnostic& fault : faults)
            fault.message += source.cell_note(fault.place);
        if (!faults.empty())
            faults_.add(faults, file(), kept);
        if (good)
            add(patch, row.line, false, kept);
    }
}

void AuthorityStage::read_lines(ImportSource& source, const Progress& progress)
{
    LineReader& lines = source.lines();
    Relay relay{[&](const Batch& batch) { take_lines(batch, source); }};
    for (std::string_view line = source.first_line(); !line.empty();) {
        relay.add(line, lines.line_number());
        ++rows_read_;
        if (progress && rows_read_ % progress_rows == 0)
            progress("reading", rows_read_, expected_rows(source));
        if (!lines.next(line))
            break;
    }
    relay.finish();
}

void AuthorityStage::take_lines(const Batch& batch, ImportSource& source)
{
    std::vector<Diagnostic> faults;
    for (const Batch::Row& row : batch.rows) {
        const std::string_view line = batch.text(batch.cells[row.first_cell]);
        faults.clear();
        input_.give_hints(faults_.wants_hints());
        const Place place{files_.back(), row.line, 0};
        AuthorityPatch patch;
        bool good = false;
        try {
            good = input_.read_json(source.record(line, place), place, patch, faults);
        } catch (const Error& error) {
            faults.push_back({Severity::error, error.id(), place, {}, error.what(), error.hint()});
        }
        const std::string_view kept = options_.keeps_rejects() ? line : std::string_view{};
        if (!faults.empty())
            faults_.add(faults, file(), kept);
        if (good)
            add(patch, row.line, true, kept);
    }
}

void AuthorityStage::add(const AuthorityPatch& patch, std::size_t line, bool json, std::string_view source)
{
    // Not anew for each row: strings that grow are what a bulk import spends its time on.
    packed_->out.clear();
    record_->out.clear();
    pack(*packed_, patch);
    record_->text(packed_->out);
    record_->text(source);
    rows_.add(stage_key(patch.key), record_->out, file(), line, json);
}

void AuthorityStage::begin_records(const std::string& name, bool has_lines)
{
    files_.push_back(name);
    has_lines_ = has_lines;
}

void AuthorityStage::add_record(const AuthorityKey& key, const nlohmann::ordered_json& record,
                                const ExpectedChange& expected)
{
    const std::size_t line = first_record_line + expected_.size();
    expected_.push_back(expected);
    ++rows_read_;
    AuthorityPatch patch;
    patch.key = key;
    std::vector<Diagnostic> faults;
    const Place place = has_lines_ ? Place{files_.back(), line, 0} : Place{};
    if (expected.withdraw || input_.read_json(record, place, patch, faults))
        add(patch, line, true, {});
    // Its warnings were told when it was made out.
    std::erase_if(faults, [](const Diagnostic& fault) { return fault.severity == Severity::warning; });
    if (!faults.empty())
        faults_.add(faults, file(), {});
}

std::string_view AuthorityStage::packed(const Row& row) { return Unpacker{rows_.record(row)}.view(); }

AuthorityPatch AuthorityStage::patch(const Row& row) { return unpack_patch(packed(row)); }

std::string AuthorityStage::source(const Row& row)
{
    Unpacker unpacker{rows_.record(row)};
    unpacker.view();
    return unpacker.text();
}

} // namespace imi
