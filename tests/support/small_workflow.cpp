// SPDX-License-Identifier: EUPL-1.2
#include "support/small_workflow.hpp"

#include "base/limits.hpp"
#include "formats/yaml.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace imi::workflow
{

const std::string document_check = R"(workflow: document-check
version: 1.0
title: Document check

parties:
  asker:       {is: starter, role: request-handler, right: send}
  checker:     {is: named, role: request-handler, right: reply, abroad-from: asker, sees-all-after: accept}
  coordinator: {is: coordinator, of: asker, kind: request, role: referral-handler}
setup:
  approve-sending: {of: asker, needs: coordinator, text: "The coordinator approves a check before it is sent"}
forms:
  document: {from: area}
  verdict:  {items: {genuine: {ask: "Is it genuine?", answer: one, options: {genuine: Genuine, forged: Forged}}}}
start:
  new: {by: asker, form: document, names: checker, to: approval}
states:
  approval:
    only-if: {setup: approve-sending}
    else: sent
    waits-for: coordinator
    timers:
      approval-waits: {after: 3 working days of asker, remind: coordinator}
    actions:
      approve: {to: sent}
      reject:  {comment: required, to: closed, tells: asker}
  sent:
    milestone: sent
    waits-for: checker
    timers:
      not-accepted: {after: 7 days, repeat: 7 days, remind: checker}
    actions:
      accept: {to: accepted, tells: asker}
  accepted:
    milestone: accepted
    waits-for: checker
    timers:
      not-answered: {after: 14 days, repeat: 7 days, remind: checker}
    actions:
      reply: {form: verdict, to: closed, tells: asker}
  closed: {final: yes, milestone: closed}
sees:
  asker: {always: all}
  checker: {approval: nothing, else: all}
  coordinator: {else: questions}
retention: {block: 6 months after end, purge: 3 years after end}
)";

Workflow read_small(const std::string& yaml, Findings& findings)
{
    const std::string id = yaml.substr(10, yaml.find('\n') - 10);
    return read_workflow(parse_yaml(yaml, id + ".yaml"), id + ".yaml", findings);
}

Workflow read_sound(const std::string& yaml)
{
    Findings findings;
    Workflow workflow = read_small(yaml, findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    return workflow;
}

std::vector<std::string> example_ids()
{
    return {"alert",         "alert-56a",        "case-by-case-derogation", "information-request",
            "questionnaire", "repository-entry", "self-registration"};
}

Workflow read_example(const std::string& id, Findings& findings)
{
    const std::filesystem::path file =
        std::filesystem::path{IMI_SOURCE_DIR} / "tests/data/packages/workflows" / (id + ".yaml");
    return read_workflow(read_yaml(file.string(), limits::yaml_bytes), id + ".yaml", findings);
}

Instant at(const std::string& text) { return parse_instant(text).value(); }

Step done(Outcome outcome)
{
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
        for (const Fault& fault : refusal->faults)
            ADD_FAILURE() << fault.code << ": " << fault.message;
        return {};
    }
    return std::get<Step>(std::move(outcome));
}

Refusal refused(Outcome outcome)
{
    if (const auto* refusal = std::get_if<Refusal>(&outcome))
        return *refusal;
    return {Status::done, {{"", "", ""}}};
}

} // namespace imi::workflow
