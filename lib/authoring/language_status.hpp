// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "authoring/selection.hpp"
#include "questions/translations.hpp"

#include <string>
#include <vector>

namespace imi::authoring
{

struct LanguageStatus {
    std::string package;
    TranslationCount count;
};

/// How far every package is in every language that any of them has, by package and language. Packages that have errors
/// are counted as far as they can be read.
std::vector<LanguageStatus> language_status(const Selection& selection);

} // namespace imi::authoring
