// SPDX-License-Identifier: EUPL-1.2
#include "questions/format_text.hpp"

#include "support/packages.hpp"

#include <gtest/gtest.h>

namespace imi
{

TEST(FormatText, TidiesLinesAndKeepsComments)
{
    EXPECT_EQ(format_text("form: a  \r\n\r\n\n\ntitle: B # why\r\n# end\n\n", "a.yaml"),
              "form: a\n\ntitle: B # why\n# end\n");
}

TEST(FormatText, OpensBracesThatDoNotFit)
{
    const std::string words = std::string(60, 'x') + ", and " + std::string(30, 'y');
    EXPECT_EQ(format_text("items:\n  first: {ask: \"" + words +
                              "\", answer: one, options: {a: A, b: B}}\n  second: {ask: One}\n",
                          "a.yaml"),
              "items:\n  first:\n    ask: \"" + words +
                  "\"\n    answer: one\n    options: {a: A, b: B}\n  second: {ask: One}\n");
}

TEST(FormatText, LeavesTextsOfSeveralLinesAlone)
{
    const std::string text = "ask: |\n  One {a: b}\n\n\n  Two\nhint: x\n";
    EXPECT_EQ(format_text(text, "a.yaml"), text);
}

TEST(FormatText, DoesNotChangeTheExamples)
{
    for (const PackageFolder& folder : test::example_folders()) {
        for (const PackageFile& file : folder.files) {
            const std::string once = format_text(file.text, file.path);
            EXPECT_EQ(format_text(once, file.path), once) << file.path;
        }
    }
}

} // namespace imi
