// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/xml_elements.hpp"

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace imi
{

/// Small helpers for XML whose names may have any prefix.

/// Parses one element or a whole document; its text must outlive it. Throws Error(input, "FMT-060").
void parse_xml(pugi::xml_document& document, std::string& text, const std::string& file);

/// The first child of this name; an empty node when there is none.
inline pugi::xml_node child(const pugi::xml_node& parent, std::string_view name)
{
    for (const pugi::xml_node& node : parent.children()) {
        if (local_name(node.name()) == name)
            return node;
    }
    return {};
}

/// The first attribute of this name, whatever its prefix.
inline std::string_view attribute(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_attribute& one : node.attributes()) {
        if (local_name(one.name()) == name)
            return one.value();
    }
    return {};
}

/// The text of <si> or <is>: of its runs, without what is only to be pronounced.
std::string rich_text(const pugi::xml_node& node);

} // namespace imi
