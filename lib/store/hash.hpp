// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/hash.hpp"

namespace imi
{

/// 32 random bytes from the system.
Hash random_salt();

} // namespace imi
