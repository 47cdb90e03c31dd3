// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/form_texts.hpp"
#include "questions/library.hpp"

#include <memory>

namespace imi::test
{

/// tests/data/form-kinds with the texts that programs show.
const Library& kinds_library();
const UiTexts& ui_texts();
/// Its set `kinds`, which has every kind of answer; translated in part into bg, de, el, mt.
const FormTexts& kinds_texts();

} // namespace imi::test
