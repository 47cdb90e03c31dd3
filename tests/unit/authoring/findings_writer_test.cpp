// SPDX-License-Identifier: EUPL-1.2
#include "authoring/findings_writer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace imi::authoring
{

namespace
{

const std::array findings{
    Diagnostic{
        Severity::error, "QS-005", {"law/a,b.yaml", 3, 7}, {}, "there is no key \"asc\" <here>", "did you mean ask?"},
    Diagnostic{Severity::warning, "QS-103", {"law/po/el.po", 1, 0}, {}, "100% of it: missing\nall", {}},
};

} // namespace

TEST(FindingsWriter, TextHasThePlaceTheCodeAndTheHintBelow)
{
    EXPECT_EQ(write_findings({findings.data(), 1}, "text", "1"),
              "law/a,b.yaml:3:7: error: there is no key \"asc\" <here> [QS-005]\n    hint: did you mean ask?\n");
}

TEST(FindingsWriter, JsonCounts)
{
    const auto json = nlohmann::json::parse(write_findings(findings, "json", "1"));
    EXPECT_EQ(json["errors"], 1);
    EXPECT_EQ(json["warnings"], 1);
    EXPECT_EQ(json["findings"][0]["column"], 7);
}

TEST(FindingsWriter, SarifNamesTheRulesThatItUses)
{
    const auto run = nlohmann::json::parse(write_findings(findings, "sarif", "1.2"))["runs"][0];
    EXPECT_EQ(run["tool"]["driver"]["version"], "1.2");
    ASSERT_EQ(run["tool"]["driver"]["rules"].size(), 2U);
    const auto place = run["results"][0]["locations"][0]["physicalLocation"];
    EXPECT_EQ(place["artifactLocation"]["uri"], "law/a%2Cb.yaml");
    EXPECT_EQ(place["region"]["startLine"], 3);
    EXPECT_FALSE(run["results"][1]["locations"][0]["physicalLocation"]["region"].contains("startColumn"));
}

TEST(FindingsWriter, JunitFailsForErrorsAlone)
{
    const std::string xml = write_findings(findings, "junit", "1");
    EXPECT_NE(xml.find("tests=\"2\" failures=\"1\""), std::string::npos) << xml;
    EXPECT_NE(xml.find("&quot;asc&quot; &lt;here&gt;"), std::string::npos) << xml;
    EXPECT_NE(write_findings({}, "junit", "1").find("tests=\"1\" failures=\"0\""), std::string::npos);
}

TEST(FindingsWriter, GithubEscapesWhatWouldEndACommand)
{
    const std::string text = write_findings(findings, "github", "1");
    EXPECT_NE(text.find("::error file=law/a%2Cb.yaml,line=3,col=7,title=QS-005::"), std::string::npos) << text;
    EXPECT_NE(text.find("100%25 of it"), std::string::npos) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

} // namespace imi::authoring
