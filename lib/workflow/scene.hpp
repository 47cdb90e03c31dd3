// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/facts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace imi::workflow
{

/// One case at one moment: who sits where, and which conditions hold. Owns nothing; lives within one step.
class Scene
{
public:
    /// `input` may be null: no form is handed in.
    Scene(const Workflow& workflow, const CaseState& state, const Facts& facts, const Passing& passing,
          const FormInput* input = nullptr)
        : workflow_{workflow}, state_{state}, facts_{facts}, passing_{passing}, input_{input}
    {
    }

    const Workflow& workflow() const { return workflow_; }
    const CaseState& state() const { return state_; }
    const Facts& facts() const { return facts_; }

    /// The authorities in the seat of a party, in order, each once. With `of`, a party with `each` is that recipient,
    /// and a `many` party its members in the recipient's country. A guest is no authority: see is_seated().
    std::vector<std::string> seated(std::string_view party, const RecipientId* of = nullptr) const;
    /// Whether anybody is there, a guest too.
    bool is_seated(std::string_view party) const;
    /// Country of a party, a guest too; empty when unknown.
    std::string country(std::string_view party, const RecipientId* of = nullptr) const;
    /// Values of a question: what is handed in where the case has none yet, else the case's.
    std::vector<std::string> answer(const QuestionName& question, const RecipientId* of = nullptr) const;
    /// Whether a switch of the workflow is on, its needed party being there.
    bool is_on(const SetupSwitch& setup_switch) const;

    bool holds(const Condition& condition, const Recipient* of = nullptr) const;
    /// Words for the first fact that makes the condition fail; empty when it holds.
    std::string failure(const Condition& condition, const Recipient* of = nullptr) const;

    /// The state with this id at which the case really arrives: optional states that do not apply are left out,
    /// `skipped` names them in order.
    std::string arrival(const std::string& target, std::vector<std::string>& skipped) const;

    /// Parties of `by` as which the actor may be meant: its authority (or the guest) has the seat. In the order of
    /// `by`.
    std::vector<std::string> seats_of(const Actor& actor, const Names& by, const RecipientId* of = nullptr) const;
    /// Whether the actor has this one seat; with `of` empty any of the members of a party counts.
    bool has_seat(const Actor& actor, std::string_view party, const RecipientId* of = nullptr) const;
    /// Whether the case is allocated to others of the actor's party. Those who have the role no more do not count: a
    /// case allocated to nobody else is one of all who have it again.
    bool is_allocated_to_others(const Actor& actor, std::string_view party) const;

private:
    std::vector<std::string> holders(const Party& party, const RecipientId* of) const;
    bool satisfies(const Condition& condition, std::string_view state, const std::vector<std::string>& marks) const;

    const Workflow& workflow_;
    const CaseState& state_;
    const Facts& facts_;
    const Passing& passing_;
    const FormInput* input_;
};

/// The condition in words, for refusals and tables.
std::string describe(const Condition& condition);

} // namespace imi::workflow
