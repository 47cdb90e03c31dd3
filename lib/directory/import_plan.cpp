// SPDX-License-Identifier: EUPL-1.2
#include "directory/import_plan.hpp"

#include "base/error.hpp"
#include "directory/authority_index.hpp"
#include "directory/packing.hpp"
#include "directory/record_checks.hpp"
#include "text/fold.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::uint64_t progress_rows = 8192;
constexpr std::size_t pending_changes = 512;
/// So few are done before a thread has begun.
constexpr std::size_t few_changes = 64;

/// So much of the hash of an input row is kept: the same row again changes nothing. Not for proof, so half is enough.
constexpr std::size_t input_hash_bytes = 16;

std::uint64_t cleared_values(const Authority& old, const Authority& now)
{
    std::uint64_t count = 0;
    for (const TextMemberRow& row : text_members)
        count += !(old.*row.member).empty() && (now.*row.member).empty();
    count += !old.languages.empty() && now.languages.empty();
    count += !old.professions.empty() && now.professions.empty();
    count += !old.keywords.empty() && now.keywords.empty();
    count += !old.areas.empty() && now.areas.empty();
    count += !old.ext.empty() && now.ext.empty();
    return count;
}

std::vector<Name> official_names(const Authority& authority)
{
    std::vector<Name> names;
    std::copy_if(authority.names.begin(), authority.names.end(), std::back_inserter(names),
                 [](const Name& name) { return name.kind == NameKind::official; });
    return names;
}

std::string encode_areas(const Authority& authority)
{
    Authority only;
    only.areas = authority.areas;
    return encode_content(only);
}

} // namespace

/// The rows of input that speak of one authority.
struct AuthorityPlan::Unit {
    std::size_t first, count;
    AuthorityPatch patch;
    Place place;
};

/// A change of which the costly part, which needs no store, is still to be done.
struct AuthorityPlan::Pending {
    PlannedChange change;
    Authority now;
    std::optional<Authority> old;
    std::size_t row = 0;
    std::string packed;
    std::uint64_t name_hash = 0;

    void finish(IndexTermMaker& maker)
    {
        if (change.content.empty()) {
            change.content = encode_content(now);
            change.content_hash = hash_of_version(now.key.country, now.key.id, to_string(now.state), change.content);
        }
        change.terms = authority_index_terms(now, maker);
        if (old)
            change.old_terms = authority_index_terms(*old, maker);
        packed = change.pack();
        if (change.id != 0)
            return;
        std::string folded = now.key.country;
        append_folded_text(folded, now.display_name().text);
        folded += '\n';
        append_folded_text(folded, now.city);
        name_hash = std::hash<std::string>{}(folded);
    }
};

std::string PlannedChange::pack() const
{
    Packer packer;
    packer.number(static_cast<std::uint64_t>(id));
    packer.number(static_cast<std::uint64_t>(version));
    packer.text(key.country);
    packer.text(key.id);
    packer.number(static_cast<std::uint64_t>(state));
    packer.text(content);
    for (const Hash* hash : {&content_hash, &old_hash, &input_hash})
        packer.text(as_text(Bytes{*hash}));
    packer.text(terms);
    packer.text(old_terms);
    packer.number(has_lists ? 1 : 0);
    return std::move(packer.out);
}

PlannedChange PlannedChange::unpack(std::string_view bytes)
{
    Unpacker unpacker{bytes};
    PlannedChange change;
    change.id = static_cast<std::int64_t>(unpacker.number());
    change.version = static_cast<std::int64_t>(unpacker.number());
    change.key.country = unpacker.text();
    change.key.id = unpacker.text();
    change.state = static_cast<AuthorityState>(unpacker.number());
    change.content = unpacker.text();
    for (Hash* hash : {&change.content_hash, &change.old_hash, &change.input_hash})
        *hash = to_hash(as_bytes(unpacker.text()));
    change.terms = unpacker.text();
    change.old_terms = unpacker.text();
    change.has_lists = unpacker.number() != 0;
    return change;
}

AuthorityPlan::AuthorityPlan(Database& db, AuthorityStage& stage, const ImportOptions& options, const Actor& actor)
    : db_{db}, stage_{stage}, options_{options}, actor_{actor}, authorities_{db}
{
}
AuthorityPlan::~AuthorityPlan() = default;

