// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/check.hpp"
#include "workflow/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi::workflow
{

/// One place where a workflow reads an answer, and what it can make use of.
struct Reading {
    QuestionName question;
    std::vector<std::string_view> kinds; ///< of answer; empty: any
    std::string_view wanted;             ///< the same in words
    Names values;                        ///< with which the answer is compared
};

/// Every place where the workflow reads an answer, in the order of the model.
std::vector<Reading> readings(const Workflow& workflow);

/// Why the reading can make no use of the question; `at` is the question, or the value that is none of its codes.
struct Misfit {
    std::string_view code; ///< WF-013 or WF-049
    Position at;
    std::string message;
    std::string hint;
};
std::vector<Misfit> misfits(const Reading& reading, const FormQuestion& question);

} // namespace imi::workflow
