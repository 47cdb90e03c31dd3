// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/ui_texts.hpp"

#include <string>
#include <string_view>

namespace imi::cmd
{

/// The folder of what comes with the tools: IMI_DATA, else ../share/imi beside the program.
std::string shipped_data();

/// The packages in it.
std::string shipped_packages();

/// The texts in a file of the shipped package `shared` ("ui"), in all languages or in one beside the source language.
Package shipped_texts(const std::string& file, std::string_view language = {});

/// What forms, prints and pages say, of the shipped package `shared`: in all languages, or in one and the source
/// language.
UiTexts shipped_ui_texts(std::string_view language = {});

} // namespace imi::cmd
