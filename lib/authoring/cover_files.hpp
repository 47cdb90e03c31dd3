// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace imi::authoring
{

/// A file of answers, and what it is for.
struct CoverFile {
    std::vector<std::string> reaches; ///< ids of the items that it is the first to ask
    std::string content;              ///< JSON in the form of an action: questionset, subject, data, questions, answers
};

/// The fewest files of answers that together ask every item of the form that can be asked. They hold the answers that
/// decide which items are asked, and no others. In order of the page; same form, same bytes.
std::vector<CoverFile> cover_files(const Form& form);

} // namespace imi::authoring
