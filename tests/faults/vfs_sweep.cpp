// SPDX-License-Identifier: EUPL-1.2
// usage: vfs_sweep [EVERY [SEED]]
//
// Lets every call that SQLite makes of the file system fail, one after the other (only every EVERY-th; 1 unless given),
// once and for ever, while an import and a single change run; then lets the power fail at every change of a file. After
// each point the store is opened as usual: it must be sound, its audit log intact, its content that of before or after,
// after where the change was acknowledged, before where the message says that nothing was changed; and the same change,
// repeated, must succeed. A finding is a line; the last line counts.
#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/authority_service.hpp"
#include "directory/import.hpp"
#include "directory/store_service.hpp"
#include "directory/verification.hpp"
#include "support/fault_vfs.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>

#include <unistd.h>

namespace imi
{

namespace
{

namespace fs = std::filesystem;

constexpr int rows = 300;
constexpr Instant now = 1'204'534'800;

ActContext context()
{
    ActContext context;
    context.actor = [](Database& db) { return resolve_actor(db, getuid(), "tester", {}, now); };
    context.uid = getuid();
    context.tool = "vfs_sweep";
    context.clock = Clock{now};
    context.timeout_seconds = 5;
    return context;
}

/// One change of a store; returns false where all was so already.
struct Operation {
    std::string name;
    std::function<bool(Store&)> run;
};

/// How far a store has come: its last audit entry and how many authorities it has.
struct State {
    std::int64_t entries = 0, authorities = 0;
    bool operator==(const State&) const = default;
};

State state_of(Store& store)
{
    Statement count = store.db().prepare("SELECT COUNT(*) FROM authority");
    count.step();
    return {AuditLog{store.db()}.next_number() - 1, count.integer(0)};
}

/// What the one who called was told.
struct Told {
    bool done = false;
    bool nothing_changed = false;
    std::string error;
};

class Sweep
{
public:
    Sweep(int every, unsigned seed) : every_{every}, random_{seed}
    {
        std::string name = (fs::temp_directory_path() / "imi-sweep-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~Sweep() { fs::remove_all(folder_); }

    int run();

private:
    void prepare();
    void sweep(const Operation& operation, FileOperation file_operation, Failure failure, bool for_ever);
    void lose_power(const Operation& operation);
    void lose_power_after(const Operation& operation);
    bool forgets_without_full_sync(const Operation& operation);
    Told attempt(const Operation& operation);
    void examine(const Operation& operation, const std::string& path, const Told& told, const std::string& point);
    void finding(const std::string& text);
    void renew();

    int every_;
    std::mt19937 random_;
    fs::path folder_;
    std::string base_, store_, after_loss_;
    State before_, after_;
    int points_ = 0, struck_ = 0, findings_ = 0;
};

void Sweep::finding(const std::string& text)
{
    ++findings_;
    std::cout << text << '\n';
}

void write_input(const fs::path& path, int first, int count)
{
    std::ofstream file{path};
    file << "id,country,name,lang,city,area,professions\n";
    for (int row = first; row < first + count; ++row)
        file << "a-" << row << ",DE,Ärztekammer Nr. " << row << ",de,Köln,pq,doctor\n";
}

void remove_store(const std::string& path)
{
    for (const char* tail : {"", "-wal", "-shm", "-journal", ".lock"})
        fs::remove(path + tail);
}

void Sweep::prepare()
{
    base_ = folder_ / "base.db";
    store_ = folder_ / "store.db";
    after_loss_ = folder_ / "after-loss.db";
    InitOptions options;
    options.path = base_;
    options.areas = IMI_SOURCE_DIR "/questionsets";
    options.admin = "operator";
    options.uid = getuid();
    options.account = "tester";
    init_store(options, Clock{now});
    write_input(folder_ / "few.csv", 0, 30);
    write_input(folder_ / "rows.csv", 15, rows);
    Store store = Store::open(base_, StoreAccess::write);
    ImportOptions few;
    few.files = {folder_ / "few.csv"};
    import_directory(store, few, context());
}

void Sweep::renew()
{
    remove_store(store_);
    fs::copy_file(base_, store_);
}

/// Opens, changes and closes a fresh store by way of the faulty file system.
Told Sweep::attempt(const Operation& operation)
{
    Told told;
    FaultVfs::instance().use(true);
    try {
        Store store = Store::open(store_, StoreAccess::write);
        operation.run(store);
        told.done = !FaultVfs::instance().power_is_off();
    } catch (const Error& error) {
        told.error = error.what();
        told.nothing_changed = told.error.find("nothing was changed") != std::string::npos;
        if (error.status() == Status::bug)
            finding(operation.name + ": a fault of the disk is told as a bug: " + told.error);
    }
    FaultVfs::instance().use(false);
    return told;
}

void Sweep::examine(const Operation& operation, const std::string& path, const Told& told, const std::string& point)
{
    const std::string where = operation.name + ", " + point + ": ";
    try {
        Store store = Store::open(path, StoreAccess::write);
        for (const Diagnostic& diagnostic : check_store(store))
            finding(where + diagnostic.text());
        const State state = state_of(store);
        if (state != before_ && state != after_)
            finding(where + "the state is between before and after");
        if (told.done && state != after_)
            finding(where + "an acknowledged change is lost");
        if (told.nothing_changed && state != before_)
            finding(where + "\"" + told.error + "\", but it was changed");
        operation.run(store);
        if (state_of(store) != after_)
            finding(where + "repeating it does not complete it");
    } catch (const Error& error) {
        finding(where + "afterwards: " + error.what());
    }
}

void Sweep::sweep(const Operation& operation, FileOperation file_operation, Failure failure, bool for_ever)
{
    const std::string kind = std::string{to_string(file_operation)} + " (" + std::string{to_string(failure)} +
                             (for_ever ? ", for ever)" : ", once)");
    // A run without the fault ends the sweep; the first point changes from kind to kind.
    for (int nth = static_cast<int>(random_() % static_cast<unsigned>(every_));; nth += every_) {
        renew();
        FaultVfs::instance().fail(file_operation, nth, for_ever, failure);
        const Told told = attempt(operation);
        const bool struck = FaultVfs::instance().struck();
        FaultVfs::instance().disarm();
        examine(operation, store_, told, kind + " at " + std::to_string(nth));
        ++points_;
        if (!struck)
            return;
        ++struck_;
    }
}

void Sweep::lose_power(const Operation& operation)
{
    for (int nth = static_cast<int>(random_() % static_cast<unsigned>(every_));; nth += every_) {
        renew();
        FaultVfs::instance().lose_power(nth);
        const Told told = attempt(operation);
        const bool struck = FaultVfs::instance().struck();
        for (int draw = 0; draw < 3; ++draw) {
            remove_store(after_loss_);
            FaultVfs::instance().write_remains(store_, after_loss_, random_);
            // "Nothing was changed" is not to be believed of a machine that went off.
            examine(operation, after_loss_, {told.done, false, {}}, "power lost at " + std::to_string(nth));
            ++points_;
        }
        FaultVfs::instance().disarm();
        if (!struck)
            return;
        ++struck_;
    }
}

/// Power is lost right after the change was acknowledged, before the store is closed.
void Sweep::lose_power_after(const Operation& operation)
{
    for (int draw = 0; draw < 20; ++draw) {
        renew();
        FaultVfs::instance().lose_power(std::numeric_limits<int>::max());
        const Operation cut{operation.name, [&operation](Store& store) {
                                const bool changed = operation.run(store);
                                FaultVfs::instance().lose_power_now();
                                return changed;
                            }};
        attempt(cut);
        remove_store(after_loss_);
        FaultVfs::instance().write_remains(store_, after_loss_, random_);
        FaultVfs::instance().disarm();
        examine(operation, after_loss_, {true, false, {}}, "power lost when done");
        ++points_;
        ++struck_;
    }
}

/// That the test bites: with the engine's weaker setting, acknowledged changes are lost.
bool Sweep::forgets_without_full_sync(const Operation& operation)
{
    int lost = 0;
    for (int draw = 0; draw < 20; ++draw) {
        renew();
        FaultVfs::instance().lose_power(std::numeric_limits<int>::max());
        attempt({operation.name, [&operation](Store& store) {
                     store.db().execute("PRAGMA synchronous = NORMAL");
                     const bool changed = operation.run(store);
                     FaultVfs::instance().lose_power_now();
                     return changed;
                 }});
        remove_store(after_loss_);
        FaultVfs::instance().write_remains(store_, after_loss_, random_);
        FaultVfs::instance().disarm();
        Store store = Store::open(after_loss_, StoreAccess::read);
        lost += state_of(store) == before_ ? 1 : 0;
    }
    return lost != 0;
}

int Sweep::run()
{
    prepare();
    const Operation import{"import", [this](Store& store) {
                               ImportOptions options;
                               options.files = {folder_ / "rows.csv"};
                               const ImportResult result = import_directory(store, options, context());
                               if (result.error != 0)
                                   throw Error{Status::bug, "TST-001", "the input was refused"};
                               return result.batch.has_value();
                           }};
    const Operation set{
        "set", [](Store& store) {
            return set_authority(store, "DE:a-3", {{"city", "Łódź"}, {"phone", "+49 89 1"}}, {}, context()).changed;
        }};
    struct Kind {
        FileOperation operation;
        Failure failure;
    };
    constexpr Kind kinds[] = {
        {FileOperation::open, Failure::io_error},     {FileOperation::open, Failure::disk_full},
        {FileOperation::read, Failure::io_error},     {FileOperation::write, Failure::io_error},
        {FileOperation::write, Failure::disk_full},   {FileOperation::write, Failure::short_write},
        {FileOperation::sync, Failure::io_error},     {FileOperation::sync, Failure::disk_full},
        {FileOperation::truncate, Failure::io_error}, {FileOperation::remove, Failure::io_error},
        {FileOperation::size, Failure::io_error},     {FileOperation::lock, Failure::io_error},
        {FileOperation::shm_map, Failure::io_error},  {FileOperation::shm_lock, Failure::io_error},
    };
    for (const Operation& operation : {import, set}) {
        renew();
        {
            Store store = Store::open(store_, StoreAccess::write);
            before_ = state_of(store);
            operation.run(store);
            after_ = state_of(store);
        }
        for (const Kind& kind : kinds) {
            sweep(operation, kind.operation, kind.failure, false);
            sweep(operation, kind.operation, kind.failure, true);
        }
        lose_power(operation);
        lose_power_after(operation);
    }
    if (!forgets_without_full_sync(set))
        finding("the loss of power loses nothing where it must: the test does not bite");
    std::cout << points_ << " points, " << struck_ << " faults, " << findings_ << " findings\n";
    return findings_ != 0 || struck_ == 0 ? 1 : 0;
}

} // namespace

} // namespace imi

int main(int argc, char** argv)
{
    const int every = argc > 1 ? std::atoi(argv[1]) : 1;
    const unsigned seed = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    return imi::Sweep{every > 0 ? every : 1, seed}.run();
}
