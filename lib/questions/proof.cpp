// SPDX-License-Identifier: EUPL-1.2
#include "questions/proof.hpp"

#include "questions/domain.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>

namespace imi
{

namespace
{

constexpr std::size_t most_states = 100'000;
constexpr std::size_t most_steps = 10'000'000; // Many items that conditions do not tell apart cost time all the same.
constexpr std::size_t none = static_cast<std::size_t>(-1);

/// An item as the walk sees it.
struct Node {
    const Item* item = nullptr;
    std::size_t parent = none; ///< question, table or question of a parameter
    std::vector<std::size_t> named;
    std::vector<const Condition*> comparisons; ///< of others, with this item
    std::vector<Sample> domain;
    std::optional<Witness> witness;
    bool always_held = true; ///< whenever everything named was answered
    bool was_tested = false;
};

class Prover
{
public:
    Prover(const Form& form, Findings& findings) : form_{form}, findings_{findings} {}

    Proof run()
    {
        for (const std::vector<Group>* part : {&form_.request, &form_.questions, &form_.reply}) {
            for (const Group& group : *part)
                add(group.items, none, {});
        }
        link();
        for (const std::vector<std::size_t>& component : components())
            walk(component);
        for (const Node& node : nodes_)
            report(node);
        for (Node& node : nodes_) {
            if (node.witness)
                proof_.witnesses.push_back(std::move(*node.witness));
        }
        return std::move(proof_);
    }

private:
    using Index = std::map<std::string, std::size_t>;

    /// Adds items in page order. `beside` are cells or parameters, whose names hold among themselves only.
    void add(const std::vector<Item>& items, std::size_t parent, std::optional<Index> beside)
    {
        for (const Item& item : items) {
            const std::size_t at = nodes_.size();
            nodes_.push_back({&item, parent, {}, {}, {}, {}, true, false});
            if (item.ask_if)
                resolve(at, *item.ask_if, beside);
            if (beside)
                beside->emplace(item.id, at);
            else
                index_.emplace(item.id, at);
            add(item.given, at, Index{});
            add(item.answer.cells, at, Index{});
            add(item.follow_ups, at, std::nullopt);
        }
    }

    void resolve(std::size_t at, const Condition& condition, const std::optional<Index>& beside)
    {
        for (const Condition& part : condition.parts)
            resolve(at, part, beside);
        if (condition.item.empty())
            return;
        std::size_t named = none;
        if (beside && beside->contains(condition.item))
            named = beside->at(condition.item);
        else if (index_.contains(condition.item))
            named = index_.at(condition.item);
        if (named == none)
            return;
        nodes_[at].named.push_back(named);
        nodes_[named].comparisons.push_back(&condition);
    }

    void link()
    {
        for (Node& node : nodes_) {
            if (!node.comparisons.empty())
                node.domain = domain_of(*node.item, node.comparisons);
        }
    }

