// SPDX-License-Identifier: EUPL-1.2
#include "workflow/bundle.hpp"

#include "questions/compile.hpp"
#include "questions/mail_texts.hpp"
#include "questions/proof.hpp"
#include "questions/translations.hpp"
#include "rules/milestones.hpp"
#include "statistics/report.hpp"
#include "text/suggest.hpp"
#include "workflow/forms.hpp"
#include "workflow/reader.hpp"
#include "workflow/readings.hpp"
#include "workflow/source.hpp"
#include "workflow/texts.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

/// Reads the workflow and its small forms; their texts go behind those of the package.
PackagedWorkflow read_one(const OtherFile& file, const Library& library, const std::string& package,
                          std::vector<Text>& package_texts, Findings& findings)
{
    PackagedWorkflow result;
    result.package = package;
    result.workflow = read_workflow(file.root, file.file, findings);
    std::vector<Text> form_texts;
    for (FormUse& use : result.workflow.forms) {
        if (!use.in_place)
            continue;
        Form form = library.read_small_form(*use.in_place, use.id, package, file.file,
                                            result.workflow.id + "/form/" + use.id, form_texts, findings);
        use.compiled = canonical_content(form);
        result.small_forms.push_back(std::move(form));
    }
    for (Text& text : texts(result.workflow))
        package_texts.push_back(std::move(text));
    package_texts.insert(package_texts.end(), form_texts.begin(), form_texts.end());
    return result;
}

/// What area.yaml says of workflows, and what they demand of it.
class AreaCheck
{
public:
    AreaCheck(const Bundle& bundle, const Package& package, Findings& findings)
        : bundle_{bundle}, package_{package}, area_{*package.area}, findings_{findings}
    {
    }

    void run()
    {
        for (const AreaWorkflow& used : area_.workflows) {
            const PackagedWorkflow* found = bundle_.workflow(used.workflow, package_.name);
            if (found == nullptr)
                unknown_workflow(used.workflow, used.place);
            else
                check_forms(used, found->workflow);
        }
        for (const auto* overrides : {&area_.deadlines, &area_.retention})
            for (const YamlNode::Entry& entry : overrides->entries)
                if (!is_used(entry.key) && !(overrides == &area_.retention && is_own_time(entry.key)))
                    unknown_workflow(entry.key, place_of(area_.file, entry));
        default_retention();
        for (const AreaWorkflow& used : area_.workflows) {
            const PackagedWorkflow* found = bundle_.workflow(used.workflow, package_.name);
            if (found == nullptr)
                continue;
            Workflow changed = found->workflow;
            apply_overrides(changed, area_.deadlines, area_.retention, area_.file, findings_);
            retention(found->workflow, changed);
        }
    }

private:
    bool is_used(std::string_view workflow) const
    {
        return std::any_of(area_.workflows.begin(), area_.workflows.end(),
                           [&](const AreaWorkflow& used) { return used.workflow == workflow; });
    }

    static bool is_own_time(std::string_view key) { return key == "law" || key == "block" || key == "purge"; }

    /// The times of the area, also where every workflow has times of its own.
    void default_retention()
    {
        Source source{area_.file, findings_};
        Retention common;
        if (const YamlNode* block = area_.retention.find("block"))
            common.block = read_keeping(source, *block, "block");
        if (const YamlNode* purge = area_.retention.find("purge"))
            common.purge = read_keeping(source, *purge, "purge");
        check_retention(common, area_.file, findings_);
        for (const YamlNode::Entry& entry : area_.retention.entries)
            if (is_used(entry.key))
                read_retention(source, entry.value);
    }

    /// What the area says of the cases of one workflow, and how it fits to what that says itself.
    void retention(const Workflow& own, const Workflow& changed)
    {
        Source source{area_.file, findings_};
        const YamlNode* named = area_.retention.find(own.id);
        const auto stands_here = [&](const char* key, const std::optional<Keeping>& keeping) {
            return !keeping || (named != nullptr && named->find(key) != nullptr);
        };
        const std::pair here{stands_here("block", own.retention.block), stands_here("purge", own.retention.purge)};
        if (here.first || here.second)
            check_retention(changed.retention, area_.file, findings_, here);
        for (const auto& [keeping, is_here] :
             {std::pair{&changed.retention.block, here.first}, {&changed.retention.purge, here.second}}) {
            if (!is_here || !*keeping || (*keeping)->date == "end")
                continue;
            const QuestionName& question = (*keeping)->question;
            const auto read = own.reads.find(question.form);
            if (question.empty() ? !sets_date(own, (*keeping)->date)
                                 : read == own.reads.end() || std::find(read->second.begin(), read->second.end(),
                                                                        question.question) == read->second.end())
                source.error("WF-038", (*keeping)->date.at,
                             "the workflow " + own.id + " knows no date " + in_quotes((*keeping)->date.text),
                             "write DURATION after end");
        }
    }

