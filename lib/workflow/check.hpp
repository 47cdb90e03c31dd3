// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "workflow/model.hpp"
#include "workflow/walk.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi::workflow
{

/// What a workflow needs to know of a question of a form.
struct FormQuestion {
    std::string id;
    std::string kind;               ///< as the language of questions names it: date, number, one, many …
    std::string list;               ///< answer list of one and many, such as `countries`
    std::vector<std::string> codes; ///< of a choice among options
    bool personal = false;
};

struct FormOutline {
    std::vector<FormQuestion> questions;
    const FormQuestion* question(std::string_view id) const;
};

/// Forms beside the workflow file. What is left out is not checked.
struct KnownForms {
    std::map<std::string, FormOutline> in_place; ///< small forms of the workflow, by the id of the form
    /// Sets, forms and surveys that `from: ID` may name.
    std::optional<std::map<std::string, FormOutline>> outside;
    /// Workflows that `follows` and `children` may name.
    std::optional<std::vector<std::string>> workflows;
};

/// Names that lead nowhere: WF-010 to WF-019, WF-023, WF-038 to WF-040, WF-048, WF-049.
void check_names(const Workflow& workflow, const KnownForms& forms, Findings& findings);
/// What the parts do not fit into: WF-021, WF-022, WF-030 to WF-051 without those above.
void check_shape(const Workflow& workflow, Findings& findings);

/// Times of nothing (WF-008), and content that is deleted before it is blocked (WF-051). `from_here` says of block and
/// purge whether they stand in `file`; one of them must.
void check_retention(const Retention& retention, const std::string& file, Findings& findings,
                     std::pair<bool, bool> from_here = {true, true});

/// Everything of section 10: names, then shape, then (where both found no error) the walk.
WalkResult check(const Workflow& workflow, const KnownForms& forms, Findings& findings, WalkLimits limits = {});

/// Fields of a mail template of an action that are personal, or that the workflow has not: WF-046 at the place of each.
void check_mail(const Workflow& workflow, const KnownForms& forms, const std::vector<Name>& fields,
                const std::string& file, Findings& findings);

} // namespace imi::workflow
