// SPDX-License-Identifier: EUPL-1.2
#include "questions/findings.hpp"

#include "base/error.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace imi
{

namespace
{

auto order(const Diagnostic& finding)
{
    return std::tie(finding.place.file, finding.place.line, finding.place.column, finding.code, finding.field,
                    finding.message);
}

struct Renamed {
    std::string_view door, finding;
};
/// What the doors of `formats` call it, and what the table of section 8 calls it.
constexpr std::array renamed = {
    Renamed{"FMT-003", "QS-002"}, Renamed{"FMT-030", "QS-013"}, Renamed{"FMT-031", "QS-003"},
    Renamed{"FMT-032", "QS-003"}, Renamed{"FMT-033", "QS-004"}, Renamed{"FMT-034", "QS-002"},
    Renamed{"FMT-035", "QS-022"}, Renamed{"FMT-040", "QS-104"}, Renamed{"FMT-041", "QS-104"},
};

} // namespace

void Findings::error(std::string_view code, const Place& place, const std::string& message, std::string hint)
{
    all_.push_back({Severity::error, std::string{code}, place, {}, message, std::move(hint)});
}

void Findings::warning(std::string_view code, const Place& place, const std::string& message, std::string hint)
{
    all_.push_back({Severity::warning, std::string{code}, place, {}, message, std::move(hint)});
}

bool Findings::has_errors() const
{
    return std::any_of(all_.begin(), all_.end(),
                       [](const Diagnostic& finding) { return finding.severity == Severity::error; });
}

std::vector<Diagnostic> Findings::sorted() const
{
    std::vector<Diagnostic> result = all_;
    std::stable_sort(result.begin(), result.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
    result.erase(std::unique(result.begin(), result.end(),
                             [](const Diagnostic& a, const Diagnostic& b) { return order(a) == order(b); }),
                 result.end());
    return result;
}

Place place_of(const std::string& file, const YamlNode& node) { return {file, node.line, node.column}; }

Place place_of(const std::string& file, const YamlNode::Entry& entry) { return {file, entry.line, entry.column}; }

std::string suggest_one(std::string_view typed, std::span<const std::string> known)
{
    constexpr std::size_t listed = 12;
    const std::string near = nearest(typed, known);
    if (!near.empty())
        return did_you_mean(near);
    if (known.empty() || known.size() > listed)
        return {};
    std::string text = "one of: ";
    for (const std::string& one : known)
        text.append(&one == known.data() ? "" : ", ").append(one);
    return text;
}

Diagnostic as_finding(Diagnostic diagnostic)
{
    if (diagnostic.code == "FMT-035" && diagnostic.message.find("UTF-8") != std::string::npos)
        diagnostic.code = "QS-001";
    for (const Renamed& row : renamed) {
        if (diagnostic.code == row.door)
            diagnostic.code = row.finding;
    }
    return diagnostic;
}

Diagnostic finding_of(const Error& error)
{
    Diagnostic finding{Severity::error, error.id(), {error.where(), 0, 0}, {}, error.what(), error.hint()};
    // "file:line:column", of which the last two may be missing.
    for (std::size_t* number : {&finding.place.column, &finding.place.line}) {
        std::string& file = finding.place.file;
        const std::size_t colon = file.rfind(':');
        const char* end = file.data() + file.size();
        if (colon == std::string::npos || std::from_chars(file.data() + colon + 1, end, *number).ptr != end)
            break;
        file.erase(colon);
    }
    if (finding.place.line == 0)
        std::swap(finding.place.line, finding.place.column);
    return as_finding(std::move(finding));
}

} // namespace imi
