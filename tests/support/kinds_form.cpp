// SPDX-License-Identifier: EUPL-1.2
#include "support/kinds_form.hpp"

#include <gtest/gtest.h>

namespace imi::test
{

const Library& kinds_library()
{
    static const Library library = [] {
        Findings findings;
        Library read = Library::read({read_package_folder(std::string{IMI_SOURCE_DIR} + "/questionsets/shared"),
                                      read_package_folder(std::string{IMI_SOURCE_DIR} + "/tests/data/form-kinds")},
                                     findings);
        EXPECT_FALSE(findings.has_errors());
        for (const Diagnostic& finding : findings.sorted())
            EXPECT_EQ(finding.severity, Severity::warning) << finding.text();
        return read;
    }();
    return library;
}

const UiTexts& ui_texts()
{
    static const UiTexts texts{*kinds_library().package("shared")};
    return texts;
}

const FormTexts& kinds_texts()
{
    static const FormTexts texts{compile(*kinds_library().form("kinds", "form-kinds"), kinds_library()),
                                 [](std::string_view) { return CodeListPtr{}; }, ui_texts()};
    return texts;
}

} // namespace imi::test