    static bool sets_date(const Workflow& workflow, const Name& date)
    {
        bool found = false;
        for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
            for (const DateSet& set : action.sets)
                found |= set.date == date.text;
        });
        return found;
    }

    void unknown_workflow(const std::string& id, const Place& place)
    {
        findings_.error("WF-019", place, "the area uses no workflow " + in_quotes(id),
                        suggest_one(id, bundle_.workflow_ids(package_.name)));
    }

    void check_forms(const AreaWorkflow& used, const Workflow& workflow)
    {
        for (const AreaForm& form : used.forms) {
            const FormUse* asked = workflow.form(form.form);
            if (asked == nullptr || asked->source != FormSource::area) {
                findings_.error("WF-012", form.place,
                                "the workflow " + workflow.id + " takes no form " + in_quotes(form.form) +
                                    " from the area",
                                suggest_one(form.form, forms_from_area(workflow)));
                continue;
            }
            for (const std::string& set : form.sets)
                if (const auto found = bundle_.library.form(set, package_.name))
                    check_set(set, outline(*found), *asked, workflow, form.place);
        }
        for (const std::string& needed : forms_from_area(workflow)) {
            if (std::none_of(used.forms.begin(), used.forms.end(),
                             [&](const AreaForm& form) { return form.form == needed; }))
                findings_.error("WF-012", used.place,
                                "the workflow " + workflow.id + " takes the form " + in_quotes(needed) +
                                    " from the area, and none is named",
                                "name a set, form or survey: " + needed + ": ID");
        }
    }

    /// Holds a set to what the workflow reads of it, under the name of its form and of the answers to that.
    void check_set(const std::string& set, const FormOutline& known, const FormUse& asked, const Workflow& workflow,
                   const Place& place)
    {
        const auto is_this = [&](const FormUse& use) {
            return use.id == asked.id || (use.source == FormSource::answers && use.from == asked.id);
        };
        for (const FormUse& use : workflow.forms)
            for (const Name& item : use.uses)
                if (is_this(use) && known.question(item.text) == nullptr)
                    findings_.error("QS-081", place,
                                    in_quotes(set) + " has no item " + in_quotes(item.text) + ", which the workflow " +
                                        workflow.id + " reads",
                                    "add it, or write use: request under request:");
        for (const Reading& reading : readings(workflow)) {
            const FormUse* use = workflow.form(reading.question.form);
            const FormQuestion* question =
                use == nullptr || !is_this(*use) ? nullptr : known.question(reading.question.question);
            if (question == nullptr)
                continue;
            for (const Misfit& misfit : misfits(reading, *question))
                findings_.error(misfit.code, place,
                                in_quotes(set) + ": " + misfit.message + " (" + workflow.file + ":" +
                                    std::to_string(misfit.at.line) + ":" + std::to_string(misfit.at.column) + ")",
                                misfit.hint);
        }
    }

    static std::vector<std::string> forms_from_area(const Workflow& workflow)
    {
        std::vector<std::string> ids;
        for (const FormUse& use : workflow.forms) {
            if (use.source == FormSource::area)
                ids.push_back(use.id);
        }
        return ids;
    }

    const Bundle& bundle_;
    const Package& package_;
    const Area& area_;
    Findings& findings_;
};

/// What a report names of workflows and surveys.
class ReportCheck
{
public:
    ReportCheck(const Bundle& bundle, const std::string& package, const statistics::Report& report, Findings& findings)
        : bundle_{bundle}, package_{package}, report_{report}, findings_{findings}
    {
    }

    void run()
    {
        if (!report_.workflow.empty()) {
            // Of whatever package: what is counted is known by its id alone.
            const auto found =
                std::find_if(bundle_.workflows.begin(), bundle_.workflows.end(),
                             [&](const PackagedWorkflow& one) { return one.workflow.id == report_.workflow; });
            if (found == bundle_.workflows.end())
                not_read("workflow", report_.workflow, bundle_.workflow_ids(package_));
            else
                check_workflow(found->workflow);
        }
        if (report_.survey.empty())
            return;
        std::shared_ptr<const Form> form;
        for (const Package& package : bundle_.library.packages())
            for (const auto& one : package.forms)
                if (one->id == report_.survey && one->kind == FormKind::survey)
                    form = one;
        if (form == nullptr)
            return not_read("survey", report_.survey, bundle_.library.form_ids(package_));
        for (const statistics::Dimension& dimension : report_.dimensions)
            if (dimension.source == statistics::Dimension::Source::answer_to &&
                find_item(*form, dimension.argument) == nullptr)
                missing("item", dimension.argument, {});
    }

private:
    void missing(const std::string& what, const std::string& name, const std::vector<std::string>& known)
    {
        findings_.error("RPT-005", report_.place,
                        "the report " + report_.id + " names the " + what + " " + in_quotes(name) +
                            ", which is not there",
                        suggest_one(name, known));
    }

