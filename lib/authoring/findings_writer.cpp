// SPDX-License-Identifier: EUPL-1.2
#include "authoring/findings_writer.hpp"

#include "authoring/codes.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace imi::authoring
{

namespace
{

using Json = nlohmann::ordered_json;

std::string_view word(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

std::string pretty(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::size_t count(std::span<const Diagnostic> findings, Severity severity)
{
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [&](const Diagnostic& finding) { return finding.severity == severity; }));
}

std::string as_text(std::span<const Diagnostic> findings)
{
    std::string out;
    for (const Diagnostic& finding : findings) {
        out += finding.text() + "\n";
        if (!finding.hint.empty())
            out += "    hint: " + escape_for_terminal(finding.hint) + "\n";
    }
    return out;
}

std::string as_json(std::span<const Diagnostic> findings)
{
    Json list = Json::array();
    for (const Diagnostic& finding : findings)
        list.push_back({{"file", finding.place.file},
                        {"line", finding.place.line},
                        {"column", finding.place.column},
                        {"severity", word(finding.severity)},
                        {"code", finding.code},
                        {"message", finding.message},
                        {"hint", finding.hint}});
    return pretty({{"findings", std::move(list)},
                   {"errors", count(findings, Severity::error)},
                   {"warnings", count(findings, Severity::warning)}});
}

/// A file name as a relative URI: what is no plain letter of a path, in percent.
std::string uri(const std::string& file)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : file) {
        if (plain.find(c) != std::string_view::npos)
            out += c;
        else
            (out += '%').append({digits[static_cast<unsigned char>(c) >> 4U], digits[c & 15]});
    }
    return out;
}

std::string as_sarif(std::span<const Diagnostic> findings, std::string_view version)
{
    std::set<std::string> codes;
    for (const Diagnostic& finding : findings)
        codes.insert(finding.code);
    Json rules = Json::array();
    for (const ExplainedCode& row : explained_codes()) {
        if (!codes.contains(std::string{row.code}))
            continue;
        Json rule{{"id", row.code}, {"shortDescription", {{"text", row.meaning}}}};
        if (!row.more.empty())
            rule["help"] = {{"text", row.more}};
        rules.push_back(std::move(rule));
    }
    Json results = Json::array();
    for (const Diagnostic& finding : findings) {
        const std::string text = finding.message + (finding.hint.empty() ? "" : ". " + finding.hint);
        Json place{{"artifactLocation", {{"uri", uri(finding.place.file)}}}};
        if (finding.place.line != 0) {
            place["region"] = {{"startLine", finding.place.line}};
            if (finding.place.column != 0)
                place["region"]["startColumn"] = finding.place.column;
        }
        results.push_back({{"ruleId", finding.code},
                           {"level", word(finding.severity)},
                           {"message", {{"text", text}}},
                           {"locations", Json::array({{{"physicalLocation", std::move(place)}}})}});
    }
    const Json driver{{"name", "imi-qsgen"}, {"version", version}, {"rules", std::move(rules)}};
    const Json run{{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
    return pretty({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({run})}});
}

std::string xml(const std::string& text)
{
    std::string out;
    for (const char c : escape_for_terminal(text)) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string as_junit(std::span<const Diagnostic> findings)
{
    // A suite without a case would read as one that did not run.
    const std::size_t cases = std::max<std::size_t>(findings.size(), 1);
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"imi-qsgen check\" tests=\"" +
                      std::to_string(cases) + "\" failures=\"" + std::to_string(count(findings, Severity::error)) +
                      "\">\n";
    if (findings.empty())
        out += "  <testcase classname=\"imi-qsgen\" name=\"check\"/>\n";
    for (const Diagnostic& finding : findings) {
        out += "  <testcase classname=\"" + xml(finding.place.file) + "\" name=\"" +
               xml(finding.place.text() + " " + finding.code) + "\">\n    ";
        const std::string text = xml(finding.text()) + (finding.hint.empty() ? "" : "\nhint: " + xml(finding.hint));
        if (finding.severity == Severity::error)
            out += "<failure type=\"" + finding.code + "\" message=\"" + xml(finding.message) + "\">" + text +
                   "</failure>";
        else
            out += "<system-out>" + text + "</system-out>";
        out += "\n  </testcase>\n";
    }
    return out + "</testsuite>\n";
}

/// What GitHub's workflow commands want written otherwise.
std::string github(const std::string& text, bool is_property)
{
    std::string out;
    for (const char c : text) {
        if (c == '%')
            out += "%25";
        else if (c == '\r')
            out += "%0D";
        else if (c == '\n')
            out += "%0A";
        else if (is_property && c == ':')
            out += "%3A";
        else if (is_property && c == ',')
            out += "%2C";
        else
            out += c;
    }
    return out;
}

std::string as_github(std::span<const Diagnostic> findings)
{
    std::string out;
    for (const Diagnostic& finding : findings) {
        out += "::" + std::string{word(finding.severity)} + " file=" + github(finding.place.file, true);
        if (finding.place.line != 0)
            out += ",line=" + std::to_string(finding.place.line);
        if (finding.place.column != 0)
            out += ",col=" + std::to_string(finding.place.column);
        out += ",title=" + finding.code + "::" + github(escape_for_terminal(finding.message), false) +
               (finding.hint.empty() ? "" : "%0A" + github(escape_for_terminal(finding.hint), false)) + "\n";
    }
    return out;
}

} // namespace

std::string write_findings(std::span<const Diagnostic> findings, std::string_view format, std::string_view tool_version)
{
    if (format == "json")
        return as_json(findings);
    if (format == "sarif")
        return as_sarif(findings, tool_version);
    if (format == "junit")
        return as_junit(findings);
    return format == "github" ? as_github(findings) : as_text(findings);
}

} // namespace imi::authoring
