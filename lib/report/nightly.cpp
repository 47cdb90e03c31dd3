// SPDX-License-Identifier: EUPL-1.2
#include "report/nightly.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "cases/case_facts.hpp"
#include "directory/rights.hpp"
#include "formats/json.hpp"
#include "i18n/languages.hpp"
#include "i18n/names.hpp"
#include "report/question.hpp"
#include "report/writers.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

namespace imi::report
{

namespace
{

namespace fs = std::filesystem;

constexpr Instant day_seconds = 86'400;
constexpr std::string_view unfinished = ".night-";

std::string next_day(const std::string& date) { return civil_date(end_of_day(date) + 1); }
std::string day_before(Instant now) { return civil_date(now - day_seconds); }

[[noreturn]] void refuse_folder(const std::string& path, const std::string& why)
{
    throw Error{Status::store, "RPT-022", path + ": " + why, "choose a folder that you may write, with --out"};
}

/// Nights that are there, in order.
std::vector<std::string> nights_in(const std::string& out)
{
    std::error_code fault;
    std::vector<std::string> nights;
    for (fs::directory_iterator entry{out, fault}, end; !fault && entry != end; entry.increment(fault))
        if (const std::string name = entry->path().filename().string();
            is_civil_date(name) && fs::exists(entry->path() / "night.json"))
            nights.push_back(name);
    if (fault)
        refuse_folder(out, fault.message());
    std::sort(nights.begin(), nights.end());
    return nights;
}

/// One run at a time in a folder.
class FolderLock
{
public:
    explicit FolderLock(const std::string& out)
        : descriptor_{::open((out + "/.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)}
    {
        if (descriptor_ < 0)
            refuse_folder(out, std::strerror(errno));
    }
    ~FolderLock() { ::close(descriptor_); }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    bool take() { return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

private:
    int descriptor_;
};

void write_file(const fs::path& path, std::string_view content)
{
    errno = 0;
    std::ofstream file{path, std::ios::binary};
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file)
        refuse_folder(path.string(), errno == 0 ? "it cannot be written" : std::strerror(errno));
}

/// What was written is on the disk before its name is.
void flush_all(const std::string& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::syncfs(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!done)
        refuse_folder(folder, std::strerror(errno));
}

/// Puts `made` in the place of `place`, which may be taken: at every moment one of the two is there.
void put_in_place(const fs::path& made, const fs::path& place)
{
    if (::rename(made.c_str(), place.c_str()) == 0)
        return;
    if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) != 0)
        refuse_folder(place.string(), std::strerror(errno));
    std::error_code ignored;
    fs::remove_all(made, ignored);
}

/// Makes the folders of nights.
class Publisher
{
public:
    Publisher(Store& store, const UiTexts& ui, const NightlyOptions& options, const ActContext& context)
        : store_{store}, ui_{ui}, options_{options}, context_{context}, languages_{options.languages}
    {
        if (languages_.empty())
            for (const Language& language : languages())
                languages_.emplace_back(language.tag);
    }

    Night publish(const std::string& date, bool is_there)
    {
        Night night{date, is_there ? "replace" : "publish", 0, {}};
        const fs::path made = fs::path{options_.out} / (std::string{unfinished} + date);
        std::error_code ignored;
        try {
            if (!options_.dry_run)
                fs::remove_all(made);
            if (!write(made, night)) {
                fs::remove_all(made, ignored);
                night.action = "refuse";
                return night;
            }
        } catch (...) {
            fs::remove_all(made, ignored); // it may be what fills the disk
            throw;
        }
        if (options_.dry_run)
            return night;
        flush_all(made.string());
        put_in_place(made, fs::path{options_.out} / date);
        return night;
    }

