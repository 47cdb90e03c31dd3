// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_plan.hpp"

#include "directory/authority_apply.hpp"
#include "directory/authority_difference.hpp"
#include "directory/authority_export.hpp"
#include "directory/change_rights.hpp"
#include "directory/coordinator_reference.hpp"
#include "directory/packing.hpp"
#include "directory/record_checks.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::uint64_t progress_rows = 8192;

/// So much of the hash of an input row is kept: the same row again changes nothing. Not for proof, so half is enough.
constexpr std::size_t input_hash_bytes = 16;

/// From "PL id": the id folded, as stage_key() made it; two letters of the country.
AuthorityKey key_of_stage(std::string_view key) { return {std::string{key.substr(0, 2)}, std::string{key.substr(3)}}; }

} // namespace

AuthorityPlan::AuthorityPlan(Database& db, AuthorityStage& stage, const ImportOptions& options, Actor actor)
    : db_{db}, stage_{stage}, options_{options}, actor_{std::move(actor)}, authorities_{db}
{
}
AuthorityPlan::~AuthorityPlan() = default;

void AuthorityPlan::make(Faults& faults, ImportResult& result, const Progress& progress)
{
    store_is_empty_ = authorities_.last_id() == 0; // to count a million rows takes longer than 50 rows
    if (options_.mode == ImportMode::sync && !stage_.has_records())
        find_leaving(faults, result);
    // A row left out takes with it those that name it as their coordinator, so the plan is made again until it stands.
    for (std::size_t left_out = 1; left_out != 0;) {
        left_out = rejected_.size();
        compare_all(faults, result, progress);
        left_out = options_.partial ? rejected_.size() - left_out : 0;
    }
    if (options_.mode == ImportMode::sync && !stage_.has_records() && faults.error_rows() == 0)
        check_suspended(result);
    doubles_.warn(stage_, faults);
    if (store_doubles_)
        store_doubles_->warn(stage_, faults);
}

void AuthorityPlan::compare_all(Faults& faults, ImportResult& result, const Progress& progress)
{
    national_ = std::make_unique<NationalCoordinators>(db_);
    circles_ = {};
    doubles_ = {};
    store_doubles_ = store_is_empty_ ? nullptr : std::make_unique<StoreDoubles>(db_);
    changes_ = std::make_unique<ChangeFinisher>([this](const PendingChange& change) {
        if (change.change.id != 0)
            return;
        doubles_.add(change.name_hash, change.row);
        if (store_doubles_)
            store_doubles_->look_for(change.now, change.row);
    });
    result.create = result.update = result.unchanged = result.clear = result.suspend = 0;
    result.items.clear();
    next_leaving_ = 0;
    const StagedRows& rows = stage_.rows();
    for (std::size_t i = 0; i < rows.size();) {
        Unit unit{i, rows.same_key(i), {}, stage_.place(rows[i])};
        while (next_leaving_ < leaving_.size() && stage_key(leaving_[next_leaving_]) < rows.key(rows[i]))
            suspend_next(faults, result);
        i += unit.count;
        plan(unit, faults, result);
        if (progress && i / progress_rows != (i - unit.count) / progress_rows)
            progress("comparing", i, rows.size());
    }
    while (next_leaving_ < leaving_.size())
        suspend_next(faults, result);
    changes_->finish();
    reject_excess_coordinators(faults);
    reject_succession_circles(faults);
}

bool AuthorityPlan::merge(Unit& unit, std::vector<Diagnostic>& found)
{
    const StagedRows& rows = stage_.rows();
    unit.patch = stage_.patch(rows[unit.first]);
    if (unit.count == 1)
        return true;
    AuthorityPatch first_cells = unit.patch;
    first_cells.areas.clear();
    const std::string expected = pack(first_cells);
    for (std::size_t i = 1; i < unit.count; ++i) {
        const AuthorityStage::Row& row = rows[unit.first + i];
        const Place place = stage_.place(row);
        const auto refuse = [&](const char* code, const std::string& message, const std::string& hint) {
            found.push_back({Severity::error, code, place, "id", message, hint});
        };
        const std::string first_line = "line " + std::to_string(rows[unit.first].line);
        AuthorityPatch patch = stage_.patch(row);
        if (row.json || rows[unit.first].json || patch.areas.empty() || unit.patch.areas.empty()) {
            refuse("REG-022", in_quotes(patch.key.id) + " stands twice: also in " + first_line, "keep one of them");
            return false;
        }
        AreaPatch area = std::move(patch.areas.front());
        patch.areas.clear();
        if (pack(patch) != expected) {
            refuse("REG-021", "the rows of " + in_quotes(patch.key.id) + " do not agree: see " + first_line,
                   "a further area is a further row whose other cells are the same");
            return false;
        }
        auto& areas = unit.patch.areas;
        const auto at =
            std::find_if(areas.begin(), areas.end(), [&](const AreaPatch& other) { return other.area >= area.area; });
        if (at != areas.end() && at->area == area.area) {
            refuse("REG-020",
                   in_quotes(patch.key.id) + " stands twice in the area " + area.area + ": also in " + first_line,
                   "keep one of them");
            return false;
        }
        areas.insert(at, std::move(area));
    }
    return true;
}

