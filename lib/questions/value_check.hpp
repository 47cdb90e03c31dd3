// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "questions/item.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// Dates that were answered so far, by item: what `not-before` compares with.
using Dates = std::map<std::string, std::string, std::less<>>;

/// Checks and normalises single values. What is wrong goes to `faults`, under the field that it was built for.
class ValueCheck
{
public:
    /// `kept` is that of the input.
    ValueCheck(std::string today, const nlohmann::ordered_json& kept, std::vector<Diagnostic>& faults);

    /// The normalised value, or null when it is blank or wrong. Rows are not among the kinds it takes.
    nlohmann::ordered_json check(const Item& item, const nlohmann::ordered_json& value, const std::string& field,
                                 const Dates& dates);
    /// A free text that is no item: a note.
    nlohmann::ordered_json check_note(const nlohmann::ordered_json& value, const std::string& field);
    void fault(std::string_view code, const std::string& field, const std::string& message, std::string hint = {});
    const std::string& today() const { return today_; }
    /// The list of an answer as it is today.
    CodeListPtr list_of(const Answer& answer) const;

private:
    using Json = nlohmann::ordered_json;
    Json check_code(const Item& item, const std::string& code, const std::string& field);
    Json check_many(const Item& item, const Json& value, const std::string& field);
    Json check_text(const Item& item, const Json& value, const std::string& field);
    Json check_number(const Item& item, const Json& value, const std::string& field);
    Json check_date(const Item& item, const Json& value, const std::string& field, const Dates& dates);
    Json check_year(const Item& item, const Json& value, const std::string& field);
    Json check_authority(const Json& value, const std::string& field);
    Json check_files(const Item& item, const Json& value, const std::string& field);

    /// The limit that binds the value of a field now: `today` is the day of the action, and nothing for what stays.
    std::string limit_now(const std::string& limit, const std::string& today, const std::string& field,
                          const std::string& value) const;

    std::string today_;
    std::set<std::pair<std::string, std::string>> kept_; ///< field, without rows, and text
    std::vector<Diagnostic>& faults_;
    CodeListPtr countries_;
};

} // namespace imi
