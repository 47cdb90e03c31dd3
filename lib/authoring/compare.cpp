// SPDX-License-Identifier: EUPL-1.2
#include "authoring/compare.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/compile.hpp"
#include "text/escape.hpp"
#include "workflow/diff.hpp"

#include <algorithm>
#include <map>
#include <memory>

namespace imi::authoring
{

namespace
{

/// One side of a comparison.
struct Side {
    std::map<std::string, std::shared_ptr<const Form>> forms;
    std::map<std::string, workflow::Workflow> workflows;
};

Side read_compiled_side(const std::string& path)
{
    Input input = Input::open(path);
    const std::string text = read_all(input, limits::vocabulary_bytes);
    Form form = load_compiled(text, built_in_list);
    Side side;
    const std::string id = form.id;
    side.forms.emplace(id, std::make_shared<Form>(std::move(form)));
    return side;
}

Side read_side(const std::string& path, const std::string& shipped)
{
    if (path.ends_with(".json"))
        return read_compiled_side(path);
    const Selection selection = select_packages({path}, shipped);
    workflow::Bundle bundle = read_sound(selection);
    Side side;
    for (const std::string& name : selection.packages) {
        for (const auto& form : bundle.library.package(name)->forms) {
            if (selection.has_file(form->place.file))
                side.forms.emplace(form->id, form);
        }
        for (workflow::PackagedWorkflow& one : bundle.workflows) {
            if (one.package == name && selection.has_file(one.workflow.file))
                side.workflows.emplace(one.workflow.id, std::move(one.workflow));
        }
    }
    return side;
}

/// Pairs what both sides have by id.
template <class Things, class Describe, class Compare>
void pair_up(const Things& old_things, const Things& new_things, Describe describe, Compare compare_two,
             std::vector<FileDiff>& result)
{
    for (const auto& [id, thing] : new_things) {
        const auto old = old_things.find(id);
        FileDiff diff{id, {}, {}, {}, {}};
        describe(thing, diff.kind, diff.new_version);
        if (old == old_things.end()) {
            diff.diff.highest = ChangeClass::additive;
        } else {
            describe(old->second, diff.kind, diff.old_version);
            diff.diff = compare_two(old->second, thing);
        }
        result.push_back(std::move(diff));
    }
    for (const auto& [id, thing] : old_things) {
        if (new_things.contains(id))
            continue;
        FileDiff diff{id, {}, {}, {}, {}};
        describe(thing, diff.kind, diff.old_version);
        diff.diff.highest = ChangeClass::breaking;
        result.push_back(std::move(diff));
    }
}

} // namespace

std::vector<FileDiff> compare(const std::string& old_path, const std::string& new_path, const std::string& shipped,
                              const std::set<std::string>& meaning_kept)
{
    const Side before = read_side(old_path, shipped);
    const Side after = read_side(new_path, shipped);
    const bool common = std::any_of(after.forms.begin(), after.forms.end(),
                                    [&](const auto& one) { return before.forms.contains(one.first); }) ||
                        std::any_of(after.workflows.begin(), after.workflows.end(),
                                    [&](const auto& one) { return before.workflows.contains(one.first); });
    if (!common)
        throw Error{Status::input, "AUT-006",
                    escape_for_message(old_path) + " and " + escape_for_message(new_path) +
                        " have no set, form, survey or workflow in common",
                    "give two versions of one file or package"};
    std::vector<FileDiff> result;
    pair_up(
        before.forms, after.forms,
        [](const std::shared_ptr<const Form>& form, std::string& kind, std::string& version) {
            kind = to_string(form->kind);
            version = form->version.text();
        },
        [&](const auto& a, const auto& b) { return diff_forms(*a, *b, meaning_kept); }, result);
    pair_up(
        before.workflows, after.workflows,
        [](const workflow::Workflow& flow, std::string& kind, std::string& version) {
            kind = "workflow";
            version = flow.version;
        },
        [&](const auto& a, const auto& b) { return workflow::diff_workflows(a, b, meaning_kept); }, result);
    return result;
}

} // namespace imi::authoring
