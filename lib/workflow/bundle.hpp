// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/library.hpp"
#include "statistics/report.hpp"
#include "workflow/check.hpp"
#include "workflow/model.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Packages as a whole: their questions, and the workflows that use them.
namespace imi::workflow
{

/// A workflow of a package, with the small forms that stand in it.
struct PackagedWorkflow {
    std::string package; ///< name of its folder
    Workflow workflow;   ///< its small forms are compiled
    std::vector<Form> small_forms;
};

/// Packages that were read together.
struct Bundle {
    Library library;                         ///< the texts of workflows and mails stand behind those of their packages
    std::vector<PackagedWorkflow> workflows; ///< in the order of packages and files
    std::vector<std::pair<std::string, statistics::Report>> reports; ///< with the name of their package

    /// As a file of `package` may name it: its own, else one of the shared folders; nullptr when there is none.
    const PackagedWorkflow* workflow(std::string_view id, std::string_view package) const;
    /// Ids of all that workflow() would find.
    std::vector<std::string> workflow_ids(std::string_view package) const;
};

/// Reads everything that folders hold. What is wrong goes to `findings`; the rest is still read.
Bundle read_bundle(const std::vector<PackageFolder>& folders, Findings& findings);

/// What is checked of a bundle.
struct BundleCheck {
    std::vector<std::string> packages; ///< by name of the folder
    bool release = false;              ///< missing and stale translations are errors
};

/// What reading cannot see: proofs of every form, names, shapes and the walk of every workflow, what area.yaml says of
/// both (QS-081, WF-001, WF-002, WF-008, WF-012, WF-013, WF-015, WF-019, WF-038, WF-049, WF-051), translations. The
/// walk is left out where the workflow has errors.
void check_bundle(const Bundle& bundle, const BundleCheck& what, Findings& findings);

/// What a workflow of `package` needs to know of forms and other workflows.
KnownForms known_forms(const Bundle& bundle, const PackagedWorkflow& one);

} // namespace imi::workflow
