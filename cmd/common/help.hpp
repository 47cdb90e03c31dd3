// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <vector>

namespace imi::cmd
{

/// Help in columns, wrapped at 80, nothing said twice.
class HelpFormatter : public CLI::Formatter
{
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

bool dump_options_asked(int argc, char** argv);
/// Output formats of each subcommand.
using FormatsOf = std::map<const CLI::App*, std::vector<std::string>>;
/// All subcommands and options as JSON, for completion and for the checks that hold help and manual together: a
/// subcommand with its `formats`, an option that takes one of a closed list with its `values`.
std::string dump_options(const CLI::App& app, const FormatsOf& formats);

} // namespace imi::cmd
