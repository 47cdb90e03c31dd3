// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "base/time_zone.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace imi::workflow
{

using Day = std::chrono::sys_days;

/// Days as one authority or institution counts them. Implemented by whoever knows its holidays.
class Calendar
{
public:
    virtual ~Calendar() = default;
    virtual bool is_working_day(Day day) const = 0;
    /// The civil day there at an instant.
    virtual Day day_of(Instant instant) const = 0;
    /// When the day begins there: a deadline of the day before is over from this instant on.
    virtual Instant first_instant(Day day) const = 0;
    /// Name of its time zone, for explanations.
    virtual std::string zone() const = 0;
};

/// Monday to Friday without the given holidays, in a time zone.
class HolidayCalendar final : public Calendar
{
public:
    /// `zone` is an IANA name; throws Error(bug) for an unknown one.
    explicit HolidayCalendar(const std::string& zone, std::set<Day> holidays = {});
    bool is_working_day(Day day) const override;
    Day day_of(Instant instant) const override;
    Instant first_instant(Day day) const override;
    std::string zone() const override { return zone_.name(); }

private:
    TimeZone zone_;
    std::set<Day> holidays_;
};

/// A civil date, "2008-03-03", as a day; nothing when it is none.
std::optional<Day> parse_day(std::string_view civil_date);
std::string format_day(Day day);

} // namespace imi::workflow
