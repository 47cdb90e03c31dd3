// SPDX-License-Identifier: EUPL-1.2
#include "directory/import_stage.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "directory/authority_repository.hpp"
#include "directory/packing.hpp"
#include "formats/csv_reader.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <future>
#include <numeric>
#include <span>

namespace imi
{

namespace
{

constexpr std::size_t kept_diagnostics = 1000;
constexpr std::uint64_t progress_rows = 8192;
constexpr std::size_t batch_rows = 1024;

/// The cells of a row for the file of rejects, without the columns that an earlier import added.
std::string own_cells(const std::vector<std::string>& header, const std::vector<std::string_view>& cells)
{
    std::vector<std::string> own;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i >= header.size() || !header[i].starts_with('_'))
            own.emplace_back(cells[i]);
    }
    Packer packer;
    packer.texts(own);
    return std::move(packer.out);
}

} // namespace

/// Rows copied out of a reader, so that another thread takes them while reading goes on.
struct AuthorityStage::Batch {
    struct Cell {
        std::size_t begin, size;
        CsvRow::CellPlace place;
    };
    struct Row {
        std::size_t line, first_cell, cells;
        std::optional<Diagnostic> fault;
    };
    std::string bytes;
    std::vector<Cell> cells;
    std::vector<Row> rows;

    void add(const CsvRow& row)
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
    void add_cell(std::string_view text, CsvRow::CellPlace place)
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
        if (filling_.rows.size() == batch_rows)
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

void Faults::add(const std::vector<Diagnostic>& faults, std::size_t file, std::string_view source)
{
    const Diagnostic* first_error = nullptr;
    for (const Diagnostic& fault : faults) {
        auto& list = fault.severity == Severity::error ? errors_ : warning_list_;
        if (list.size() < kept_diagnostics)
            list.push_back(fault);
        if (fault.severity == Severity::warning)
            ++warnings_;
        else if (first_error == nullptr)
            first_error = &fault;
    }
    if (first_error == nullptr)
        return;
    ++error_rows_;
    if (keep_rejects_)
        rejects_.add(*first_error, file, source);
}

bool Faults::keeps_warnings() const { return warning_list_.size() < kept_diagnostics; }

std::vector<Diagnostic> Faults::sorted() const
{
    const auto by_place = [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.place.file, a.place.line, a.place.column, a.field) <
               std::tie(b.place.file, b.place.line, b.place.column, b.field);
    };
    std::vector<Diagnostic> all = errors_;
    std::stable_sort(all.begin(), all.end(), by_place);
    std::vector<Diagnostic> warnings = warning_list_;
    std::stable_sort(warnings.begin(), warnings.end(), by_place);
    all.insert(all.end(), warnings.begin(), warnings.end());
    return all;
}

std::string stage_key(const AuthorityKey& key) { return key.country + " " + fold_authority_id(key.id); }

AuthorityStage::AuthorityStage(const Vocabularies& vocabularies, const ImportOptions& options, Faults& faults)
    : options_{options}, input_{vocabularies, options.input}, faults_{faults}
{
}
AuthorityStage::~AuthorityStage() = default;

void AuthorityStage::read_csv(CsvReader& reader, Input& input, std::size_t file, const Progress& progress)
{
    input_.set_columns(reader.header(), {input.name(), reader.header_line(), 0});
    std::vector<std::string> own_columns;
    for (const std::string& column : reader.header()) {
        if (!column.starts_with('_'))
            own_columns.push_back(column);
    }
    faults_.rejects().describe(own_columns, reader.delimiter());
    Relay relay{[&](const Batch& batch) { take_csv(batch, reader.header(), input.name(), file); }};
    CsvRow row;
    while (reader.next(row)) {
        relay.add(row);
        ++rows_read_;
        if (progress && rows_read_ % progress_rows == 0)
            progress("reading", input.consumed_bytes(), input.total_bytes());
    }
    relay.finish();
}

