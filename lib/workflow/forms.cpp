// SPDX-License-Identifier: EUPL-1.2
#include "workflow/forms.hpp"

#include "questions/compile.hpp"
#include "workflow/texts.hpp"

#include <algorithm>
#include <tuple>

namespace imi::workflow
{

FormOutline outline(const Form& form)
{
    FormOutline result;
    const auto add = [&](const Item& item, const Item*) {
        FormQuestion question;
        question.id = item.id;
        question.kind = to_string(item.answer.kind);
        question.personal = item.personal != Personal::no;
        if (item.answer.has_codes()) {
            question.list = item.answer.list->name;
            for (const ListCode& code : item.answer.list->codes())
                question.codes.push_back(code.code);
        }
        result.questions.push_back(std::move(question));
    };
    for (const auto* part : {&form.request, &form.questions, &form.reply})
        for_each_item(*part, add);
    return result;
}

WorkflowForms read_forms(Workflow& workflow, const Library& library, std::string_view package, Findings& findings)
{
    WorkflowForms result;
    result.texts = texts(workflow);
    for (FormUse& use : workflow.forms) {
        if (!use.in_place)
            continue;
        const Form form = library.read_small_form(*use.in_place, use.id, package, workflow.file,
                                                  workflow.id + "/form/" + use.id, result.texts, findings);
        use.compiled = canonical_content(form);
        result.known.in_place.emplace(use.id, outline(form));
    }
    std::stable_sort(result.texts.begin(), result.texts.end(), [](const Text& a, const Text& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    result.known.outside.emplace();
    for (const std::string& id : library.form_ids(package))
        if (const auto form = library.form(id, package))
            result.known.outside->emplace(id, outline(*form));
    result.known.workflows.emplace();
    for (const Package* each : library.lookup_order(package))
        for (const OtherFile& file : each->others)
            if (file.kind == "workflow")
                result.known.workflows->push_back(file.id);
    return result;
}

} // namespace imi::workflow
