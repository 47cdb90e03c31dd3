// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/run.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace imi::workflow
{

/// One combination of what varies between countries: switches that are on, seats that nobody fills.
struct SetUp {
    std::set<std::string> on;     ///< switches
    std::set<std::string> absent; ///< parties
    /// "approve-sending on; no requester-coordinator", or "nothing switched on".
    std::string text() const;
    bool operator==(const SetUp&) const = default;
};

/// Every set-up that can differ: a switch that needs an absent party is never on. The plain one first.
std::vector<SetUp> set_ups(const Workflow& workflow);

/// A small world in which a workflow can be walked: one authority a seat, two recipients, everybody has every right.
class ModelWorld final : public Facts
{
public:
    ModelWorld(const Workflow& workflow, SetUp set_up);

    const SetUp& set_up() const { return set_up_; }
    /// The authorities that an action would name here; two take turns, so that a new holder is another.
    std::vector<std::string> named_for(const Action& action, const std::string& party, const Actor& actor,
                                       const std::optional<RecipientId>& recipient, const Scene& scene) const;
    /// Two parts for an action that opens children.
    std::vector<Part> parts_for(const Action& action, const Scene& scene) const;
    /// Who acts in a seat; the guest for a guest.
    Actor actor_for(const std::string& party, const std::optional<RecipientId>& recipient, const Scene& scene) const;
    /// Countries that an answer names as recipients.
    const std::vector<std::string>& recipient_countries() const { return recipients_; }

    bool switch_is_on(std::string_view setup_switch, const std::string& authority) const override;
    std::string coordinator(std::string_view kind, const std::string& authority) const override;
    std::string coordinator_for_place(std::string_view kind, const std::string& country,
                                      const std::string& region) const override;
    std::string postbox(const std::string& country) const override;
    std::string commission() const override;
    std::vector<std::string> members() const override;
    bool exists(const std::string& authority) const override;
    std::string country(const std::string& authority) const override;
    bool is_active(const std::string& authority) const override;
    bool has_right(const std::string& authority, std::string_view right) const override;
    bool has_role(const std::string& user, const std::string& authority, std::string_view role) const override;
    bool may_relay(const std::string& authority, const std::string& other) const override;
    bool has_open_cases(const std::string& authority) const override;
    const Calendar& calendar(const std::string& authority) const override;

private:
    std::string country_of(const Party& party, std::size_t depth = 0) const;

    const Workflow& workflow_;
    SetUp set_up_;
    std::set<std::pair<std::string, std::string>> absent_; ///< coordinator kind and country
    std::vector<std::string> recipients_;
    HolidayCalendar calendar_;
};

/// Values chosen for questions that conditions test, by FORM.QUESTION.
using Choices = std::map<std::string, std::string>;

/// Forms filled in as the workflow reads them: countries where recipients are meant, dates, days, chosen values.
class ModelInput final : public FormInput
{
public:
    ModelInput(const Workflow& workflow, const ModelWorld& world, Choices choices, std::string date)
        : workflow_{workflow}, world_{world}, choices_{std::move(choices)}, date_{std::move(date)}
    {
    }
    bool is_given(std::string_view form) const override;
    std::vector<Fault> faults(std::string_view form, Grade grade) const override;
    std::vector<std::string> values(std::string_view form, std::string_view question) const override;

private:
    const Workflow& workflow_;
    const ModelWorld& world_;
    Choices choices_;
    std::string date_;
};

} // namespace imi::workflow
