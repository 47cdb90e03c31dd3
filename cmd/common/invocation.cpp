// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/progress.hpp"
#include "cmd/common/tool.hpp"

#include "audit/audit_log.hpp"
#include "base/limits.hpp"
#include "directory/store_service.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "text/check.hpp"
#include "text/escape.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

#include <nlohmann/json.hpp>
#include <unicode/uloc.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imi::cmd
{

namespace
{

/// Value of an environment variable; an empty one counts as unset.
std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

constexpr const char* configuration_file = IMI_CONFIGURATION_FILE;

/// Value of `name = value` in the configuration file.
std::string configured(std::string_view name)
{
    std::ifstream file{configuration_file};
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t equals = line.find('=');
        if (line.starts_with('#') || equals == std::string::npos)
            continue;
        const auto trimmed = [](std::string_view text) {
            const std::size_t begin = text.find_first_not_of(" \t");
            const std::size_t end = text.find_last_not_of(" \t\r");
            return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin + 1);
        };
        if (trimmed(std::string_view{line}.substr(0, equals)) == name)
            return std::string{trimmed(std::string_view{line}.substr(equals + 1))};
    }
    return {};
}

/// The tag of a locale or tag: de_DE.UTF-8 is de; empty when it is none.
std::string tag_of(std::string text)
{
    text = text.substr(0, text.find_first_of(".@"));
    if (text == "C" || text == "POSIX")
        return "en";
    text = text.substr(0, text.find_first_of("_-"));
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    if (text == "no")
        return "nb";
    const bool letters = text.size() >= 2 && text.size() <= 3 &&
                         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    return letters && std::strlen(uloc_getISO3Language(text.c_str())) != 0 ? text : std::string{};
}

std::string read_comment(const std::string& from)
{
    Input input = Input::open(from);
    std::string text = read_all(input, limits::text_code_points * 4);
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

} // namespace

std::string Invocation::store_path() const
{
    std::string path = options_.store;
    if (path.empty())
        path = environment("IMI_STORE");
    if (path.empty()) {
        path = configured("store");
        if (!path.empty() && path.front() != '/' && path.find("://") == std::string::npos)
            throw Error{Status::usage, "CLI-012",
                        std::string{configuration_file} +
                            " names the store by a path from the current folder: " + escape_for_message(path),
                        "write its whole path there"};
    }
    if (path.empty())
        throw Error{Status::usage, "CLI-010", "no store is named",
                    std::string{"say which in one of three ways: --store STORE, the variable IMI_STORE, or a line "
                                "`store = STORE` in "} +
                        configuration_file};
    // postgresql://user:password@host: a password on a command line is read by everybody on the machine.
    const std::size_t scheme = path.find("://");
    if (scheme != std::string::npos) {
        const std::size_t at = path.find('@', scheme);
        if ((at != std::string::npos && path.find(':', scheme + 3) < at) || path.find("password=") != std::string::npos)
            throw Error{Status::usage, "CLI-011", "a store URL may not hold a password",
                        "let the database know you by your account"};
        throw Error{Status::usage, "CLI-012",
                    "stores of this kind are not supported: " + escape_for_message(path.substr(0, scheme)),
                    "give the path of a file"};
    }
    if (path == "-")
        throw Error{Status::usage, "CLI-012", "a store is a file, not standard input", "give its path"};
    // The engine would take these for something else than the name of a file.
    return path.starts_with("file:") || path.starts_with(':') ? "./" + path : path;
}

Store& Invocation::store()
{
    if (!store_) {
        store_ = std::make_unique<Store>(Store::open(store_path(), dry_run_ && !plays_ ? StoreAccess::read : access_));
        clock();
    }
    return *store_;
}

Store& Invocation::store_of_any_schema()
{
    if (!store_)
        store_ = std::make_unique<Store>(Store::open_unchecked(store_path(), dry_run_ ? StoreAccess::read : access_));
    return *store_;
}

Clock Invocation::clock()
{
    std::string text = options_.now;
    if (text.empty())
        text = environment("IMI_NOW");
    if (text.empty())
        return Clock{};
    const auto instant = parse_instant(text);
    if (!instant)
        throw Error{Status::usage, "CLI-013", escape_for_message(text) + " is no instant",
                    "write it as 2008-03-03T09:00:00Z"};
    if (store_ && access_ == StoreAccess::write && !dry_run_ && !logs_ && !store_->is_training())
        throw Error{Status::usage, "CLI-014",
                    "only a training store is changed at another time than now; nothing was changed",
                    "leave --now and IMI_NOW out"};
    return Clock{*instant};
}