    /// `latest` and the page at the top.
    void point_to_latest()
    {
        if (options_.dry_run)
            return;
        const std::vector<std::string> nights = nights_in(options_.out);
        if (nights.empty())
            return;
        const fs::path out{options_.out};
        const fs::path link = out / (std::string{unfinished} + "link");
        fs::remove(link);
        fs::create_symlink(nights.back(), link);
        fs::rename(link, out / "latest");
        const fs::path page = out / (std::string{unfinished} + "page");
        write_file(page, Printer{ui_, "en"}.to_html({}, top_page(nights)));
        fs::rename(page, out / "index.html");
        flush_all(options_.out);
    }

private:
    bool write(const fs::path& folder, Night& night)
    {
        Database& db = store_.db();
        const Transaction snapshot{db, Transaction::Kind::read};
        Desk desk{db, ui_, "en", std::max(context_.clock.now(), end_of_day(night.date))};
        Query query;
        query.as_of = end_of_day(night.date);
        for (const std::string& language : languages_) {
            desk.speak(language);
            std::vector<Result> results;
            for (const statistics::Report& report : desk.reports()) {
                results.push_back(desk.run(report, query));
                results.back().is_training = store_.is_training();
            }
            if (language == languages_.front()) {
                night.faults = irreconcilable(results);
                if (!night.faults.empty())
                    return false;
                if (options_.dry_run) {
                    night.files = languages_.size() * (1 + 2 * results.size());
                    return true;
                }
                write_night(folder, night, results);
            }
            write_language(folder / language, language, results);
            night.files += 1 + 2 * results.size();
        }
        return true;
    }

    void write_night(const fs::path& folder, const Night& night, const std::vector<Result>& results)
    {
        fs::create_directories(folder);
        nlohmann::ordered_json json{{"date", night.date},
                                    {"as_of", format_instant(end_of_day(night.date))},
                                    {"made", format_instant(context_.clock.now())},
                                    {"tool", options_.tool_version},
                                    {"languages", languages_},
                                    {"reports", nlohmann::ordered_json::array()}};
        for (const Result& result : results)
            json["reports"].push_back({{"report", result.id}, {"version", result.version}});
        if (!results.empty()) {
            json["entry"] = results.front().entry;
            json["head"] = results.front().head;
        }
        write_file(folder / "night.json", json.dump(2) + "\n");
    }

    void write_language(const fs::path& folder, const std::string& language, const std::vector<Result>& results)
    {
        fs::create_directories(folder);
        Printer::Page page;
        page.has_data = true;
        for (const std::string& other : languages_)
            page.languages.push_back(
                {std::string{find_language(other)->own_name}, "../" + other + "/index.html", other, other == language});
        write_file(folder / "index.html", Printer{ui_, language}.to_html(results, page));
        for (const Result& result : results) {
            write_file(folder / (result.id + ".csv"), to_csv(result));
            write_file(folder / (result.id + ".json"), to_json(result).dump(2) + "\n");
        }
    }

    Printer::Page top_page(const std::vector<std::string>& nights) const
    {
        constexpr std::size_t most_nights = 31;
        const auto address = [&](const std::string& night, std::string_view language) {
            std::string page = night + "/" + std::string{language} + "/index.html";
            return fs::exists(fs::path{options_.out} / page) ? page : std::string{};
        };
        // Nights need not be in the same languages.
        Printer::Page page;
        for (const Language& language : languages())
            if (std::string there = address("latest", language.tag); !there.empty())
                page.languages.push_back(
                    {std::string{language.own_name}, std::move(there), std::string{language.tag}, false});
        for (std::size_t i = nights.size(); i > 0 && nights.size() - i < most_nights; --i) {
            std::string there = address(nights[i - 1], "en");
            for (const Language& language : languages())
                if (there.empty())
                    there = address(nights[i - 1], language.tag);
            if (!there.empty())
                page.others.push_back({nights[i - 1], std::move(there), {}, false});
        }
        return page;
    }

