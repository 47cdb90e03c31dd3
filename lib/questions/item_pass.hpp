// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/evaluate.hpp"
#include "questions/value_check.hpp"

#include <map>
#include <string>

namespace imi
{

/// Facts by item: what conditions know so far.
using FactMap = std::map<std::string, Fact, std::less<>>;

/// What one pass down the page does with single items: whether they are asked, and their values. Cells and parameters
/// have facts and dates of their own beside those of the page.
class ItemPass
{
public:
    ItemPass(const Form& form, const FormInput& input, std::vector<Diagnostic>& faults);

    ValueCheck& check() { return check_; }
    /// Why an item whose parent is asked is not asked; empty when it is.
    std::string why_not(const Item& item, const FactMap* beside = nullptr) const;
    bool for_matches(const Item& item) const;
    /// Whether the item must be complete at the grade of the input.
    bool is_needed(const Item& item) const;
    /// QS-201 where there is a value.
    void refuse_unasked(const std::string& field, const nlohmann::ordered_json& value, const std::string& why);
    /// QS-202.
    void need(const std::string& field, const Item& item);
    /// Checks a value, remembers what conditions need of it, and gives what is stored: null for a blank or wrong one.
    nlohmann::ordered_json take(const Item& item, const nlohmann::ordered_json& value, const std::string& field);
    /// The same for a cell or parameter, into the object `stored`, which may be complete or not.
    void take_beside(const Item& item, const nlohmann::ordered_json& values, const std::string& field, FactMap& facts,
                     Dates& dates, nlohmann::ordered_json& stored);
    /// Takes a stored value as a fact, without checking it again.
    void know(const Item& item, const nlohmann::ordered_json& value);
    void forget(const Item& item) { facts_.erase(item.id); }
    std::size_t fault_count() const { return faults_.size(); }

private:
    using Json = nlohmann::ordered_json;
    Facts lookup(const FactMap* beside) const;
    Json take_into(const Item& item, const Json& value, const std::string& field, FactMap& facts, Dates& dates,
                   const Dates& known);
    Json take_rows(const Item& item, const Json& value, const std::string& field);
    Json take_row(const Item& table, const Json& row, const std::string& place);

    const Form& form_;
    const FormInput& input_;
    std::vector<Diagnostic>& faults_;
    ValueCheck check_;
    FactMap facts_;
    Dates dates_;
};

} // namespace imi