void AuthorityPlan::make(Faults& faults, ImportResult& result, const Progress& progress)
{
    store_is_empty_ = authorities_.count() == 0;
    const auto& rows = stage_.rows();
    // A row left out takes with it those that name it as their coordinator, so the plan is made again until it stands.
    for (std::size_t left_out = 1; left_out != 0;) {
        left_out = rejected_.size();
        records_ = std::make_unique<RecordFile>();
        places_.clear();
        national_.clear();
        names_.clear();
        pending_.clear();
        finishing_.clear();
        result.create = result.update = result.unchanged = result.clear = 0;
        result.items.clear();
        for (std::size_t i = 0; i < rows.size();) {
            Unit unit{i, 1, {}, {options_.files[rows[i].file], rows[i].line, 0}};
            while (i + unit.count < rows.size() && stage_.key(rows[i + unit.count]) == stage_.key(rows[i]))
                ++unit.count;
            i += unit.count;
            plan(unit, faults, result);
            if (progress && i / progress_rows != (i - unit.count) / progress_rows)
                progress("comparing", i, rows.size());
        }
        settle();
        put_aside_finished();
        check_national_coordinators(faults);
        left_out = options_.partial ? rejected_.size() - left_out : 0;
    }
    records_->flush();
    warn_of_doubles(faults);
}

void AuthorityPlan::for_each(const std::function<void(const PlannedChange&)>& each)
{
    for (const std::uint64_t place : places_)
        each(PlannedChange::unpack(records_->read(place)));
}

