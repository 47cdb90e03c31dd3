// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/engine.hpp"
#include "workflow/model_world.hpp"
#include "workflow/reader.hpp"

#include <functional>
#include <set>
#include <string>

namespace imi::workflow
{

/// Reads a workflow from text; the file is called after its first line, "workflow: ID".
Workflow read_small(const std::string& yaml, Findings& findings);
/// The same, and no finding is expected.
Workflow read_sound(const std::string& yaml);

/// One of the complete examples under tests/data.
Workflow read_example(const std::string& id, Findings& findings);
std::vector<std::string> example_ids();

/// The example of the language's first page.
extern const std::string document_check;

/// The model world with what a test wants otherwise.
class TestFacts final : public Facts
{
public:
    explicit TestFacts(const Workflow& workflow, SetUp set_up = {}) : world_{workflow, std::move(set_up)} {}

    std::set<std::string> inactive;                         ///< authorities
    std::set<std::pair<std::string, std::string>> no_right; ///< authority and right
    std::set<std::pair<std::string, std::string>> no_role;  ///< user and role
    std::set<std::string> relays;                           ///< authorities that act for all others
    std::set<std::string> busy;                             ///< authorities with open cases
    std::map<std::string, const Calendar*> calendars;       ///< by country; else the model's

    bool switch_is_on(std::string_view s, const std::string& a) const override { return world_.switch_is_on(s, a); }
    std::string coordinator(std::string_view k, const std::string& a) const override
    {
        return world_.coordinator(k, a);
    }
    std::string coordinator_for_place(std::string_view k, const std::string& c, const std::string& r) const override
    {
        return world_.coordinator_for_place(k, c, r);
    }
    std::string postbox(const std::string& country) const override { return world_.postbox(country); }
    std::string commission() const override { return world_.commission(); }
    std::vector<std::string> members() const override { return world_.members(); }
    bool exists(const std::string& authority) const override { return world_.exists(authority); }
    std::string country(const std::string& authority) const override { return world_.country(authority); }
    bool is_active(const std::string& authority) const override { return !inactive.contains(authority); }
    bool has_right(const std::string& authority, std::string_view right) const override
    {
        return !no_right.contains({authority, std::string{right}});
    }
    bool has_role(const std::string& user, const std::string&, std::string_view role) const override
    {
        return !no_role.contains({user, std::string{role}});
    }
    bool may_relay(const std::string& authority, const std::string&) const override
    {
        return relays.contains(authority);
    }
    bool has_open_cases(const std::string& authority) const override { return busy.contains(authority); }
    const Calendar& calendar(const std::string& authority) const override
    {
        const auto found = calendars.find(country(authority));
        return found == calendars.end() ? world_.calendar(authority) : *found->second;
    }
    const ModelWorld& world() const { return world_; }

private:
    ModelWorld world_;
};

/// Forms handed in by a test: FORM.QUESTION to values; faults by form.
class TestInput final : public FormInput
{
public:
    std::map<std::string, std::vector<std::string>> answers;
    std::set<std::string> forms;
    std::vector<Fault> wrong;

    bool is_given(std::string_view form) const override { return forms.contains(std::string{form}); }
    std::vector<Fault> faults(std::string_view, Grade) const override { return wrong; }
    std::vector<std::string> values(std::string_view form, std::string_view question) const override
    {
        const auto found = answers.find(std::string{form} + "." + std::string{question});
        return found == answers.end() ? std::vector<std::string>{} : found->second;
    }
};

/// An instant written as text.
Instant at(const std::string& text);

/// The step, or the test fails with the words of the refusal.
Step done(Outcome outcome);
/// The refusal; status done and no fault when the step was done after all.
Refusal refused(Outcome outcome);

} // namespace imi::workflow
