// SPDX-License-Identifier: EUPL-1.2
#include "workflow/graph.hpp"
#include "workflow/texts.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace imi::workflow
{

namespace
{

std::string source_of(const std::vector<Text>& texts, const std::string& path)
{
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const Text& text) { return text.path == path; });
    return found == texts.end() ? "missing" : found->source;
}

} // namespace

TEST(Texts, HaveThePathsOfTranslations)
{
    Findings findings;
    const auto all = texts(read_example("information-request", findings));
    EXPECT_EQ(all.front().path, "information-request/title");
    EXPECT_EQ(source_of(all, "information-request/title"), "Information request");
    EXPECT_EQ(source_of(all, "information-request/party/requester-coordinator"), "Requester coordinator");
    EXPECT_EQ(source_of(all, "information-request/state/sent"), "Sent, awaiting acceptance");
    EXPECT_EQ(source_of(all, "information-request/action/accept"), "Accept");
    EXPECT_EQ(source_of(all, "information-request/action/reject"), "Send back");
    // Where it differs by state, each state has its own.
    EXPECT_EQ(source_of(all, "information-request/action/close"), "missing");
    EXPECT_EQ(source_of(all, "information-request/state/answered/action/close"), "Accept the reply");
    EXPECT_EQ(source_of(all, "information-request/state/info-declined/action/close"), "Accept as it is");
    EXPECT_EQ(source_of(all, "information-request/setup/allocation"),
              "Incoming requests are allocated to named handlers");
    EXPECT_EQ(source_of(all, "information-request/child/part"), "Part");
    EXPECT_EQ(source_of(texts(read_example("alert", findings)), "alert/each/informed-of-withdrawal"),
              "Informed of withdrawal");
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                               [](const Text& a, const Text& b) { return a.place.line < b.place.line; }));
}

TEST(Graph, IsSortedAndQuoted)
{
    const std::string dot = graph(read_sound(document_check), [](const std::string& path, const std::string& source) {
        return path == "document-check/state/sent" ? std::string{"Απεσταλμένο \"α\""} : source;
    });
    EXPECT_EQ(dot, R"(digraph "document-check" {
    rankdir=LR;
    node [shape=box];
    "" [shape=point];
    "accepted" [label="Accepted"];
    "approval" [label="Approval", style=dashed];
    "closed" [label="Closed", peripheries=2];
    "sent" [label="Απεσταλμένο \"α\""];
    "" -> "approval" [label="New"];
    "accepted" -> "closed" [label="Reply"];
    "approval" -> "closed" [label="Reject"];
    "approval" -> "sent" [label="Approve"];
    "approval" -> "sent" [label="not set-up approve-sending", style=dashed];
    "sent" -> "accepted" [label="Accept"];
}
)");
}

TEST(Graph, PrintsTheTableOfTheManual)
{
    EXPECT_EQ(table(read_sound(document_check)),
              "state     action                         by           next      form      tells\n"
              "-         New                            Asker        Approval  document\n"
              "Approval  not set-up approve-sending     -            Sent\n"
              "Approval  Approve                        Coordinator  Sent\n"
              "Approval  Reject                         Coordinator  Closed              Asker\n"
              "Approval  after 3 working days of asker  -                                Coordinator\n"
              "Sent      Accept                         Checker      Accepted            Asker\n"
              "Sent      after 7 days                   -                                Checker\n"
              "Accepted  Reply                          Checker      Closed    verdict   Asker\n"
              "Accepted  after 14 days                  -                                Checker\n");
}

} // namespace imi::workflow
