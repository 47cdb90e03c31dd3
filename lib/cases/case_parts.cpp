// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_work.hpp"

#include "base/error.hpp"
#include "cases/form_input.hpp"
#include "cases/given_form.hpp"

#include <algorithm>

// Parts of a case that is split: how they begin, follow the case above, and are told of to it.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// The part's share of what was given: the questions dealt out to it, and the fields of the case above.
GivenForm share_of(const GivenForm& whole, const std::vector<std::string>& questions)
{
    GivenForm share = whole;
    share.questions = Json::object();
    for (const auto& [id, parameters] : whole.questions.items())
        if (questions.empty() || std::find(questions.begin(), questions.end(), id) != questions.end())
            share.questions[id] = parameters;
    return share;
}

workflow::ReadAnswers read_answers(const workflow::Workflow& workflow, const std::string& form, const GivenForm& given)
{
    workflow::ReadAnswers read;
    const auto reads = workflow.reads.find(form);
    if (reads != workflow.reads.end())
        for (const std::string& question : reads->second)
            if (given.data.contains(question))
                read[question] = texts_of_value(given.data.at(question));
    return read;
}

} // namespace

void CaseWork::open_part(OpenCase& parent, const workflow::Event& event, const workflow::ChildOpened& opened)
{
    const workflow::ChildKind* kind = parent.workflow().child(opened.kind);
    if (kind == nullptr)
        return;
    CaseRow row = library_.new_part(parent.row, kind->workflow.text, kind->divides.text);
    row.number = parent.row.number + "." + std::to_string(opened.number);
    row.parent_id = parent.row.id;
    row.part = opened.number;
    row.subject = parent.row.subject;
    row.questions = opened.questions;
    OpenCase child = fresh(std::move(row));
    GivenForm share;
    if (const workflow::FormRecord* record = parent.state.released(kind->divides.text))
        if (const CaseFormRow* given = parent.given(*record))
            share = share_of(join(*given), opened.questions);
    const workflow::Outcome outcome =
        workflow::begin_child(child.workflow(), parent.workflow(), parent.state, opened, *child.facts,
                              read_answers(child.workflow(), kind->divides.text, share), event.at);
    if (const auto* refusal = std::get_if<workflow::Refusal>(&outcome))
        throw Error{refusal->status, refusal->faults.front().code, refusal->faults.front().message};
    const CaseForm* form = child.model->form(kind->divides.text);
    const auto& step = std::get<workflow::Step>(outcome);
    const auto give = [&](const workflow::FormGiven& given, const workflow::Event&) {
        CaseFormRow stored;
        stored.form = given.form;
        if (form != nullptr)
            split(*form, share, stored);
        return stored;
    };
    store(child, step, give, mails(child, step));
    parts_.push_back(child.row.number);
    const std::string named = share.data.dump();
    for (const CaseFileRow& file : parent.files)
        if (named.find(Json(file.name).dump()) != std::string::npos)
            store_file(child, file, cases_.file_content(file.hash).value_or(std::string{}));
}

void CaseWork::do_in_parts(const OpenCase& parent, const workflow::Event& event)
{
    for (CaseRow& row : cases_.parts_of(parent.row.id)) {
        const auto is_kind = [&](const workflow::Child& child) {
            return child.number == row.part && child.kind == event.also_in;
        };
        if (std::none_of(parent.state.children.begin(), parent.state.children.end(), is_kind))
            continue;
        OpenCase child = open(std::move(row));
        const workflow::Step step = workflow::step_from_parent(child.workflow(), child.state, *child.facts, event);
        store(child, step, {}, mails(child, step));
    }
}

void CaseWork::tell_parent(const OpenCase& child)
{
    if (!child.row.parent_id)
        return;
    OpenCase parent = open(cases_.find(*child.row.parent_id).value());
    const workflow::Step step = workflow::child_moved(parent.workflow(), parent.state, *parent.facts, child.row.part,
                                                      child.state, child.events.back().event.at);
    store(parent, step, {}, mails(parent, step));
}

} // namespace imi
