// SPDX-License-Identifier: EUPL-1.2
#include "base/time_zone.hpp"

#include "base/error.hpp"

#include <unicode/timezone.h>

namespace imi
{

struct TimeZone::Rules {
    std::unique_ptr<icu::TimeZone> zone;

    /// Seconds to add to UTC at an instant.
    std::int64_t offset(Instant instant) const
    {
        std::int32_t raw = 0;
        std::int32_t saving = 0;
        UErrorCode status = U_ZERO_ERROR;
        zone->getOffset(static_cast<UDate>(instant) * 1000.0, 0, raw, saving, status);
        if (U_FAILURE(status))
            throw Error{Status::bug, "BASE-001", "the time zone gives no offset"};
        return (raw + saving) / 1000;
    }
};

TimeZone::TimeZone(const std::string& name) : name_{name}
{
    auto rules = std::make_shared<Rules>();
    rules->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (!rules->zone || *rules->zone == icu::TimeZone::getUnknown())
        throw Error{Status::bug, "BASE-001", "there is no time zone \"" + name + "\""};
    rules_ = std::move(rules);
}

std::string TimeZone::civil_date(Instant instant) const { return imi::civil_date(instant + rules_->offset(instant)); }

Instant TimeZone::first_instant(std::string_view civil_date) const
{
    const Instant midnight = end_of_day(civil_date) - 86'399; // as if the zone were UTC
    // The offset just before midnight: where clocks jump at midnight itself, the day begins at the jump.
    const Instant guess = midnight - rules_->offset(midnight - 86'400);
    const std::int64_t before = rules_->offset(guess - 1);
    Instant first = midnight - before;
    if (this->civil_date(first) != civil_date || this->civil_date(first - 1) == civil_date)
        first = midnight - rules_->offset(first);
    return first;
}

} // namespace imi
