// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"

#include <functional>
#include <string>

namespace imi::authoring
{

/// The translation of a text by path; the source text where there is none.
using Wording = std::function<std::string(const std::string& path, const std::string& source)>;

/// Which question leads to which, for Graphviz: groups as clusters, an edge from a question to each follow-up and from
/// what a condition names to the item that it decides, with the condition on it. In page order; same form, same bytes.
std::string question_graph(const Form& form, const Wording& wording);

/// The same as a plain table: id, answer, when asked, text; follow-ups indented below their question.
std::string question_table(const Form& form, const Wording& wording);

} // namespace imi::authoring
