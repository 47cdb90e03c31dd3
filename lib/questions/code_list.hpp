// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "rules/citation.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace imi
{

/// A code of a list or vocabulary, with its texts in the source language.
struct ListCode {
    std::string code;
    std::string parent;   ///< empty at the top
    bool heading = false; ///< cannot be chosen
    bool retired = false; ///< readable, no longer to be chosen
    std::string label;    ///< empty in built-in lists: ICU knows them
    std::vector<std::string> synonyms;
    std::vector<Citation> law;
    /// Labels of a `codes-from` file by language ("mul": shared by all); further ones of a language are synonyms.
    std::vector<std::pair<std::string, std::string>> labels;
    Place place;
};

/// Codes with labels: an answer list, the options of an item, a vocabulary, or a list that is built in.
class CodeList
{
public:
    enum class Source {
        options,    ///< written in the item
        list,       ///< of a lists file, or of the `answers:` of a file of questions
        vocabulary, ///< of a vocabulary file
        external,   ///< a vocabulary by `codes-from`: compiled sets name it with version and hash
        built_in,   ///< compiled sets name it
    };

    std::string name; ///< as `one of NAME` writes it; empty for options
    std::string path; ///< of its texts: "lists/compliance", "professions", "general/document-altered/options"
    Source source = Source::list;
    std::string version; ///< of a vocabulary
    std::string title;   ///< of a vocabulary
    std::string hash;    ///< of an external one: SHA-256 of its file of codes, hexadecimal
    std::vector<Citation> law;
    std::vector<std::pair<std::string, std::vector<std::string>>> groups; ///< selections across the tree, as written
    Place place;

    void add(ListCode code);
    const std::vector<ListCode>& codes() const { return codes_; }
    const ListCode* find(std::string_view code) const;
    bool has_group(std::string_view group) const;
    /// A code or a group: what a condition, `for` or `under` may name.
    bool knows(std::string_view code) const { return find(code) != nullptr || has_group(code); }
    /// Built in, and its codes are known to the store only: any code may stand.
    bool is_open() const { return source == Source::built_in && codes_.empty(); }
    /// The code itself, all that stands above it, and the groups holding any of these.
    std::vector<std::string> matches(std::string_view code) const;
    /// Whether `above` is among matches(code).
    bool covers(std::string_view above, std::string_view code) const;
    /// Whether the code may be an answer: no heading, not retired, covered by `under` unless that is empty.
    bool selectable(std::string_view code, std::string_view under = {}) const;
    /// Codes and groups, for suggestions.
    std::vector<std::string> names() const;

private:
    std::vector<ListCode> codes_;
    std::unordered_map<std::string, std::size_t> index_;
};

using CodeListPtr = std::shared_ptr<const CodeList>;

} // namespace imi
