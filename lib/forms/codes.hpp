// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <span>

namespace imi
{

/// Every code that this module gives, in order.
std::span<const CodeRow> forms_codes();

} // namespace imi
