// SPDX-License-Identifier: EUPL-1.2
// Fills the cells of a store with made-up cases, through the code that counts cases, and writes the same cases as CSV
// for a peer: report_bench STORE CASES OUT.csv. The same number gives the same bytes.
#include "cases/case_facts.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstdio>
#include <fstream>

using namespace imi;

namespace
{

/// splitmix64: the same everywhere.
class Numbers
{
public:
    std::uint64_t next()
    {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
        z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
        return z ^ z >> 31U;
    }
    std::uint64_t below(std::uint64_t n) { return next() % n; }

private:
    std::uint64_t state_ = 2008;
};

constexpr const char* countries[] = {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES",
                                     "FI", "FR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
                                     "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"};
constexpr const char* subjects[] = {"doctor", "pharmacist", "physiotherapist", "accountant", "nurse-general-care"};
constexpr const char* sets[] = {"general", "establishment", "temporary"};
constexpr Instant hour = 3600, day = 24 * hour;

/// Half of the waits are short, few are very long.
Instant wait(Numbers& numbers, Instant most)
{
    const double u = static_cast<double>(numbers.below(1'000'000)) / 1e6;
    return static_cast<Instant>(u * u * u * static_cast<double>(most)) + 60;
}

statistics::CaseFacts make_case(Numbers& numbers, Instant begin, Instant now)
{
    statistics::CaseFacts facts;
    facts.area = "professional-qualifications";
    facts.workflow = "information-request";
    facts.subject = subjects[numbers.below(100) % 5];
    facts.sets["request"] = sets[numbers.below(10) < 6 ? 0 : numbers.below(3)];
    const std::string from = countries[numbers.below(30)];
    std::string to = countries[numbers.below(30)];
    if (to == from)
        to = from == "DE" ? "PL" : "DE";
    facts.countries = {{"requester", from}, {"responder", to}};
    facts.authorities = {{"requester", {from + ":" + std::to_string(numbers.below(100))}},
                         {"responder", {to + ":" + std::to_string(numbers.below(100))}}};
    const Instant sent = begin + static_cast<Instant>(numbers.below(static_cast<std::uint64_t>(now - begin)));
    facts.milestones["sent"] = sent;
    facts.state = "sent";
    const std::uint64_t fate = numbers.below(100);
    if (fate == 0) {
        facts.state = "refused";
        facts.ended = std::min(now, sent + wait(numbers, 20 * day));
        return facts;
    }
    const Instant accepted = sent + wait(numbers, 20 * day);
    if (accepted > now)
        return facts;
    facts.milestones["accepted"] = accepted;
    facts.state = "accepted";
    facts.dates["agreed"] = civil_date(accepted + 14 * day);
    const Instant answered = accepted + wait(numbers, 60 * day);
    if (answered > now)
        return facts;
    facts.milestones["answered"] = answered;
    facts.state = "answered";
    const Instant closed = answered + wait(numbers, 30 * day);
    if (closed > now)
        return facts;
    facts.milestones["closed"] = closed;
    facts.ended = closed;
    facts.state = "closed";
    return facts;
}

std::string value(const statistics::CaseFacts& facts, const char* milestone)
{
    const auto found = facts.milestones.find(milestone);
    return found == facts.milestones.end() ? std::string{} : std::to_string(found->second);
}

void write_row(std::ostream& out, const statistics::CaseFacts& facts)
{
    const auto agreed = facts.dates.find("agreed");
    out << facts.countries.at("requester") << ',' << facts.countries.at("responder") << ','
        << facts.authorities.at("requester").front() << ',' << facts.authorities.at("responder").front() << ','
        << facts.subject << ',' << facts.sets.at("request") << ',' << facts.state << ',' << value(facts, "sent") << ','
        << value(facts, "accepted") << ',' << value(facts, "answered") << ',' << value(facts, "closed") << ','
        << (facts.ended ? std::to_string(*facts.ended) : std::string{}) << ','
        << (agreed == facts.dates.end() ? std::string{} : agreed->second) << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4)
        return 2;
    const std::int64_t cases = std::stoll(argv[2]);
    const Instant begin = *parse_instant("2015-01-01T00:00:00Z");
    const Instant now = *parse_instant("2024-12-31T23:59:59Z");
    Store store = Store::open(argv[1], StoreAccess::write);
    const auto countings = statistics::published_countings(installed_reports(store.db()));
    std::map<std::string, statistics::Cells> cells;
    std::ofstream out{argv[3]};
    out << "sender,recipient,asking,asked,subject,qset,state,sent,accepted,answered,closed,ended,agreed\n";
    Numbers numbers;
    std::chrono::nanoseconds counting_time{};
    for (std::int64_t i = 0; i < cases; ++i) {
        const statistics::CaseFacts facts = make_case(numbers, begin, now);
        write_row(out, facts);
        const auto before = std::chrono::steady_clock::now();
        for (const statistics::Counting& counting : countings)
            count(counting, facts, 1, cells[counting.id]);
        counting_time += std::chrono::steady_clock::now() - before;
    }
    WriteTransaction transaction{store, {"report_bench", ""}, 30};
    statistics::CellRepository{store.db()}.replace(countings, cells);
    transaction.commit();
    std::size_t kept = 0;
    for (const auto& [id, some] : cells)
        kept += some.size();
    std::printf("%.2f us a case to count, %zu cells\n",
                static_cast<double>(counting_time.count()) / 1000.0 / static_cast<double>(cases), kept);
    return 0;
}
