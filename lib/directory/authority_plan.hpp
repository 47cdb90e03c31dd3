// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_repository.hpp"
#include "directory/import_stage.hpp"
#include "directory/rights.hpp"
#include "index/document.hpp"

#include <atomic>
#include <cstdint>
#include <future>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace imi
{

/// What is to be done to one authority: found out before the store is locked, carried out under the lock.
struct PlannedChange {
    std::int64_t id = 0; ///< 0: to be created
    std::int64_t version = 0;
    AuthorityKey key;
    AuthorityState state = AuthorityState::active;
    std::string content;
    Hash content_hash{}, old_hash{}, input_hash{};
    std::string terms, old_terms; ///< of the index
    bool has_lists = false;       ///< areas or professions are in the content

    std::string pack() const;
    static PlannedChange unpack(std::string_view bytes);
};

/// Compares the staged rows with the store as it is now.
class AuthorityPlan
{
public:
    AuthorityPlan(Database& db, AuthorityStage& stage, const ImportOptions& options, const Actor& actor);
    ~AuthorityPlan();

    /// Finds out what changes, and adds faults that only show beside other records. Call once.
    void make(Faults& faults, ImportResult& result, const Progress& progress);
    std::uint64_t changes() const { return places_.size(); }
    /// Calls `each` with every change, in the order of the keys.
    void for_each(const std::function<void(const PlannedChange&)>& each);

private:
    struct Unit;
    struct Pending;
    bool merge(Unit& unit, std::vector<Diagnostic>& faults);
    void plan(Unit& unit, Faults& faults, ImportResult& result);
    bool check(const Unit& unit, const Authority* old, const Authority& now, std::vector<Diagnostic>& faults,
               ImportResult& result);
    /// Lets another core finish the changes that wait, while those before, finished by now, are put aside in their
    /// order.
    void settle();
    void put_aside_finished();
    void finish_some(IndexTermMaker& maker);
    AuthorityKey resolve(const std::string& reference, const std::string& country, bool& known);
    bool exists(const AuthorityKey& key);
    void check_national_coordinators(Faults& faults);
    void warn_of_doubles(Faults& faults);

    Database& db_;
    AuthorityStage& stage_;
    const ImportOptions& options_;
    const Actor& actor_;
    AuthorityRepository authorities_;
    bool store_is_empty_ = false;
    std::set<std::string> rejected_; ///< keys of rows left out, under `partial`
    struct NationalCoordinator {
        std::string key;
        std::size_t row;
    };
    std::map<std::pair<std::string, std::string>, std::vector<NationalCoordinator>> national_;
    struct NamePlace {
        std::uint64_t hash;
        std::uint32_t row;
    };
    std::vector<NamePlace> names_;
    std::vector<Pending> pending_, finishing_;
    std::atomic<std::size_t> next_to_finish_ = 0; ///< of `finishing_`; two threads take from it
    IndexTermMaker our_maker_, their_maker_;
    std::future<void> finisher_;
    std::unique_ptr<RecordFile> records_;
    std::vector<std::uint64_t> places_;
};

} // namespace imi
