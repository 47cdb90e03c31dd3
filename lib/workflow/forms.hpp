// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/library.hpp"
#include "workflow/check.hpp"

#include <string_view>
#include <vector>

namespace imi::workflow
{

/// What the forms of a workflow are, once the packages are read.
struct WorkflowForms {
    KnownForms known;
    std::vector<Text> texts; ///< of the workflow and its small forms, in the order of the file
};

/// Reads the small forms in place (their findings are QS codes), puts their canonical JSON into the workflow, and looks
/// up what a workflow of `package` may name: forms, surveys, sets and other workflows.
WorkflowForms read_forms(Workflow& workflow, const Library& library, std::string_view package, Findings& findings);

/// What the check needs to know of a form: every item that is answered.
FormOutline outline(const Form& form);

} // namespace imi::workflow
