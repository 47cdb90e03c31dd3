// SPDX-License-Identifier: EUPL-1.2
#include "cases/desk_support.hpp"

#include "support/case_store.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

/// Whether what was read for PQ-2008-000001 may be stale after somebody did something to an object with a tool.
bool is_overtaken_by(const std::string& tool, const std::string& object)
{
    test::CaseStore store{"overtaken"};
    std::int64_t since = 0;
    store.change([&](Database& db) {
        AuditEvent event;
        event.login = "op";
        event.tool = "imi-register";
        event.verb = "import";
        event.object = "authorities";
        AuditLog{db}.append(event, 0);
        since = AuditLog{db}.next_number();
        event.tool = tool;
        event.object = object;
        AuditLog{db}.append(event, 0);
    });
    return is_overtaken(store.db(), since, "PQ-2008-000001", "imi-request");
}

} // namespace

TEST(DeskSupport, OnlyActsInOtherCasesDoNotOvertakeAnAct)
{
    EXPECT_FALSE(is_overtaken_by("imi-request", "PQ-2008-000002"));
    EXPECT_FALSE(is_overtaken_by("imi-request", "PQ-2008-0000010"));
    EXPECT_FALSE(is_overtaken_by("imi-request", "PQ-2008-000002.1"));
    for (const char* own : {"PQ-2008-000001", "PQ-2008-000001.1", "PQ-2008-000001.1.2"})
        EXPECT_TRUE(is_overtaken_by("imi-request", own)) << own;
    EXPECT_TRUE(is_overtaken_by("imi-request", "3 cases")) << "an import";
    EXPECT_TRUE(is_overtaken_by("imi-register", "RO:cmr")) << "who may act may be another now";
    EXPECT_TRUE(is_overtaken_by("imi-qsgen", "PQ-2008-000002")) << "whatever another tool calls a thing";
}

} // namespace imi
