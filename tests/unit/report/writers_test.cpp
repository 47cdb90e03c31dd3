// SPDX-License-Identifier: EUPL-1.2
#include "report/run.hpp"
#include "report/writers.hpp"

#include <gmock/gmock.h>

namespace imi::report
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

Result result()
{
    Result result;
    result.id = "requests-sent";
    result.title = "Requests sent";
    result.version = "1.0";
    result.as_of = *parse_instant("2008-07-31T23:59:59Z");
    result.population = "request sent";
    result.columns = {{"sender", "Sent by", Column::Type::code, {}},
                      {"sent", "Sent", Column::Type::number, "count", true},
                      {"median", "Median", Column::Type::number, "hours"}};
    result.rows = {{{"UK", "United Kingdom", {}}, {{}, {}, 37}, {{}, {}, 2.5}}, {{}, {{}, {}, 1}, {}}};
    result.total = {{{}, "Total", {}}, {{}, {}, 38}, {}};
    result.chart = 1;
    return result;
}

TEST(ReportData, BlanksAreNoZeros)
{
    const nlohmann::ordered_json json = to_json(result());
    EXPECT_EQ(json["rows"][0].dump(), R"({"sender":"UK","sent":37,"median":2.5})");
    EXPECT_EQ(json["rows"][1].dump(), R"({"sender":null,"sent":1,"median":null,"flags":{"sender":"n","median":"n"}})");
    EXPECT_EQ(json["total"].dump(), R"({"sent":38,"median":null,"flags":{"median":"n"}})");
    EXPECT_EQ(to_csv(result()), "sender,sender_flag,sent,median,median_flag\nUK,,37,2.5,\n,n,1,,n\n");
}

TEST(Irreconcilable, NamesSumsThatDiffer)
{
    Result other = result();
    other.id = "requests";
    EXPECT_THAT(irreconcilable({result(), other}), IsEmpty());
    other.total[1].number = 39;
    EXPECT_THAT(irreconcilable({result(), other}),
                ElementsAre("requests: the rows of sent add up to 38, not to the total, 39",
                            "requests counts 39 cases, requests-sent 38"));
    other.population = "alert sent";
    EXPECT_EQ(irreconcilable({result(), other}).size(), 1u) << "another workflow has a total of its own";
}

} // namespace

} // namespace imi::report