    /// It may stand in a package that was not read.
    void not_read(const std::string& what, const std::string& name, const std::vector<std::string>& known)
    {
        std::string hint = suggest_one(name, known);
        findings_.warning("RPT-005", report_.place,
                          "the report " + report_.id + " names the " + what + " " + in_quotes(name) +
                              ", which no package read has",
                          hint.empty() ? "check it together with the package that has it" : std::move(hint));
    }

    void check_workflow(const Workflow& workflow)
    {
        std::vector<std::string> milestones{report_.milestone}, parties, dates;
        for (const statistics::Measure& measure : report_.measures) {
            if (!measure.milestone.empty())
                milestones.push_back(measure.milestone);
            if (!measure.date.empty())
                dates.push_back(measure.date);
            parties.insert(parties.end(), measure.parties.begin(), measure.parties.end());
        }
        for (const statistics::Dimension& dimension : report_.dimensions) {
            if (dimension.source == statistics::Dimension::Source::country_of)
                parties.push_back(dimension.argument);
            if (dimension.source == statistics::Dimension::Source::set_of &&
                workflow.form(dimension.argument) == nullptr)
                missing("form", dimension.argument, {});
        }
        // A word that is none was found when it was read.
        std::erase_if(milestones, [](const std::string& word) {
            return std::find(imi::milestones.begin(), imi::milestones.end(), word) == imi::milestones.end();
        });
        for (const std::string& milestone : milestones)
            if (std::none_of(workflow.states.begin(), workflow.states.end(),
                             [&](const State& state) { return state.milestone == milestone; }))
                missing("milestone", milestone, {});
        for (const std::string& party : parties)
            if (workflow.party(party) == nullptr)
                missing("party", party, {});
        for (const std::string& date : dates) {
            bool is_set = false;
            for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
                is_set |= std::any_of(action.sets.begin(), action.sets.end(),
                                      [&](const auto& set) { return set.date == date; });
            });
            if (!is_set)
                missing("date", date, {});
        }
    }

    const Bundle& bundle_;
    const std::string& package_;
    const statistics::Report& report_;
    Findings& findings_;
};

} // namespace

const PackagedWorkflow* Bundle::workflow(std::string_view id, std::string_view package) const
{
    for (const Package* place : library.lookup_order(package)) {
        for (const PackagedWorkflow& one : workflows) {
            if (one.package == place->name && one.workflow.id == id)
                return &one;
        }
    }
    return nullptr;
}

std::vector<std::string> Bundle::workflow_ids(std::string_view package) const
{
    std::vector<std::string> ids;
    for (const Package* place : library.lookup_order(package)) {
        for (const PackagedWorkflow& one : workflows) {
            if (one.package == place->name)
                ids.push_back(one.workflow.id);
        }
    }
    return ids;
}

Bundle read_bundle(const std::vector<PackageFolder>& folders, Findings& findings)
{
    Bundle bundle;
    bundle.library = Library::read(folders, findings);
    for (Package& package : bundle.library.packages()) {
        std::vector<Text> added;
        for (const OtherFile& file : package.others) {
            if (file.kind == "workflow") {
                bundle.workflows.push_back(read_one(file, bundle.library, package.name, added, findings));
            } else if (file.kind == "mail") {
                for (Text& text : read_mail_texts(file, findings).texts)
                    added.push_back(std::move(text));
            }
        }
        for (statistics::Report& report : statistics::read_reports(package.others, &added, findings))
            bundle.reports.emplace_back(package.name, std::move(report));
        package.texts.insert(package.texts.end(), added.begin(), added.end());
    }
    return bundle;
}

KnownForms known_forms(const Bundle& bundle, const PackagedWorkflow& one)
{
    KnownForms known;
    for (const Form& form : one.small_forms)
        known.in_place.emplace(form.id, outline(form));
    known.outside.emplace();
    for (const std::string& id : bundle.library.form_ids(one.package))
        known.outside->emplace(id, outline(*bundle.library.form(id, one.package)));
    known.workflows = bundle.workflow_ids(one.package);
    return known;
}

void check_bundle(const Bundle& bundle, const BundleCheck& what, Findings& findings)
{
    const auto is_asked = [&](const std::string& package) {
        return std::find(what.packages.begin(), what.packages.end(), package) != what.packages.end();
    };
    for (const Package& package : bundle.library.packages()) {
        if (!is_asked(package.name))
            continue;
        for (const auto& form : package.forms)
            prove_form(*form, findings);
        if (package.area)
            AreaCheck{bundle, package, findings}.run();
        check_translations(package, what.release, findings);
    }
    for (const auto& [package, report] : bundle.reports)
        if (is_asked(package))
            ReportCheck{bundle, package, report, findings}.run();
    for (const PackagedWorkflow& one : bundle.workflows) {
        if (!is_asked(one.package))
            continue;
        for (const Form& form : one.small_forms)
            prove_form(form, findings);
        check(one.workflow, known_forms(bundle, one), findings);
    }
}

} // namespace imi::workflow