void AuthorityPlan::reject(const Unit& unit, const std::vector<Diagnostic>& found, Faults& faults)
{
    const StagedRows& rows = stage_.rows();
    if (!rejected_.insert(std::string{rows.key(rows[unit.first])}).second)
        return;
    // All rows of the body are left out with it; without that, its fault is told once.
    const std::size_t told = options_.partial ? unit.count : 1;
    for (std::size_t i = 0; i < told; ++i) {
        const StagedRows::Row& row = rows[unit.first + i];
        faults.add(found, row.file, options_.keeps_rejects() ? stage_.source(row) : std::string{});
    }
}

void AuthorityPlan::plan(Unit& unit, Faults& faults, ImportResult& result)
{
    const StagedRows& rows = stage_.rows();
    if (rejected_.contains(std::string{rows.key(rows[unit.first])}))
        return;
    std::vector<Diagnostic> found;
    if (unit.count != 1 && !merge(unit, found))
        return reject(unit, found, faults);

    PendingChange pending;
    PlannedChange& change = pending.change;
    const std::string merged = unit.count == 1 ? std::string{} : pack(unit.patch);
    const std::string_view packed = unit.count == 1 ? stage_.packed(rows[unit.first]) : std::string_view{merged};
    pending.size_bytes = packed.size();
    change.input_hash = sha256(packed);
    bool exists_already = false;
    bool same_input = false;
    if (!store_is_empty_) {
        authorities_.with_any_row(key_of_stage(rows.key(rows[unit.first])), [&](const AuthorityRow& row) {
            change.id = row.id;
            change.version = row.version;
            change.old_hash = to_hash(row.content_hash);
            exists_already = !row.is_withdrawn();
            // Of a record that sync finds unchanged it also wants to know whether it is in scope and active.
            same_input = exists_already && !stage_.has_records() && options_.mode != ImportMode::sync &&
                         row.input_hash.size() == input_hash_bytes &&
                         std::equal(row.input_hash.begin(), row.input_hash.end(), change.input_hash.begin());
            if (exists_already && !same_input)
                pending.old = row.decode();
        });
    }
    // A row that was imported before says nothing new: it need not be unpacked.
    if (same_input && options_.mode != ImportMode::insert && !options_.with_unchanged) {
        ++result.unchanged;
        return;
    }
    if (unit.count == 1)
        merge(unit, found);
    if (exists_already && options_.mode == ImportMode::insert && !stage_.has_records()) {
        found.push_back({Severity::error, "REG-023", unit.place, "id", unit.patch.key.text() + " exists already",
                         "import with --mode upsert to change it"});
        ++result.conflict;
        return reject(unit, found, faults);
    }
    const auto unchanged = [&] {
        ++result.unchanged;
        if (options_.with_unchanged)
            result.items.push_back({unit.patch.key.text(), "unchanged", unit.place, {}, {}, {}});
    };
    if (same_input)
        return unchanged();
    const Authority* old = pending.old ? &*pending.old : nullptr;
    if (stage_.has_records()) {
        auto now = made_out(unit, pending, faults, found);
        if (!now)
            return unchanged();
        pending.now = std::move(*now);
    } else {
        pending.now = patched(unit, old, faults, found);
        // The input of `sync` is the whole list of who takes part: what stands in it again does so again.
        if (options_.mode == ImportMode::sync && !unit.patch.state && old != nullptr &&
            old->state == AuthorityState::suspended)
            pending.now.state = AuthorityState::active;
        if (options_.mode == ImportMode::sync)
            check_scope(pending.now, found);
    }
    if (const auto fault = fault_of_record(pending.now); fault && found.empty() && !is_withdrawing(unit))
        found.push_back(*fault);
    if (const auto fault = missing_right(actor_, old != nullptr ? change.id : 0, old, pending.now,
                                         stage_.has_records() ? nullptr : &unit.patch);
        fault && (found.empty() || stage_.has_records())) {
        // Whoever may not take it back may not ask either who uses it.
        found = {*fault};
        result.not_permitted = true;
    }
    if (!found.empty()) {
        for (Diagnostic& fault : found) {
            fault.place = unit.place;
            result.conflict += fault.code == "REG-066" ? 1 : 0;
            result.is_stale |= fault.code == "REG-066";
        }
        return reject(unit, found, faults);
    }
    if (old != nullptr || pending.now.is_withdrawn()) {
        change.content = encode_content(pending.now);
        change.content_hash =
            hash_of_version(pending.now.key.country, pending.now.key.id, to_string(pending.now.state), change.content);
        if (change.content_hash == change.old_hash)
            return unchanged();
    }
    if (options_.mode == ImportMode::sync && old != nullptr && old->state == AuthorityState::active &&
        pending.now.state != AuthorityState::active)
        ++result.suspend;
    change.row = unit.first + 1;
    pending.row = unit.first;
    take_over(std::move(pending), result);
}

