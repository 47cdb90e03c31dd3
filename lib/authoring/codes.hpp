// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <span>
#include <string_view>

namespace imi::authoring
{

/// Every code that this module gives, in order.
std::span<const CodeRow> authoring_codes();

/// A code of files and packages (QS, WF, FMT, AUT), with what to do about it.
struct ExplainedCode {
    std::string_view code;
    std::string_view meaning;
    std::string_view more; ///< why it is so, and what to write instead; may be empty
};

/// All that a file of a package can be told, by module and code.
std::span<const ExplainedCode> explained_codes();

/// The row of a code, in any case. Throws Error(absent, "AUT-010") for an unknown one, with the nearest.
const ExplainedCode& explain(std::string_view code);

} // namespace imi::authoring
