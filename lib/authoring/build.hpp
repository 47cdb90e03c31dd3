// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "authoring/selection.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imi::authoring
{

/// A file that is made of a set, form, survey or workflow.
struct Product {
    std::string id;
    std::string kind; ///< set, form, survey, workflow
    std::string version;
    std::string package;
    std::string maker;                  ///< json, html, text, schema
    std::string file;                   ///< "general@1.0.json"
    std::string fingerprint;            ///< of the content, whatever is made of it: SHA-256, hexadecimal
    std::vector<std::string> languages; ///< that have texts of their own
    std::string content;                ///< bytes of the file
};

/// The names of what can be made, in order.
std::vector<std::string> maker_names();

/// Everything that `makers` (all when empty) make of the packages of a selection, by package, id and maker; `files`
/// of the selection leave out the rest. Same files, same bytes.
std::vector<Product> build(const Selection& selection, const workflow::Bundle& bundle,
                           const std::vector<std::string>& makers);

} // namespace imi::authoring
