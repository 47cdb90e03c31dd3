// SPDX-License-Identifier: EUPL-1.2
#include "statistics/report.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

namespace imi::statistics
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string columns = R"(
columns: common
version: 1.0
dimensions:
  month: {title: Month, is: month}
  sender: {title: Sent by, country-of: asker}
  role: {title: Role, is: role, values: {nimic: National coordinator}}
measures:
  sent: {title: Sent, counts: all}
  late: {title: Late, overdue: agreed, until: answered}
  quick: {title: Quick, within: 3 days, until: answered, estimate: yes}
  half: {title: Median, quantile: 50, until: answered}
  share: {title: Share, percent: sent, of: total}
  bodies: {title: Bodies, involved: [asker, asked]}
)";

const std::string report = R"(
report: requests
version: 1.2
title: Requests
definition: Requests that were sent.
counts: cases
workflow: request
from: sent
dimensions: [month, sender]
by: sender
measures: [sent, late, quick, half, share]
chart: half
)";

struct Read {
    std::vector<Report> reports;
    std::vector<Text> texts;
    std::vector<Diagnostic> findings;
};

Read read(const std::vector<std::string>& documents)
{
    std::vector<OtherFile> files;
    for (const std::string& document : documents) {
        YamlNode root = parse_yaml(document, "file.yaml");
        files.push_back({root.entries.front().key, root.entries.front().value.scalar, "file.yaml", root});
    }
    Read result;
    Findings findings;
    result.reports = read_reports(files, &result.texts, findings);
    result.findings = findings.sorted();
    return result;
}

std::string with(std::string text, const std::string& from, const std::string& to)
{
    return text.replace(text.find(from), from.size(), to);
}

std::vector<std::string> codes(const Read& read)
{
    std::vector<std::string> result;
    for (const Diagnostic& finding : read.findings)
        result.push_back(finding.code);
    return result;
}

TEST(ReadReports, TakesColumnsByName)
{
    const Read result = read({columns, report});
    EXPECT_THAT(codes(result), IsEmpty());
    ASSERT_EQ(result.reports.size(), 1u);
    const Report& one = result.reports.front();
    EXPECT_EQ(one.version, "1.2");
    EXPECT_EQ(one.milestone, "sent");
    EXPECT_THAT(one.by, ElementsAre("sender"));
    EXPECT_EQ(one.dimension("sender")->argument, "asker");
    EXPECT_EQ(one.measure("quick")->number, 3);
    EXPECT_TRUE(one.measure("quick")->estimate);
    EXPECT_EQ(one.measure("half")->unit(), "hours");
    EXPECT_EQ(one.measure("share")->unit(), "percent");
    EXPECT_EQ(one.chart, "half");
}

TEST(ReadReports, HandsTextsToTranslators)
{
    std::vector<std::string> paths;
    for (const Text& text : read({columns, report}).texts)
        paths.push_back(text.path);
    EXPECT_THAT(paths, testing::IsSupersetOf({"requests/title", "requests/definition", "common/dimension/month",
                                              "common/dimension/role/nimic", "common/measure/sent"}));
}

TEST(ReadReports, SaysWhatIsWrongAndWhere)
{
    EXPECT_THAT(codes(read({columns, with(report, "[month, sender]", "[month, sneder]")})),
                ElementsAre("RPT-001", "RPT-001"));
    EXPECT_THAT(codes(read({columns, with(report, "by: sender", "by: month")})), IsEmpty());
    EXPECT_THAT(codes(read({columns, with(report, "by: sender", "by: role")})), ElementsAre("RPT-001"));
    EXPECT_THAT(codes(read({columns, with(report, "[month, sender]", "[month, sender, role]")})),
                ElementsAre("RPT-002"));
    EXPECT_THAT(codes(read({columns, with(report, "[sent, late", "[late")})), ElementsAre("RPT-003"));
    EXPECT_THAT(codes(read({columns, with(report, "chart: half", "chart: whole")})), ElementsAre("RPT-003"));
    EXPECT_THAT(codes(read({columns, with(report, "from: sent", "from: send")})), ElementsAre("QS-010"));
    EXPECT_THAT(codes(read({with(columns, "3 days", "3 weeks"), report})), ElementsAre("RPT-004"));
    EXPECT_THAT(codes(read({with(columns, "until: answered, estimate", "estimate"), report})), ElementsAre("QS-012"));
    EXPECT_THAT(codes(read({with(columns, "counts: all", "counts: all, open: yes"), report})), ElementsAre("QS-012"));
    EXPECT_THAT(codes(read({with(columns, "percent: sent", "percent: share"), report})), ElementsAre("RPT-003"))
        << "it would be computed from itself";
    const Read found = read({columns, with(report, "chart: half", "shart: half")});
    ASSERT_EQ(codes(found), std::vector<std::string>{"QS-005"});
    EXPECT_EQ(found.findings.front().place.text(), "file.yaml:12:1");
}

TEST(ReadReports, FiguresNameWhatIsThere)
{
    const std::string figures = R"(
report: pilot
version: 1.0
title: As reported
definition: Compared.
compares: {from: 2008-02-28, to: 2008-07-31}
lines:
  uk: {report: requests, measure: sent, of: {sender: UK}, is: 37, at: fn 17}
  most: {report: requests, measure: sent, of: {sender: [UK, DE]}, among: {}, about: 75, within: 1, said: most}
)";
    const Read result = read({columns, report, figures});
    EXPECT_THAT(codes(result), IsEmpty());
    const Report& pilot = result.reports.back();
    ASSERT_EQ(pilot.figures.size(), 2u);
    EXPECT_THAT(pilot.figures[1].of.at("sender"), ElementsAre("UK", "DE"));
    EXPECT_TRUE(pilot.figures[1].among);
    EXPECT_EQ(pilot.figures[1].within, 1);
    EXPECT_THAT(codes(read({columns, report,
                            with(figures, "report: requests, measure: sent, of: {sender: UK}",
                                 "report: request, measure: sent, of: {sender: UK}")})),
                ElementsAre("RPT-003"));
    EXPECT_THAT(codes(read({columns, report, with(figures, "of: {sender: UK}", "of: {to: UK}")})),
                ElementsAre("RPT-001"));
    EXPECT_THAT(codes(read({columns, report, with(figures, "2008-02-28", "28.02.2008")})), ElementsAre("RPT-004"));
}

TEST(ReportContent, ComesBackFromTheStore)
{
    std::vector<OtherFile> files;
    for (const std::string& document : {columns, report}) {
        YamlNode root = parse_yaml(document, "file.yaml");
        files.push_back({root.entries.front().key, root.entries.front().value.scalar, "file.yaml", root});
    }
    Findings findings;
    const Report one = read_reports(files, nullptr, findings).front();
    const std::string content = canonical_content(one, files);
    const Report again = load_report(content);
    EXPECT_EQ(again.id, one.id);
    EXPECT_EQ(again.by, one.by);
    EXPECT_EQ(again.dimensions, one.dimensions);
    EXPECT_EQ(again.measures.size(), one.measures.size());
    EXPECT_THAT(content, testing::Not(HasSubstr("involved"))) << "a column that the report has not";
    EXPECT_THROW(load_report("{}"), Error);
    EXPECT_THROW(load_report("no JSON"), Error);
}

} // namespace

} // namespace imi::statistics