std::string Invocation::language() const
{
    if (!options_.lang.empty()) {
        const std::string tag = tag_of(options_.lang);
        if (tag.empty())
            throw Error{Status::usage, "CLI-015", escape_for_message(options_.lang) + " is no language",
                        "give its code, such as de or el"};
        return tag;
    }
    for (const char* name : {"IMI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string value = environment(name);
        if (!value.empty())
            return tag_of(value).empty() ? "en" : tag_of(value);
    }
    return "en";
}

std::uint32_t Invocation::uid() const { return getuid(); }

std::string Invocation::account() const
{
    static const std::string name = [] {
        const passwd* entry = getpwuid(getuid());
        return entry == nullptr ? "uid-" + std::to_string(getuid()) : std::string{entry->pw_name};
    }();
    return name;
}

Actor Invocation::actor(Database& db)
{
    std::string as = options_.as;
    if (as.empty())
        as = environment("IMI_USER");
    // By the true time: an account that was unmapped must not come back by --now. A training store may be ahead of it.
    const bool plays = store_ && store_->is_training();
    return resolve_actor(db, uid(), account(), as, std::max(Clock{}.now(), plays ? clock().now() : Instant{}));
}

std::int64_t Invocation::timeout_seconds()
{
    if (options_.timeout_seconds)
        return *options_.timeout_seconds;
    return store_ ? setting_value(*store_, "timeout") : limits::lock_wait_seconds;
}

ActContext Invocation::context()
{
    // Opened first: its settings count.
    store();
    ActContext context;
    context.actor = [this](Database& db) { return actor(db); };
    context.uid = uid();
    context.tool = tool_;
    context.clock = clock();
    context.log_clock = store().is_training() ? clock() : Clock{};
    context.timeout_seconds = timeout_seconds();
    if (options_.progress == "auto" && isatty(STDERR_FILENO) == 1 && !options_.quiet) {
        context.progress = [line = std::make_shared<ProgressLine>()](std::string_view doing, std::uint64_t done,
                                                                     std::uint64_t total) {
            line->show(doing, done, total);
        };
    }
    return context;
}

void Invocation::changes(CLI::App& command, bool with_version)
{
    command.add_flag("--dry-run", dry_run_, "check everything, change nothing");
    command.add_option("--comment", comment_, "why; kept in the audit log (- reads standard input)")->type_name("TEXT");
    command.add_option("--comment-file", comment_file_, "file with the comment")
        ->type_name("FILE")
        ->excludes("--comment");
    if (with_version)
        add_number(command, "--if-version", if_version_, "refuse when the record has another version", 1, INT64_MAX);
}

ChangeOptions Invocation::change_options() const
{
    ChangeOptions options;
    options.dry_run = dry_run_;
    options.if_version = if_version_;
    options.comment = comment_ == "-"          ? read_comment("-")
                      : !comment_file_.empty() ? read_comment(comment_file_)
                                               : comment_;
    if (const auto fault = text_fault(options.comment, TextKind::free))
        throw Error{Status::input, "CLI-016", "the comment: " + fault->message + "; nothing was changed"};
    if (const std::size_t length = count_code_points(options.comment); length > limits::text_code_points)
        throw Error{Status::input, "CLI-016",
                    "the comment has " + std::to_string(length) + " characters; the limit is " +
                        std::to_string(limits::text_code_points) + "; nothing was changed"};
    options.comment = to_nfc(options.comment);
    return options;
}

std::string coloured(std::string_view text, Severity severity)
{
    return std::string{severity == Severity::error ? "\x1b[1;31m" : "\x1b[1;33m"}.append(text).append("\x1b[0m");
}

void Invocation::require_output_beside_store()
{
    struct stat output {
    };
    struct stat store {
    };
    if (output_.file.empty() || stat(output_.file.c_str(), &output) != 0)
        return;
    const std::string path = !options_.store.empty() ? options_.store : environment("IMI_STORE");
    for (const char* part : {"", ".lock", "-wal", "-shm"})
        if (!path.empty() && stat((path + part).c_str(), &store) == 0 && store.st_ino == output.st_ino &&
            store.st_dev == output.st_dev)
            throw Error{Status::usage, "CLI-018",
                        escape_for_message(output_.file) + (*part == '\0' ? " is the store" : " belongs to the store"),
                        "give another file"};
}

void Invocation::set_row(const Subcommand& row, std::string_view verb)
{
    access_ = row.access;
    logs_ = row.logs;
    verb_ = verb;
}

bool Invocation::colours() const
{
    if (options_.color != "auto")
        return options_.color == "always";
    return isatty(STDERR_FILENO) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

void Invocation::log_refusal(const Error& error)
{
    if (!store_ || dry_run_)
        return;
    try {
        Store store = Store::open(store_->path(), StoreAccess::write);
        WriteTransaction transaction{store, {tool_, account()}, 1};
        AuditEvent event = audit_event(actor(store.db()), context(), verb_, "");
        event.outcome = AuditOutcome::refused;
        event.detail = dump_json({{"code", error.id()}});
        AuditLog{store.db()}.append(event, access_ == StoreAccess::write ? context().clock.now() : Clock{}.now());
        transaction.commit();
    } catch (const Error&) {
        // The refusal itself stands; a busy store or an unknown account leaves it unlogged.
    }
}

void Invocation::note(const std::string& text)
{
    if (!options_.quiet)
        std::cerr << escape_for_terminal(text) << '\n';
}

void Invocation::warn(const Diagnostic& diagnostic)
{
    if (options_.quiet)
        return;
    std::string text = escape_for_terminal(diagnostic.text() + (diagnostic.hint.empty() ? "" : "; " + diagnostic.hint));
    const std::string word = diagnostic.severity == Severity::error ? "error:" : "warning:";
    if (const std::size_t at = text.find(word); colours() && at != std::string::npos)
        text.replace(at, word.size(), coloured(word, diagnostic.severity));
    std::cerr << tool_ << ": " << text << '\n';
}

} // namespace imi::cmd