void AuthorityPlan::for_each_change(const std::function<void(const PlannedRow&)>& each)
{
    changes_->for_each([&](const StagedChange& change) {
        PlannedRow row;
        row.object = change.key.text();
        std::optional<Authority> old;
        authorities_.with_row(change.key, [&](const AuthorityRow& stored) {
            old = stored.decode();
            row.old_hash = to_hash(stored.content_hash);
        });
        const Authority now = decode_content(change.key, change.state, change.content);
        row.new_hash = to_hash(change.content_hash);
        row.action = now.is_withdrawn() ? "withdraw" : !old ? "create" : change.row == 0 ? "suspend" : "update";
        if (change.row != 0)
            row.place = stage_.place(stage_.rows()[change.row - 1]);
        row.cells = differing_cells(old ? &*old : nullptr, now);
        if (!now.is_withdrawn())
            row.record = to_json(now);
        each(row);
    });
}

/// Counts a change and puts it aside for the store.
void AuthorityPlan::take_over(PendingChange pending, ImportResult& result)
{
    PlannedChange& change = pending.change;
    if (pending.old)
        result.clear += cleared_values(*pending.old, pending.now);
    national_->change(pending.now);
    circles_.change(pending.old ? &*pending.old : nullptr, pending.now);
    change.key = pending.now.key;
    change.state = pending.now.state;
    change.has_lists =
        !pending.now.areas.empty() || !pending.now.professions.empty() || !pending.now.successors.empty();
    ++(pending.old ? result.update : result.create);
    changes_->add(std::move(pending));
}

/// The record that the unit makes; `found` gets the references that lead nowhere.
Authority AuthorityPlan::patched(const Unit& unit, const Authority* old, const Faults& faults,
                                 std::vector<Diagnostic>& found)
{
    const CoordinatorsAtHand at_hand{[this](const AuthorityKey& key) { return exists(key); }, authorities_,
                                     faults.wants_hints()};
    return apply_patch(old, unit.patch,
                       [&](const std::string& reference, const std::string& country, const char* member) {
                           auto resolved = resolve_coordinator(reference, country, at_hand);
                           if (auto* fault = std::get_if<ValueFault>(&resolved)) {
                               fault->message += ", in the store or in the input";
                               found.push_back(fault->diagnostic(unit.place, member));
                               return AuthorityKey{country, reference};
                           }
                           return std::get<AuthorityKey>(std::move(resolved));
                       });
}

bool AuthorityPlan::exists(const AuthorityKey& key)
{
    const std::string staged = stage_key(key);
    if (stage_.rows().has_key(staged) && !rejected_.contains(staged))
        return true;
    return !store_is_empty_ && authorities_.with_row(key, [](const AuthorityRow&) {});
}

void AuthorityPlan::reject_excess_coordinators(Faults& faults)
{
    for (const NationalCoordinators::Excess& excess : national_->excess()) {
        if (!excess.was_before)
            reject(
                excess.authority, [&](const Place& place) { return excess.fault(place); }, faults);
    }
}

void AuthorityPlan::reject_succession_circles(Faults& faults)
{
    for (const SuccessionCircles::Circle& circle : circles_.find(db_))
        reject(
            circle.keys.front(), [&](const Place& place) { return circle.fault(place); }, faults);
}

void AuthorityPlan::reject(const AuthorityKey& key, const std::function<Diagnostic(const Place&)>& fault,
                           Faults& faults)
{
    const StagedRows& rows = stage_.rows();
    const std::size_t first = rows.find(stage_key(key));
    if (first == rows.size())
        return;
    const Unit unit{first, rows.same_key(first), {}, stage_.place(rows[first])};
    reject(unit, {fault(unit.place)}, faults);
}

Hash AuthorityPlan::apply(std::int64_t batch, const Progress& progress)
{
    return apply_changes(db_, *changes_, batch, progress);
}

} // namespace imi
