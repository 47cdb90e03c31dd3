// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// The texts one after the other, `between` each two: "a, b" or "a or b".
template <class Texts> std::string joined(const Texts& texts, std::string_view between)
{
    std::string all;
    bool first = true;
    for (const auto& text : texts) {
        all.append(first ? std::string_view{} : between).append(text);
        first = false;
    }
    return all;
}

} // namespace imi
