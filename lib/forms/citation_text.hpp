// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/ui_texts.hpp"
#include "rules/citation.hpp"

#include <string>
#include <string_view>

namespace imi
{

/// A place in a law as a reader of the language writes it: "art. 50(2)" is "Art. 50 Abs. 2" in German.
std::string place_text(std::string_view at, const UiTexts& ui, std::string_view language);

/// The act behind a CELEX number, "Directive 2005/36/EC"; the number itself where it is no directive, regulation or
/// decision.
std::string act_text(std::string_view celex, const UiTexts& ui, std::string_view language);

/// The whole citation; the act is left out where it is `main_act`, which the form names once.
std::string citation_text(const Citation& citation, std::string_view main_act, const UiTexts& ui,
                          std::string_view language);

/// Where EUR-Lex shows the act in the language; in English for languages that it does not publish in. Empty when the
/// act is no CELEX number.
std::string eur_lex_address(std::string_view celex, std::string_view language);
/// The part of such addresses that names the language: "DE".
std::string eur_lex_language(std::string_view language);

} // namespace imi
