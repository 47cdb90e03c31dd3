// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace imi::authoring
{

/// What is drawn.
struct DrawingOptions {
    std::string path;      ///< file or package
    std::string id;        ///< only this workflow, set, form or survey; empty: all that the path holds
    std::string shipped;   ///< folder of the shared folders that are not beside it
    std::string language;  ///< BCP 47, of labels where there is a translation
    bool as_table = false; ///< else for Graphviz
};

/// Drawings of everything that was asked for, one after the other, forms first. Throws Error(absent, "AUT-003") when
/// there is none, and what read_sound() throws.
std::string draw(const DrawingOptions& options);

} // namespace imi::authoring
