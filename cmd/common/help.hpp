// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace imi::cmd
{

/// Help in columns, wrapped at 80, nothing said twice.
class HelpFormatter : public CLI::Formatter
{
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

bool dump_options_asked(int argc, char** argv);
/// All subcommands and options as JSON, for completion and for the checks that hold help and manual together.
std::string dump_options(const CLI::App& app);

} // namespace imi::cmd
