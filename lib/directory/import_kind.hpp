// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>

namespace imi
{

/// What a file of bulk registration holds.
enum class ImportKind : std::uint8_t { authorities, users };

/// In which form it comes.
enum class InputFormat : std::uint8_t { csv, jsonl, xlsx };

} // namespace imi
