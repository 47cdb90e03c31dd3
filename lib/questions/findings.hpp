// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "formats/yaml.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Collects what is wrong with the files of packages, so that one run reports it all.
class Findings
{
public:
    void error(std::string_view code, const Place& place, const std::string& message, std::string hint = {});
    void warning(std::string_view code, const Place& place, const std::string& message, std::string hint = {});
    void add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }

    bool has_errors() const;
    /// All of them by file, line, column and code; what was found twice stands once.
    std::vector<Diagnostic> sorted() const;

private:
    std::vector<Diagnostic> all_;
};

/// Place of a value, or of the key of an entry, in `file`.
Place place_of(const std::string& file, const YamlNode& node);
Place place_of(const std::string& file, const YamlNode::Entry& entry);

/// "did you mean X?" for the nearest of `known`, else "one of: a, b, c" where these are at most twelve, else nothing.
std::string suggest_one(std::string_view typed, std::span<const std::string> known);

/// What the YAML and PO doors refuse, as a finding of this module: FMT-033 becomes QS-004, and so on.
Diagnostic as_finding(Diagnostic diagnostic);
class Error;
/// The same for what was thrown.
Diagnostic finding_of(const Error& error);

} // namespace imi
