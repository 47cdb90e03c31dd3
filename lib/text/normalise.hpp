// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// NFC of well-formed UTF-8 that text_fault() passed. Cheap where the text is NFC already.
std::string to_nfc(std::string_view utf8);

/// Lower case for keys that are unique without regard to case: full case folding of NFC text (ß becomes ss).
std::string fold_case(std::string_view utf8);

/// Skeleton of UTS 39: two texts with one skeleton look alike ("а" and "a"). For warnings only.
std::string confusable_skeleton(std::string_view utf8);

} // namespace imi
