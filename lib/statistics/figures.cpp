// SPDX-License-Identifier: EUPL-1.2
#include "statistics/figures.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace imi::statistics
{

namespace
{

/// Cells of one row: counter, what else tells them apart, how often.
using Sums = std::map<std::string, std::map<std::string, std::int64_t>, std::less<>>;

std::int64_t sum_of(const Sums& sums, const std::string& counter)
{
    std::int64_t sum = 0;
    if (const auto found = sums.find(counter); found != sums.end())
        for (const auto& [extra, n] : found->second)
            sum += n;
    return sum;
}

constexpr std::int64_t day_seconds = 86'400;

/// Days from the epoch.
std::int64_t day_number(const std::string& civil) { return end_of_day(civil) / day_seconds; }

/// Times from one milestone to another, in hours.
class Times
{
public:
    Times(const std::map<std::string, std::int64_t>& cells, const std::string& today)
    {
        const std::int64_t day = day_number(today);
        for (const auto& [extra, n] : cells) {
            std::int64_t hours = 0;
            if (extra.front() == 'o')
                hours = std::max<std::int64_t>(0, 24 * (day - day_number(extra.substr(1))));
            else
                std::from_chars(extra.data() + 1, extra.data() + extra.size(), hours);
            (extra.front() == 'h' ? reached_ : left_)[hours] += n;
            (extra.front() == 'h' ? count_ : without_) += n;
        }
    }

    std::int64_t within(std::int64_t hours) const
    {
        std::int64_t n = 0;
        for (auto time = reached_.begin(); time != reached_.end() && time->first <= hours; ++time)
            n += time->second;
        return n;
    }
    std::int64_t all() const { return count_ + without_; }

    /// The smallest time that at least so many per cent of those that came to the milestone did not exceed.
    std::optional<double> quantile(int per_cent) const
    {
        std::int64_t n = 0;
        for (const auto& [hours, times] : reached_) {
            n += times;
            if (n * 100 >= count_ * per_cent)
                return static_cast<double>(hours);
        }
        return std::nullopt;
    }

    /// The share that waits longer, at each time at which some came to the milestone (Kaplan and Meier 1958); who left
    /// at the same time was still there.
    template <class Use> void survival(const Use& use) const
    {
        std::int64_t there = all();
        double waiting = 1;
        auto leaver = left_.begin();
        for (const auto& [hours, times] : reached_) {
            for (; leaver != left_.end() && leaver->first < hours; ++leaver)
                there -= leaver->second;
            waiting *= 1.0 - static_cast<double>(times) / static_cast<double>(there);
            there -= times;
            if (!use(hours, waiting))
                return;
        }
    }
    std::optional<double> estimated_quantile(int per_cent) const
    {
        std::optional<double> result;
        // A product of fractions that is exactly the share may miss it by a rounding.
        const double limit = 1.0 - per_cent / 100.0 + 1e-9;
        survival([&](std::int64_t hours, double waiting) {
            if (waiting > limit)
                return true;
            result = static_cast<double>(hours);
            return false;
        });
        return result;
    }
    std::optional<double> estimated_within(std::int64_t limit) const
    {
        if (all() == 0)
            return std::nullopt;
        double share = 0;
        survival([&](std::int64_t hours, double waiting) {
            if (hours <= limit)
                share = 1.0 - waiting;
            return hours <= limit;
        });
        return std::floor(share * 1000 + 0.5 + 1e-9) / 10;
    }

private:
    std::map<std::int64_t, std::int64_t> reached_, left_; ///< hours to cases
    std::int64_t count_ = 0, without_ = 0;
};

class Row
{
public:
    Row(const Report& report, const Sums& sums, const Sums& bases, const std::string& today)
        : report_{report}, sums_{sums}, bases_{bases}, today_{today}
    {
    }

    std::optional<double> value(const Measure& measure, const Row* total) const
    {
        using Kind = Measure::Kind;
        switch (measure.kind) {
        case Kind::all:
            return number(sum_of(sums_, "all"));
        case Kind::reached:
            return number(sum_of(sums_, "reached:" + measure.milestone));
        case Kind::open:
            return number(sum_of(sums_, "open"));
        case Kind::answers:
            return number(sum_of(sums_, "answer"));
        case Kind::base:
            return number(sum_of(bases_, "base"));
        case Kind::involved:
            return number(sum_of(sums_, "involved"));
        case Kind::overdue: {
            std::int64_t n = 0;
            if (const auto due = sums_.find("due:" + measure.date + ":" + measure.milestone); due != sums_.end())
                for (auto date = due->second.begin(); date != due->second.end() && date->first < today_; ++date)
                    n += date->second;
            return number(n);
        }
        case Kind::within: {
            const Times times = times_until(measure.milestone);
            const std::int64_t hours = std::int64_t{24} * measure.number;
            return measure.estimate
                       ? times.estimated_within(hours)
                       : percent(static_cast<double>(times.within(hours)), static_cast<double>(times.all()));
        }
        case Kind::quantile: {
            const Times times = times_until(measure.milestone);
            return measure.estimate ? times.estimated_quantile(measure.number) : times.quantile(measure.number);
        }
        case Kind::percent:
            break;
        }
        const Measure& part = *report_.measure(measure.part);
        const auto whole = measure.whole == "total" ? (total == nullptr ? this : total)->value(part, total)
                                                    : value(*report_.measure(measure.whole), total);
        return percent(value(part, total).value_or(0), whole.value_or(0));
    }

private:
    static double number(std::int64_t n) { return static_cast<double>(n); }
    Times times_until(const std::string& milestone) const
    {
        static const std::map<std::string, std::int64_t> none;
        const auto found = sums_.find("time:" + milestone);
        return Times{found == sums_.end() ? none : found->second, today_};
    }

    const Report& report_;
    const Sums& sums_;
    const Sums& bases_;
    const std::string& today_;
};

FigureRow row_of(const Report& report, const Row& row, const Row* total, std::vector<std::string> codes)
{
    FigureRow result;
    result.codes = std::move(codes);
    for (const Measure& measure : report.measures)
        result.values.push_back(row.value(measure, total));
    return result;
}

} // namespace

std::optional<double> percent(double part, double whole)
{
    if (whole == 0)
        return std::nullopt;
    return std::floor((2000 * part + whole) / (2 * whole)) / 10;
}

FigureTable compute(const Report& report, const Cells& cells, const std::vector<std::size_t>& positions,
                    std::optional<std::size_t> answer_position, const std::string& today)
{
    using Codes = std::vector<std::string>;
    std::map<Codes, Sums> rows, bases;
    Sums all;
    const auto codes_of = [&](const CellKey& key, bool without_answer) {
        Codes codes;
        for (const std::size_t position : positions)
            codes.push_back(without_answer && answer_position == position ? std::string{} : key.values.at(position));
        return codes;
    };
    // Keys are sorted: those that differ only in what else tells them apart come one after the other.
    std::string_view before;
    std::map<std::string, std::int64_t>* of_all = nullptr;
    std::map<std::string, std::int64_t>* of_row = nullptr;
    for (const auto& [text, n] : cells) {
        const std::size_t end = text.rfind('|') + 1;
        if (const std::string_view same = std::string_view{text}.substr(0, end); of_row == nullptr || same != before) {
            const CellKey key = parse_key(text);
            before = same;
            of_all = &all[key.counter];
            of_row = &(key.counter == "base" ? bases[codes_of(key, true)] : rows[codes_of(key, false)])[key.counter];
        }
        std::string extra = text.substr(end);
        (*of_all)[extra] += n;
        (*of_row)[std::move(extra)] += n;
    }
    const Row total{report, all, all, today};
    FigureTable table;
    table.total = row_of(report, total, nullptr, {});
    for (const auto& [codes, sums] : rows) {
        Codes base_codes = codes;
        for (std::size_t i = 0; i < positions.size(); ++i)
            if (answer_position == positions[i])
                base_codes[i].clear();
        table.rows.push_back(row_of(report, {report, sums, bases[base_codes], today}, &total, codes));
    }
    return table;
}

} // namespace imi::statistics
