// SPDX-License-Identifier: EUPL-1.2
#include "base/country.hpp"
#include "base/error.hpp"
#include "directory/import.hpp"
#include "directory/vocabularies.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

#include <charconv>

namespace imi
{

std::string SyncScope::text() const
{
    std::string text;
    if (!country.empty())
        text = "country=" + country;
    if (!area.empty())
        text.append(text.empty() ? "" : ",").append("area=").append(area);
    return text;
}

SyncScope parse_sync_scope(Database& db, const std::string& text)
{
    const auto refuse = [&](const std::string& message, const std::string& hint) {
        throw Error{Status::usage, "REG-060", "--scope: " + message, hint};
    };
    const char* form = "write country=DE, area=services, or both with a comma between";
    SyncScope scope;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string name = part.substr(0, equals);
        const std::string value = part.substr(std::min(equals + 1, part.size()));
        if (name == "country" && scope.country.empty()) {
            const Country* country = find_country(value);
            if (country == nullptr)
                refuse(in_quotes(value) + " is no country that takes part", form);
            scope.country = country->code;
        } else if (name == "area" && scope.area.empty()) {
            const Vocabularies vocabularies = Vocabularies::load(db);
            scope.area = vocabularies.area(value);
            if (scope.area.empty())
                refuse(in_quotes(value) + " is no legislative area of this store",
                       did_you_mean(vocabularies.nearest_area(value)));
        } else {
            refuse(in_quotes(part) + (name == "country" || name == "area" ? " stands twice" : " says no scope"), form);
        }
    }
    return scope;
}

bool SuspendLimit::allows(std::uint64_t suspended, std::uint64_t active) const
{
    return is_percent ? suspended * 100 <= value * active : suspended <= value;
}

std::string SuspendLimit::text() const { return std::to_string(value) + (is_percent ? "%" : ""); }

SuspendLimit parse_suspend_limit(const std::string& text)
{
    SuspendLimit limit;
    limit.is_percent = text.ends_with('%');
    const char* end = text.data() + text.size() - (limit.is_percent ? 1 : 0);
    const auto read = std::from_chars(text.data(), end, limit.value);
    if (read.ec != std::errc{} || read.ptr != end || (limit.is_percent && limit.value > 100))
        throw Error{Status::usage, "REG-060", "--max-suspend: " + in_quotes(text) + " is no limit",
                    "write a number, such as 12, or a percentage up to 100, such as 10%"};
    return limit;
}

} // namespace imi
