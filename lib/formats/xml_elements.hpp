// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Cuts the elements of certain names out of XML of any size, so that one at a time is parsed. Memory is bounded by
/// limits::xml_element_bytes. Elements of these names do not stand in each other.
class XmlElements
{
public:
    using Read = std::function<std::size_t(std::span<char>)>; ///< fewer bytes than asked only at the end

    /// `names` without prefix; `file` is what messages call it.
    XmlElements(Read read, std::vector<std::string> names, std::string file);

    struct Element {
        std::string_view name; ///< one of the names
        std::string_view text; ///< "<row …>…</row>", until the next call
    };
    /// False at the end. Throws Error(input): FMT-015 an element over its limit, FMT-060 XML that is malformed, in
    /// another encoding than UTF-8, or with a DOCTYPE.
    bool next(Element& element);

private:
    struct Tag {
        std::size_t begin, end; ///< with its brackets
        std::string_view name;  ///< without prefix
        bool opens, closes;
    };
    bool more();
    bool markup(std::size_t from, Tag& tag);
    std::size_t find(std::string_view what, std::size_t from);
    void check_start();
    [[noreturn]] void refuse(const std::string& what) const;

    Read read_;
    std::vector<std::string> names_;
    std::string file_;
    std::string buffer_;
    std::size_t begin_ = 0; ///< of what is not given yet
    bool ended_ = false;
    bool started_ = false;
};

/// Refuses what no part of an XLSX file may be: throws what XmlElements::next() throws with FMT-060.
void require_plain_xml(std::string_view text, const std::string& file);

/// "row" of "x:row".
std::string_view local_name(std::string_view name);

} // namespace imi