bool AuthorityPlan::merge(Unit& unit, std::vector<Diagnostic>& faults)
{
    const auto& rows = stage_.rows();
    unit.patch = stage_.patch(rows[unit.first]);
    if (unit.count == 1)
        return true;
    AuthorityPatch first_cells = unit.patch;
    first_cells.areas.clear();
    const std::string expected = pack(first_cells);
    for (std::size_t i = 1; i < unit.count; ++i) {
        const AuthorityStage::Row& row = rows[unit.first + i];
        const Place place{options_.files[row.file], row.line, 0};
        const auto refuse = [&](const char* code, const std::string& message, const std::string& hint) {
            faults.push_back({Severity::error, code, place, "id", message, hint});
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

void AuthorityPlan::plan(Unit& unit, Faults& faults, ImportResult& result)
{
    const auto& rows = stage_.rows();
    const std::string key{stage_.key(rows[unit.first])};
    if (rejected_.contains(key))
        return;
    std::vector<Diagnostic> unit_faults;
    const auto reject = [&] {
        const std::size_t rows_left_out = options_.partial ? unit.count : 1;
        for (std::size_t i = 0; i < rows_left_out; ++i) {
            const AuthorityStage::Row& row = rows[unit.first + i];
            faults.add(unit_faults, row.file, options_.partial ? stage_.source(row) : std::string{});
        }
        rejected_.insert(key);
    };
    if (!merge(unit, unit_faults))
        return reject();

    const Hash input_hash =
        sha256(unit.count == 1 ? stage_.packed(rows[unit.first]) : std::string_view{pack(unit.patch)});
    PlannedChange change;
    std::optional<Authority> old;
    bool same_input = false;
    if (!store_is_empty_) {
        authorities_.with_row(unit.patch.key, [&](const AuthorityRow& row) {
            change.id = row.id;
            change.version = row.version;
            change.old_hash = to_hash(row.content_hash);
            same_input = row.input_hash.size() == input_hash_bytes &&
                         std::equal(row.input_hash.begin(), row.input_hash.end(), input_hash.begin());
            const bool touches_role = !unit.patch.areas.empty();
            if (!same_input || touches_role)
                old = row.decode();
        });
    }
    if (change.id != 0 && options_.mode == ImportMode::insert) {
        unit_faults.push_back({Severity::error, "REG-023", unit.place, "id", unit.patch.key.text() + " exists already",
                               "import with --mode upsert to change it"});
        ++result.conflict;
        return reject();
    }
    const auto item = [&](const char* action) {
        if (options_.with_items)
            result.items.push_back({unit.patch.key.text(), action, unit.place});
    };
    if (same_input && !old) {
        ++result.unchanged;
        return item("unchanged");
    }
    bool references_known = true;
    Authority now =
        apply_patch(old ? &*old : nullptr, unit.patch, [&](const std::string& reference, const std::string& country) {
            bool known = false;
            const AuthorityKey coordinator = resolve(reference, country, known);
            if (!known) {
                references_known = false;
                const std::string near =
                    nearest(coordinator.text(), authorities_.keys_of_country(coordinator.country, 5000));
                unit_faults.push_back(
                    {Severity::error, "REG-017", unit.place, "coordinator",
                     "there is no authority " + in_quotes(reference) + ", in the store or in the input",
                     did_you_mean(near)});
            }
            return coordinator;
        });
    if (!references_known || !check(unit, old ? &*old : nullptr, now, unit_faults, result))
        return reject();
    for (const AreaEntry& entry : now.areas) {
        if (entry.role == AuthorityRole::nimic && now.state == AuthorityState::active)
            national_[{now.key.country, entry.area}].push_back({now.key.text(), unit.first});
    }

    if (change.id != 0) {
        change.content = encode_content(now);
        change.content_hash = hash_of_version(now.key.country, now.key.id, to_string(now.state), change.content);
        if (change.content_hash == change.old_hash) {
            ++result.unchanged;
            return item("unchanged");
        }
    }
    if (old)
        result.clear += cleared_values(*old, now);
    change.key = now.key;
    change.state = now.state;
    change.input_hash = input_hash;
    change.has_lists = !now.areas.empty() || !now.professions.empty();
    ++(change.id == 0 ? result.create : result.update);
    item(change.id == 0 ? "create" : "update");
    pending_.push_back({std::move(change), std::move(now), std::move(old), unit.first, {}, 0});
    if (pending_.size() == pending_changes)
        settle();
}

void AuthorityPlan::settle()
{
    put_aside_finished();
    std::swap(finishing_, pending_);
    next_to_finish_ = 0;
    if (finishing_.size() >= few_changes)
        finisher_ = std::async(std::launch::async, [this] { finish_some(their_maker_); });
}

void AuthorityPlan::finish_some(IndexTermMaker& maker)
{
    for (;;) {
        const std::size_t first = next_to_finish_.fetch_add(few_changes);
        if (first >= finishing_.size())
            return;
        const std::size_t end = std::min(first + few_changes, finishing_.size());
        for (std::size_t i = first; i < end; ++i)
            finishing_[i].finish(maker);
    }
}

void AuthorityPlan::put_aside_finished()
{
    finish_some(our_maker_);
    if (finisher_.valid())
        finisher_.get();
    for (const Pending& pending : finishing_) {
        places_.push_back(records_->append(pending.packed));
        if (pending.change.id == 0)
            names_.push_back({pending.name_hash, static_cast<std::uint32_t>(pending.row)});
    }
    finishing_.clear();
}

bool AuthorityPlan::check(const Unit& unit, const Authority* old, const Authority& now, std::vector<Diagnostic>& faults,
                          ImportResult& result)
{
    if (now.names.empty()) {
        faults.push_back({Severity::error, "REG-024", unit.place, "name", unit.patch.key.text() + " would have no name",
                          "give at least one name"});
        return false;
    }
    if (!now.valid_from.empty() && !now.valid_to.empty() && now.valid_to < now.valid_from) {
        faults.push_back({Severity::error, "REG-018", unit.place, "valid_to", "ends before it begins", {}});
        return false;
    }
    if (actor_.is_operator())
        return true;
    const auto permitted = [&](std::string_view verb, const std::string& area, std::string_view role) {
        RightsObject object;
        object.country = now.key.country;
        object.region = old != nullptr ? old->region : now.region;
        object.area = area;
        object.role = role;
        if (old != nullptr)
            authorities_.with_row(now.key, [&](const AuthorityRow& row) { object.authority_id = row.id; });
        if (may(actor_, verb, object))
            return true;
        result.not_permitted = true;
        const std::string as_what = role == "authority" ? std::string{} : " with the role " + std::string{role};
        faults.push_back({Severity::error, "RGT-010", unit.place, role == "authority" ? "country" : "role",
                          actor_.login + " may not " + std::string{verb} + " " + now.key.text() + as_what,
                          "ask a coordinator of " + now.key.country + ", or an operator of the store"});
        return false;
    };
    const auto all_areas = [&](std::string_view verb, const Authority& authority) {
        for (const AreaEntry& entry : authority.areas) {
            if (!permitted(verb, entry.area, to_string(entry.role)))
                return false;
        }
        return !authority.areas.empty() || permitted(verb, {}, "authority");
    };
    if (old == nullptr)
        return all_areas("register", now);
    if (encode_areas(*old) != encode_areas(now) && !(all_areas("grant", *old) && all_areas("grant", now)))
        return false;
    if (official_names(*old) != official_names(now) && !permitted("name", {}, "authority"))
        return false;
    if (old->state != now.state && !all_areas("suspend", *old))
        return false;
    return old->region == now.region ? permitted("edit", {}, "authority") : all_areas("grant", now);
}

bool AuthorityPlan::exists(const AuthorityKey& key)
{
    const std::string staged = stage_key(key);
    if (stage_.has_key(staged) && !(options_.partial && rejected_.contains(staged)))
        return true;
    return !store_is_empty_ && authorities_.with_row(key, [](const AuthorityRow&) {});
}

AuthorityKey AuthorityPlan::resolve(const std::string& reference, const std::string& country, bool& known)
{
    // "RO:cmr" names a country; "ro:18340" may as well be an id that has a colon.
    const AuthorityKey bare{country, reference};
    const std::optional<AuthorityKey> full = parse_authority_key(reference);
    if (full && exists(*full)) {
        known = true;
        return *full;
    }
    known = exists(bare);
    return known || !full ? bare : *full;
}

void AuthorityPlan::check_national_coordinators(Faults& faults)
{
    const auto& rows = stage_.rows();
    for (auto& [place, coordinators] : national_) {
        const std::string stored =
            store_is_empty_ ? std::string{} : authorities_.national_coordinator(place.first, place.second);
        const auto key = parse_authority_key(stored);
        // One that is in the input itself is in the list if it stays what it is.
        std::string first = key && !stage_.has_key(stage_key(*key)) ? stored : std::string{};
        for (const NationalCoordinator& coordinator : coordinators) {
            if (first.empty() || first == coordinator.key) {
                first = coordinator.key;
                continue;
            }
            const AuthorityStage::Row& row = rows[coordinator.row];
            const std::string staged{stage_.key(row)};
            if (rejected_.contains(staged))
                continue;
            faults.add({{Severity::error,
                         "REG-028",
                         {options_.files[row.file], row.line, 0},
                         "role",
                         place.first + " has its national coordinator already: " + first,
                         "a country has one NIMIC in an area; give another role"}},
                       row.file, options_.partial ? stage_.source(row) : std::string{});
            rejected_.insert(staged);
        }
    }
}

void AuthorityPlan::warn_of_doubles(Faults& faults)
{
    std::sort(names_.begin(), names_.end(),
              [](const NamePlace& a, const NamePlace& b) { return std::tie(a.hash, a.row) < std::tie(b.hash, b.row); });
    const auto& rows = stage_.rows();
    for (std::size_t i = 1; i < names_.size(); ++i) {
        if (names_[i].hash != names_[i - 1].hash)
            continue;
        if (!faults.keeps_warnings()) {
            faults.count_warning();
            continue;
        }
        const AuthorityStage::Row& first_row = rows[names_[i - 1].row];
        const AuthorityStage::Row& row = rows[names_[i].row];
        const Authority first = apply_without_coordinators(nullptr, stage_.patch(first_row));
        const Authority second = apply_without_coordinators(nullptr, stage_.patch(row));
        const std::string& name = second.display_name().text;
        const std::string other = first.key.text() + " (line " + std::to_string(first_row.line) + ")";
        Diagnostic warning{Severity::warning, "REG-026", {options_.files[row.file], row.line, 0}, "name", {}, {}};
        if (name != first.display_name().text &&
            confusable_skeleton(name) == confusable_skeleton(first.display_name().text)) {
            warning.code = "REG-027";
            warning.message = second.key.text() + ": " + in_quotes(name) + " is confusable with the name of " + other;
            warning.hint = "a letter of another script looks the same";
        } else {
            warning.message = second.key.text() + ": " + in_quotes(name) + " is a likely duplicate of " + other;
            warning.hint = "one body needs one id";
        }
        faults.add({warning}, row.file, {});
    }
}

} // namespace imi
