// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/output.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "directory/change.hpp"
#include "store/store.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// How a tool is written: one table in its main.cpp, and a file for each subcommand that declares options, makes one
// call of the library and prints the result. See cmd/register for examples.

namespace imi::cmd
{

class Invocation;

/// A row of a tool's table. The name may have several words ("authority show"), or none for a tool without verbs.
struct Subcommand {
    std::string_view name;
    std::string_view summary;
    StoreAccess access;
    void (*add)(CLI::App& command, Invocation& invocation);
    /// Stands for every word that is no other verb of the tool, such as the action of a workflow: see
    /// Invocation::verb(). Its name is what help calls such a word.
    bool any_word = false;
    /// Reads, and records that somebody did: opens the store for writing, at any time that --now gives.
    bool logs = false;
};

/// Values of the options that every tool has (CONTRACT 1).
struct CommonOptions {
    std::string store, as, lang, now, color = "auto", progress = "auto";
    std::optional<std::int64_t> timeout_seconds; ///< nothing: the store's setting
    bool quiet = false;
    bool verbose = false;
};

/// Everything that a subcommand works with: where it acts, who asks, when, and where results go.
class Invocation
{
public:
    explicit Invocation(std::string tool) : tool_{std::move(tool)} {}

    const std::string& tool() const { return tool_; }
    CommonOptions& options() { return options_; }
    Output& out() { return output_; }

    /// The store that was asked for, opened with the access of the table when first used.
    Store& store();
    /// The same, whatever its schema: for migrate, before anything else is asked of it.
    Store& store_of_any_schema();
    /// Where the store is, without opening it. Throws Error(usage, "CLI-010") naming the three ways to say it.
    std::string store_path() const;
    /// The time to act and show by. A fixed one changes no store but a training store.
    Clock clock();
    /// BCP 47 tag of the language to show texts in.
    std::string language() const;
    std::uint32_t uid() const;
    /// Name of the account in the operating system.
    std::string account() const;
    /// Who asks, by the store's map of accounts. Ask inside the transaction that acts.
    Actor actor(Database& db);
    ActContext context();
    std::int64_t timeout_seconds();

    /// --dry-run, --comment, --if-version of a changing subcommand.
    void changes(CLI::App& command, bool with_version = false);
    ChangeOptions change_options() const;
    /// A dry run makes the change and takes it back: the store is opened for writing.
    void play_dry_runs() { plays_ = true; }

    /// Records in the audit log that a right was refused; best effort.
    void log_refusal(const Error& error);

    /// A line on standard error, unless --quiet.
    void note(const std::string& text);
    void warn(const Diagnostic& diagnostic);
    /// What the command ends with, if nothing fails.
    void set_status(Status status) { status_ = status; }
    Status status() const { return status_; }

    /// Throws Error(usage, "CLI-018") when -o names the store itself.
    void require_output_beside_store();
    /// What of the tool's table is run, and the word on the command line that said so.
    void set_row(const Subcommand& row, std::string_view verb);
    /// "authority show"; of a row that stands for any word, that word.
    const std::string& verb() const { return verb_; }
    /// Whether standard error takes colours: --color, NO_COLOR, a terminal.
    bool colours() const;

private:
    std::string tool_;
    CommonOptions options_;
    Output output_;
    StoreAccess access_ = StoreAccess::none;
    bool logs_ = false;
    bool plays_ = false;
    std::string verb_;
    std::unique_ptr<Store> store_;
    bool dry_run_ = false;
    std::string comment_, comment_file_;
    std::optional<std::int64_t> if_version_;
    Status status_ = Status::done;
};

/// Adds an option that takes a whole decimal number from `low` to `high` (010 is ten; 0x10 is refused).
CLI::Option* add_number(CLI::App& command, const std::string& name, std::int64_t& target, const std::string& help,
                        std::int64_t low, std::int64_t high);
CLI::Option* add_number(CLI::App& command, const std::string& name, std::optional<std::int64_t>& target,
                        const std::string& help, std::int64_t low, std::int64_t high);

/// Faults that one error tells at most; the others are counted.
inline constexpr std::size_t most_faults_told = 100;

/// Red for errors, yellow for warnings.
std::string coloured(std::string_view text, Severity severity);

/// Runs the tool: parses, opens the store, calls the subcommand, maps every failure to its status. The only catch.
int run_tool(std::string_view tool, std::string_view summary, std::span<const Subcommand> table, int argc, char** argv);

/// Every code of the command layer.
std::span<const CodeRow> command_codes();

} // namespace imi::cmd
