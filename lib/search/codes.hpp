// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <span>

namespace imi
{

/// Codes of refusals by search and by the index beneath it, in order.
std::span<const CodeRow> search_codes();

} // namespace imi
