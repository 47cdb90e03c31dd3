// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// The script and the style of every HTML form, from the .js and .css files of this folder.
std::string_view form_script();
std::string_view form_style();

/// Content security policies: nothing may be loaded, sent or run but these parts, known by their hash.
std::string page_policy();
std::string style_policy();

} // namespace imi
