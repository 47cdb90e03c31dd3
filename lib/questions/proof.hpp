// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "questions/item.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace imi
{

/// Answers under which an item is asked: item id -> value, several codes joined by ", ". Items that are not named are
/// left unanswered; questions of a set are chosen.
struct Witness {
    std::string item;
    std::string subject; ///< code, empty where it does not matter
    std::map<std::string, std::string> answers;
};

/// What trying all gave.
struct Proof {
    std::vector<Witness> witnesses; ///< of every item that can be asked, in page order
    std::size_t states = 0;         ///< tried in all
    std::size_t largest = 0;        ///< states of the largest component
    bool whole = true;              ///< no component was over the limit
};

/// Tries all answers that the conditions can tell apart, component by component. QS-090 never asked, QS-091 condition
/// that always holds, QS-092 and QS-093 nothing to choose, QS-094 over 100,000 states.
Proof prove_form(const Form& form, Findings& findings);

/// The fewest of the witnesses that still ask every item: each that is not contained in another.
std::vector<Witness> cover(const Proof& proof);

} // namespace imi