    std::vector<std::vector<std::size_t>> components() const
    {
        std::vector<std::size_t> leader(nodes_.size());
        std::iota(leader.begin(), leader.end(), std::size_t{0});
        const std::function<std::size_t(std::size_t)> find = [&](std::size_t i) {
            while (leader[i] != i)
                i = leader[i] = leader[leader[i]];
            return i;
        };
        const auto join = [&](std::size_t a, std::size_t b) {
            leader[std::max(find(a), find(b))] = std::min(find(a), find(b));
        };
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i].parent != none)
                join(i, nodes_[i].parent);
            for (const std::size_t named : nodes_[i].named)
                join(i, named);
        }
        std::map<std::size_t, std::vector<std::size_t>> grouped;
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            grouped[find(i)].push_back(i);
        std::vector<std::vector<std::size_t>> result;
        for (auto& [first, members] : grouped)
            result.push_back(std::move(members));
        return result;
    }

    void walk(const std::vector<std::size_t>& component)
    {
        std::vector<std::vector<std::string>> lists;
        for (const std::size_t i : component)
            lists.insert(lists.end(), nodes_[i].item->subjects.begin(), nodes_[i].item->subjects.end());
        std::vector<std::string> subjects{std::string{}};
        if (!lists.empty() && form_.subject)
            subjects = subject_samples(*form_.subject, lists);
        states_ = 0;
        steps_ = 0;
        asked_.assign(nodes_.size(), false);
        answered_.assign(nodes_.size(), nullptr);
        for (const std::string& subject : subjects) {
            subject_ = subject;
            step(component, 0);
        }
        proof_.states += states_;
        proof_.largest = std::max(proof_.largest, states_);
        if (!is_over())
            return;
        proof_.whole = false;
        const Item& first = *nodes_[component.front()].item;
        findings_.warning("QS-094", first.place,
                          "the items from " + in_quotes(first.id) +
                              " on have more than 100,000 combinations of answers",
                          "their conditions were not proved; let them name fewer items");
        // Nothing is said of what was not tried to the end.
        for (const std::size_t i : component) {
            nodes_[i].was_tested = false;
            unproved_.push_back(nodes_[i].item);
        }
    }

    bool is_over() const { return states_ > most_states || steps_ > most_steps; }

    void step(const std::vector<std::size_t>& component, std::size_t position)
    {
        if (is_over() || ++steps_ > most_steps)
            return;
        if (position == component.size()) {
            ++states_;
            return;
        }
        const std::size_t at = component[position];
        asked_[at] = is_asked(at);
        answered_[at] = nullptr;
        if (asked_[at] && !nodes_[at].witness)
            nodes_[at].witness = witness(component, position);
        step(component, position + 1);
        if (!asked_[at] || nodes_[at].comparisons.empty())
            return;
        for (const Sample& sample : nodes_[at].domain) {
            asked_[at] = true;
            answered_[at] = &sample;
            step(component, position + 1);
        }
        answered_[at] = nullptr;
    }

    bool is_asked(std::size_t at)
    {
        Node& node = nodes_[at];
        if (node.parent != none && !asked_[node.parent])
            return false;
        if (!matches_all(form_.subject, subject_, node.item->subjects))
            return false;
        if (!node.item->ask_if)
            return true;
        // A name may stand for a cell here and for nothing there, so facts are found by the resolved places.
        const bool held = holds(*node.item->ask_if, [&](std::string_view id) -> const Fact* {
            for (const std::size_t named : node.named) {
                if (nodes_[named].item->id == id && answered_[named] != nullptr)
                    return &answered_[named]->fact;
            }
            return nullptr;
        });
        const bool all_answered = std::all_of(node.named.begin(), node.named.end(),
                                              [&](std::size_t named) { return answered_[named] != nullptr; });
        if (all_answered) {
            node.was_tested = true;
            node.always_held = node.always_held && held;
        }
        return held;
    }

    Witness witness(const std::vector<std::size_t>& component, std::size_t position) const
    {
        Witness result{nodes_[component[position]].item->id, subject_, {}};
        for (std::size_t i = 0; i < position; ++i) {
            if (const Sample* sample = answered_[component[i]])
                result.answers[nodes_[component[i]].item->id] = sample->text;
        }
        return result;
    }

    static bool only_answered(const Condition& condition)
    {
        if (condition.parts.empty())
            return condition.kind == Condition::Kind::answered;
        return std::any_of(condition.parts.begin(), condition.parts.end(), only_answered);
    }

    std::string used_by(const Item& item) const
    {
        return item.place.file == form_.place.file ? std::string{} : " (used by " + form_.place.file + ")";
    }

    void report(const Node& node)
    {
        const Item& item = *node.item;
        report_choice(item);
        if (std::find(unproved_.begin(), unproved_.end(), &item) != unproved_.end())
            return;
        if (!node.witness) {
            // What follows an item that is never asked says nothing new.
            if (node.parent == none || nodes_[node.parent].witness)
                findings_.error("QS-090", item.place, in_quotes(item.id) + " is never asked" + used_by(item),
                                path_of(node));
        } else if (item.ask_if && node.was_tested && node.always_held && !only_answered(*item.ask_if) &&
                   item.ask_if->place.file == form_.place.file) {
            findings_.warning("QS-091", item.ask_if->place,
                              "the condition of " + in_quotes(item.id) + " holds for every answer",
                              "leave it out, or write answered");
        }
    }

    void report_choice(const Item& item)
    {
        const Answer& answer = item.answer;
        if (!answer.has_codes() || answer.list->is_open() || item.place.file != form_.place.file)
            return;
        const auto& codes = answer.list->codes();
        if (std::any_of(codes.begin(), codes.end(),
                        [&](const ListCode& code) { return answer.list->selectable(code.code, answer.under); }))
            return;
        if (item.required == Required::never)
            findings_.error("QS-092", item.place, "nothing can be chosen for " + in_quotes(item.id),
                            "all its codes are headings or retired");
        else
            findings_.error("QS-093", item.place, in_quotes(item.id) + " is required, but nothing can be chosen for it",
                            "all its codes are headings or retired");
    }

    /// The conditions on the way to an item, and the two `for` that exclude each other.
    std::string path_of(const Node& node) const
    {
        std::string text;
        std::vector<std::vector<std::string>> lists;
        const Node* at = &node;
        while (true) {
            if (at->item->ask_if)
                text = describe(*at->item->ask_if) + (text.empty() ? "" : "; then " + text);
            lists.insert(lists.begin(), at->item->subjects.begin(), at->item->subjects.end());
            if (at->parent == none)
                break;
            at = &nodes_[at->parent];
        }
        const std::string excluding = excluding_pair(lists);
        return excluding.empty() ? "no answers lead to: " + text : excluding;
    }

    std::string excluding_pair(const std::vector<std::vector<std::string>>& lists) const
    {
        for (std::size_t i = 0; i < lists.size(); ++i) {
            for (std::size_t j = i + 1; j < lists.size(); ++j) {
                const auto& codes = form_.subject->codes();
                const bool together = std::any_of(codes.begin(), codes.end(), [&](const ListCode& code) {
                    return form_.subject->selectable(code.code) &&
                           matches_all(form_.subject, code.code, {lists[i], lists[j]});
                });
                if (!together)
                    return "for: " + joined(lists[i], ", ") + " and for: " + joined(lists[j], ", ") +
                           " exclude each other";
            }
        }
        return {};
    }

    const Form& form_;
    Findings& findings_;
    std::vector<Node> nodes_;
    Index index_;
    std::vector<const Item*> unproved_;
    std::vector<bool> asked_;
    std::vector<const Sample*> answered_;
    std::string subject_;
    std::size_t states_ = 0;
    std::size_t steps_ = 0;
    Proof proof_;
};

bool contains(const Witness& whole, const Witness& part)
{
    return (part.subject.empty() || part.subject == whole.subject) &&
           std::includes(whole.answers.begin(), whole.answers.end(), part.answers.begin(), part.answers.end());
}

} // namespace

Proof prove_form(const Form& form, Findings& findings) { return Prover{form, findings}.run(); }

std::vector<Witness> cover(const Proof& proof)
{
    std::vector<Witness> result;
    for (const Witness& one : proof.witnesses) {
        if (std::any_of(result.begin(), result.end(), [&](const Witness& kept) { return contains(kept, one); }))
            continue;
        std::erase_if(result, [&](const Witness& kept) { return contains(one, kept); });
        result.push_back(one);
    }
    return result;
}

} // namespace imi
