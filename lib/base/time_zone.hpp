// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace imi
{

/// A time zone of the IANA database, as ICU knows it. Cheap to copy; safe to share between threads.
class TimeZone
{
public:
    /// Throws Error(bug, "BASE-001") when there is no zone of that name.
    explicit TimeZone(const std::string& name);
    const std::string& name() const { return name_; }
    /// Civil date there at an instant.
    std::string civil_date(Instant instant) const;
    /// When a civil date begins there; its end is the first instant of the next day. The date must be one.
    Instant first_instant(std::string_view civil_date) const;

private:
    struct Rules;
    std::string name_;
    std::shared_ptr<const Rules> rules_;
};

} // namespace imi
