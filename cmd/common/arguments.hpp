// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"

#include <span>
#include <string>

namespace imi::cmd
{

/// The row of the table that the command line names, if it does.
struct Verb {
    const Subcommand* row = nullptr;
    std::string name; ///< as the command line has it: of a row for any word, that word
};
Verb find_verb(std::span<const Subcommand> table, int argc, char** argv);

/// Whether --help or --version stands among the options.
bool help_asked(int argc, char** argv);

/// What --format says, found before parsing: errors of parsing are told in it.
std::string format_argument(int argc, char** argv);

/// Refuses, before the library looks at required options: arguments that are no UTF-8, too long a command line, options
/// and verbs that do not exist (with the nearest that does), and empty values.
void check_arguments(CLI::App& app, std::span<const Subcommand> table, int argc, char** argv);

/// An option takes exactly one value; lists repeat it.
void one_value_each(CLI::App& app);

} // namespace imi::cmd