void AuthorityStage::take_csv(const Batch& batch, const std::vector<std::string>& header, const std::string& name,
                              std::size_t file)
{
    std::vector<Diagnostic> faults;
    std::vector<std::string_view> cells;
    for (const Batch::Row& row : batch.rows) {
        const std::span<const Batch::Cell> own{batch.cells.data() + row.first_cell, row.cells};
        cells.clear();
        for (const Batch::Cell& cell : own)
            cells.push_back(batch.text(cell));
        const AuthorityInput::PlaceOf place = [&](std::size_t cell) {
            return Place{name, own[cell].place.line, own[cell].place.column};
        };
        faults.clear();
        AuthorityPatch patch;
        if (row.fault)
            faults.push_back(*row.fault);
        const bool good = !row.fault && input_.read_row(cells, place, patch, faults);
        const std::string source = options_.partial ? own_cells(header, cells) : std::string{};
        if (!faults.empty())
            faults_.add(faults, file, source);
        if (good)
            add(patch, {name, row.line, 0}, file, false, source);
    }
}

void AuthorityStage::read_jsonl(LineReader& lines, Input& input, std::string_view first_line, std::size_t file,
                                const Progress& progress)
{
    Relay relay{[&](const Batch& batch) { take_jsonl(batch, input.name(), file); }};
    for (std::string_view line = first_line; !line.empty();) {
        relay.add(line, lines.line_number());
        ++rows_read_;
        if (progress && rows_read_ % progress_rows == 0)
            progress("reading", input.consumed_bytes(), input.total_bytes());
        if (!lines.next(line))
            break;
    }
    relay.finish();
}

void AuthorityStage::take_jsonl(const Batch& batch, const std::string& name, std::size_t file)
{
    std::vector<Diagnostic> faults;
    for (const Batch::Row& row : batch.rows) {
        const std::string_view line = batch.text(batch.cells[row.first_cell]);
        faults.clear();
        const Place place{name, row.line, 0};
        AuthorityPatch patch;
        bool good = false;
        try {
            good = input_.read_json(parse_json(line, place), place, patch, faults);
        } catch (const Error& error) {
            faults.push_back({Severity::error, error.id(), place, {}, error.what(), error.hint()});
        }
        const std::string_view source = options_.partial ? line : std::string_view{};
        if (!faults.empty())
            faults_.add(faults, file, source);
        if (good)
            add(patch, place, file, true, source);
    }
}

void AuthorityStage::add(const AuthorityPatch& patch, const Place& place, std::size_t file, bool json,
                         std::string_view source)
{
    Packer packer;
    packer.text(pack(patch));
    packer.text(source);
    Row row{};
    row.place = records_.append(packer.out);
    row.key_begin = keys_.size();
    keys_ += stage_key(patch.key);
    row.key_length = static_cast<std::uint32_t>(keys_.size() - row.key_begin);
    row.line = static_cast<std::uint32_t>(place.line);
    row.file = static_cast<std::uint32_t>(file);
    row.json = json;
    sorted_ = sorted_ && (rows_.empty() || key(rows_.back()) <= key(row));
    rows_.push_back(row);
}

void AuthorityStage::sort()
{
    records_.flush();
    if (!sorted_)
        std::stable_sort(rows_.begin(), rows_.end(), [this](const Row& a, const Row& b) { return key(a) < key(b); });
    sorted_ = true;
}

std::string_view AuthorityStage::packed(const Row& row)
{
    // The first of the record's two parts: its length stands before it.
    const std::string_view record = records_.read(row.place);
    std::size_t position = 0;
    std::size_t length = 0;
    for (int shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(record[position++]);
        length |= static_cast<std::size_t>(byte & 0x7f) << shift;
        if (byte < 0x80)
            break;
    }
    return record.substr(position, length);
}

AuthorityPatch AuthorityStage::patch(const Row& row) { return unpack_patch(packed(row)); }

std::string AuthorityStage::source(const Row& row)
{
    Unpacker unpacker{records_.read(row.place)};
    unpacker.text();
    return unpacker.text();
}

bool AuthorityStage::has_key(std::string_view wanted) const
{
    const auto found = std::lower_bound(rows_.begin(), rows_.end(), wanted,
                                        [this](const Row& row, std::string_view value) { return key(row) < value; });
    return found != rows_.end() && key(*found) == wanted;
}

} // namespace imi
