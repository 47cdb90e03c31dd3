// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <span>
#include <string_view>

namespace imi
{

/// Every code that this module gives, in order.
std::span<const CodeRow> questions_codes();

/// What `imi-qsgen explain CODE` prints beside the meaning: why it is so and what to do. Empty for an unknown code.
std::string_view explanation_of(std::string_view code);

} // namespace imi
