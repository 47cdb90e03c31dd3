// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/calendar.hpp"
#include "workflow/case_state.hpp"
#include "workflow/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi::workflow
{

/// What the engine must know of the world outside the case, as of the moment of the step. Authorities are ids
/// ("RO:cmr"), an empty one is nobody. Implemented over the directory; every answer is for the area of the case.
class Facts
{
public:
    virtual ~Facts() = default;

    /// Whether the switch is on in the set-up that governs this authority.
    virtual bool switch_is_on(std::string_view setup_switch, const std::string& authority) const = 0;
    /// Coordinator of a kind for an authority: by its links, by set-ups, else the region's or the country's; a
    /// coordinator is its own. Empty when there is none.
    virtual std::string coordinator(std::string_view kind, const std::string& authority) const = 0;
    /// The same for one that is no authority yet: by country and region.
    virtual std::string coordinator_for_place(std::string_view kind, const std::string& country,
                                              const std::string& region) const = 0;
    /// The alert postbox of a country, empty when it has none.
    virtual std::string postbox(const std::string& country) const = 0;
    virtual std::string commission() const = 0;
    /// Countries of the area's territory that take part today, sorted.
    virtual std::vector<std::string> members() const = 0;

    virtual bool exists(const std::string& authority) const = 0;
    virtual std::string country(const std::string& authority) const = 0;
    /// Whether it takes part in new cases.
    virtual bool is_active(const std::string& authority) const = 0;
    /// Whether it may act in cases that have begun: also after its end, but not while it is suspended.
    virtual bool may_finish(const std::string& authority) const { return is_active(authority); }
    /// Why it is not active, and who is in its place, for the hint of a refusal; may be empty.
    virtual std::string place_taken(const std::string& /*authority*/) const { return {}; }
    virtual bool has_right(const std::string& authority, std::string_view right) const = 0;
    virtual bool has_role(const std::string& user, const std::string& authority, std::string_view role) const = 0;
    /// Whether `authority` may act for `other` by right (relay).
    virtual bool may_relay(const std::string& authority, const std::string& other) const = 0;
    virtual bool has_open_cases(const std::string& authority) const = 0;
    /// Calendar of an authority's country and region; of the Commission for an empty id.
    virtual const Calendar& calendar(const std::string& authority) const = 0;
};

/// One thing wrong with what was handed in.
struct Fault {
    std::string code;
    std::string message;
    std::string hint;
};

/// What the actor hands in for the forms of an action, with the saved draft under it.
class FormInput
{
public:
    virtual ~FormInput() = default;
    /// Whether anything is handed in or saved for the form.
    virtual bool is_given(std::string_view form) const = 0;
    /// Whether a draft or an `own` form may be missing: in a history, where a later draft replaced it, or who wrote the
    /// history down did not see it.
    virtual bool kept_may_be_lost() const { return false; }
    /// What is missing or wrong at this grade.
    virtual std::vector<Fault> faults(std::string_view form, Grade grade) const = 0;
    /// Values of one question; empty when it is not answered.
    virtual std::vector<std::string> values(std::string_view form, std::string_view question) const = 0;
    /// Questions that the case asks by a form and that are dealt out where it is split; nothing where they are not
    /// known.
    virtual std::optional<std::vector<std::string>> asked(std::string_view /*form*/) const { return std::nullopt; }
};

/// Who acts: a user for an authority, or a guest by its one-time code.
struct Actor {
    std::string user;
    std::string authority;
    std::string on_behalf_of; ///< the authority in whose seat it acts by right; empty: its own
    bool guest = false;

    const std::string& seat() const { return on_behalf_of.empty() ? authority : on_behalf_of; }
};

/// Whether something has passed. Time as it is, or as the walk of the check plays it.
class Passing
{
public:
    virtual ~Passing() = default;
    /// Whether the day of a date of the case is over.
    virtual bool is_over(const std::string& date_name, const std::string& civil_date) const = 0;
};

} // namespace imi::workflow