    Store& store_;
    const UiTexts& ui_;
    const NightlyOptions& options_;
    const ActContext& context_;
    std::vector<std::string> languages_;
};

/// What is there must be ours, so that nothing of others is replaced; where nothing is, it must be possible to make it.
void require_place(const std::string& out)
{
    std::error_code fault;
    if (!fs::exists(out, fault)) {
        const fs::path above = fs::absolute(out).parent_path();
        if (::access(above.c_str(), W_OK) != 0 && fs::exists(above))
            refuse_folder(out, std::strerror(errno));
        return;
    }
    if (!fs::is_directory(out, fault))
        refuse_folder(out, "it is no folder");
    if (::access(out.c_str(), W_OK) != 0)
        refuse_folder(out, std::strerror(errno));
    if (!fs::exists(out + "/.lock") && !fs::is_empty(out))
        refuse_folder(out, "it holds other things than reports");
}

/// The first and the last night to be made.
std::pair<std::string, std::string> wanted_nights(const NightlyOptions& options, const std::vector<std::string>& nights,
                                                  Instant now)
{
    for (const auto& [date, option] : {std::pair{&options.date, "--date"}, {&options.since, "--since"}})
        if (!date->empty())
            asked_day(*date, option);
    const std::string yesterday = day_before(now);
    std::pair<std::string, std::string> range{yesterday, yesterday};
    if (!options.date.empty())
        range = {options.date, options.date};
    else if (!options.since.empty())
        range.first = options.since;
    else if (!nights.empty() && !options.rebuild)
        range.first = std::min(next_day(nights.back()), yesterday);
    if (range.first > yesterday)
        throw Error{Status::input, "RPT-013", "the day " + range.first + " has not passed; nothing was changed",
                    "the last day that can be published is " + yesterday};
    return range;
}

/// Counts all cases again where the installed reports are others, or where it was asked for.
void bring_cells_up_to_date(Store& store, const NightlyOptions& options, const ActContext& context)
{
    Database& db = store.db();
    if (options.dry_run)
        return;
    if (!options.rebuild) {
        const Transaction snapshot{db, Transaction::Kind::read};
        if (counts_what_is_installed(db))
            return;
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    const Actor actor = context.actor(db);
    require(actor, "statistics", {});
    count_again(db);
    AuditEvent event = audit_event(actor, context, "count", "statistics");
    if (!options.comment.empty())
        event.detail = dump_json({{"comment", options.comment}});
    AuditLog{db}.append(event, context.clock.now());
    transaction.commit();
}

} // namespace

std::vector<Night> run_nightly(Store& store, const UiTexts& ui, const NightlyOptions& options,
                               const ActContext& context)
{
    require(context.actor(store.db()), "statistics", {});
    for (const std::string& language : options.languages)
        if (find_language(language) == nullptr)
            throw Error{Status::usage, "RPT-015", in_quotes(language) + " is none of the 26 languages",
                        "give a code such as de, el or nb"};
    std::error_code fault;
    if (!options.dry_run)
        fs::create_directories(options.out, fault);
    if (fault)
        refuse_folder(options.out, fault.message());
    const bool exists = fs::exists(options.out, fault);
    require_place(options.out);
    std::optional<FolderLock> lock;
    if (exists) {
        lock.emplace(options.out);
        if (!lock->take())
            throw Error{Status::store, "RPT-023", options.out + " is being written by another run",
                        "wait until it has ended; imi-report nightly --status shows it"};
    }
    // What a killed run left.
    if (exists && !options.dry_run)
        for (const auto& entry : fs::directory_iterator{options.out})
            if (entry.path().filename().string().starts_with(unfinished))
                fs::remove_all(entry.path(), fault);
    const std::vector<std::string> there = exists ? nights_in(options.out) : std::vector<std::string>{};
    const auto [first, last] = wanted_nights(options, there, context.clock.now());
    bring_cells_up_to_date(store, options, context);
    Publisher publisher{store, ui, options, context};
    std::vector<Night> result;
    for (std::string date = first; date <= last; date = next_day(date)) {
        const bool is_there = std::binary_search(there.begin(), there.end(), date);
        if (is_there && !options.rebuild) {
            result.push_back({date, "unchanged", 0, {}});
            continue;
        }
        result.push_back(publisher.publish(date, is_there));
        if (result.back().action == "refuse")
            break;
    }
    publisher.point_to_latest();
    return result;
}

NightlyStatus nightly_status(const std::string& out, Instant now)
{
    if (!fs::exists(out))
        throw Error{Status::absent, "RPT-022", "there is nothing at " + out, "imi-report nightly --out makes it"};
    const std::vector<std::string> nights = nights_in(out);
    NightlyStatus status;
    status.nights = nights.size();
    if (!nights.empty()) {
        status.last = nights.back();
        for (std::string date = nights.front(); date <= day_before(now); date = next_day(date))
            if (!std::binary_search(nights.begin(), nights.end(), date))
                status.missing.push_back(date);
    }
    if (::access((out + "/.lock").c_str(), W_OK) == 0) {
        FolderLock lock{out};
        status.is_running = !lock.take();
    }
    return status;
}

} // namespace imi::report
