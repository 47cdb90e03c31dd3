// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <span>

namespace imi
{

/// Every code that this module gives, in order; WF codes come from the engine, QS codes from the forms.
std::span<const CodeRow> cases_codes();

} // namespace imi
