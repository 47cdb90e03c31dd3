// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/texts.hpp"

#include <string>

namespace imi::workflow
{

/// The workflow as a drawing for Graphviz: states as nodes, what leads from one to another as edges, the lives of
/// recipients as clusters. Sorted by id; labels through `translate`.
std::string graph(const Workflow& workflow, const Translate& translate = untranslated);

/// A plain table for manuals: "state, action, by, next, form, tells", a row for every start, action, timer and move, in
/// the order of the file, columns padded by width.
std::string table(const Workflow& workflow, const Translate& translate = untranslated);

} // namespace imi::workflow
