// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/yaml.hpp"
#include "questions/findings.hpp"
#include "questions/text.hpp"
#include "rules/citation.hpp"
#include "rules/version.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// Short name and CELEX number of the acts of an area; the first is meant where a citation names none.
using Acts = std::vector<std::pair<std::string, std::string>>;

/// What the readers of one file share: where findings and texts go, and how plain values are read. Each function puts
/// what is wrong among the findings and gives what can still be used.
class Reading
{
public:
    Reading(std::string file, std::string source_language, const Acts& acts, std::vector<Text>& texts,
            Findings& findings)
        : file_{std::move(file)},
          source_language_{std::move(source_language)}, acts_{acts}, texts_{texts}, findings_{findings}
    {
    }

    const std::string& file() const { return file_; }
    const std::string& source_language() const { return source_language_; }
    Findings& findings() { return findings_; }
    Place at(const YamlNode& node) const { return place_of(file_, node); }
    Place at(const YamlNode::Entry& entry) const { return place_of(file_, entry); }
    void error(std::string_view code, const Place& place, const std::string& message, std::string hint = {});
    void warning(std::string_view code, const Place& place, const std::string& message, std::string hint = {});

    /// QS-010 unless it is a map; `what` is the key it stands under.
    bool is_map(const YamlNode& node, std::string_view what);
    /// QS-005 for every key that is not among `known`.
    void only_keys(const YamlNode& map, std::span<const std::string_view> known);
    /// The value under `key`; QS-012 at `owner` when it is missing.
    const YamlNode* needed(const YamlNode& map, std::string_view key, const Place& owner, const std::string& of_what);
    /// A plain text of one line; QS-010 for a list, a map or nothing.
    std::optional<std::string> plain(const YamlNode& node, std::string_view what);
    /// `yes` or `no`; QS-010 for others, which read as no.
    bool yes_no(const YamlNode& node, std::string_view what);
    /// One text or a list of texts, with their places; QS-010 for others.
    std::vector<std::pair<std::string, Place>> texts(const YamlNode& node, std::string_view what);
    /// Whether it may be the id of an item, group, file: QS-011.
    bool is_id(const std::string& text, const Place& place);
    /// Whether it may be a code: QS-011.
    bool is_code(const std::string& text, const Place& place);
    /// MAJOR.MINOR: QS-008.
    Version version(const YamlNode& root);
    /// QS-030, QS-031; acts are resolved to CELEX numbers.
    std::vector<Citation> citations(const YamlNode& node);

    /// Counts items against the limit of one form; QS-002, once, when there are too many: blocks in blocks grow fast.
    bool count_items(std::size_t more, const Place& place);

    /// A text for people, plain or `{en: …, de: …}`, put among the texts of the package under `path`. Returns it in the
    /// source language. QS-010, QS-020, QS-021.
    std::string text(const YamlNode& node, const std::string& path, std::string_view what, std::string comment = {});
    /// A list of synonyms.
    std::vector<std::string> synonyms(const YamlNode& node, const std::string& path);

private:
    std::string file_;
    std::string source_language_;
    const Acts& acts_;
    std::vector<Text>& texts_;
    Findings& findings_;
    std::size_t items_ = 0;
};

/// White space made one blank, at the ends none; a blank line parts paragraphs, which are joined by "\n\n".
std::string tidy_text(std::string_view text);

/// Citations for translators and messages, "art. 50(2), annex VII 1(d)".
std::string describe(const std::vector<Citation>& citations);

} // namespace imi
