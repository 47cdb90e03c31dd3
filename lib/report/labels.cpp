// SPDX-License-Identifier: EUPL-1.2
#include "report/labels.hpp"

#include "directory/package_repository.hpp"
#include "directory/vocabularies.hpp"
#include "i18n/names.hpp"
#include "questions/compile.hpp"
#include "workflow/compiled.hpp"
#include "workflow/texts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::report
{

using statistics::Dimension;
using statistics::Report;
using Source = Dimension::Source;

/// A form or workflow of which labels are taken, and its texts.
struct Labels::Part {
    std::unique_ptr<Form> form;
    std::unique_ptr<imi::workflow::Workflow> workflow;
    std::map<std::string, std::string> texts;

    std::string text(const std::string& path, const std::string& source) const
    {
        const auto found = texts.find(path);
        return found == texts.end() ? source : found->second;
    }
    /// Items in the order of the page.
    std::vector<const Item*> items() const
    {
        std::vector<const Item*> result;
        if (form)
            for (const auto* groups : {&form->request, &form->questions, &form->reply})
                for (const Group& group : *groups)
                    for_each_item(group.items, nullptr,
                                  [&](const Item& item, const Item*) { result.push_back(&item); });
        return result;
    }
    const Item* item(const std::string& id) const
    {
        for (const Item* item : items())
            if (item->id == id)
                return item;
        return nullptr;
    }
};

namespace
{

std::map<std::string, std::string> texts_of(PackageRepository& parts, const PartId& id, const std::string& language)
{
    const std::string content = parts.translation(id, language);
    return content.empty() ? std::map<std::string, std::string>{} : load_texts(content);
}

} // namespace

Labels::Labels(Database& db, const UiTexts& ui, std::string language) : db_{db}, ui_{ui}, language_{std::move(language)}
{
}
Labels::~Labels() = default;

const Labels::Part& Labels::set(const std::string& id)
{
    std::unique_ptr<Part>& part = parts_["form " + id];
    if (part)
        return *part;
    part = std::make_unique<Part>();
    PackageRepository parts{db_};
    for (const PartId& known : parts.all(PartKind::form)) {
        if (known.id != id)
            continue;
        part->form = std::make_unique<Form>(load_compiled(
            parts.find(known)->content, [&](std::string_view name) { return vocabulary_list(db_, name); }));
        part->texts = texts_of(parts, known, language_);
    }
    return *part;
}

const Labels::Part& Labels::workflow(const std::string& id)
{
    std::unique_ptr<Part>& part = parts_["workflow " + id];
    if (part)
        return *part;
    part = std::make_unique<Part>();
    PackageRepository parts{db_};
    for (const PartId& known : parts.all(PartKind::workflow)) {
        if (known.id != id)
            continue;
        part->workflow =
            std::make_unique<imi::workflow::Workflow>(imi::workflow::read_compiled(parts.find(known)->content));
        part->texts = texts_of(parts, known, language_);
    }
    return *part;
}

const std::map<std::string, std::string>& Labels::translations(const Report& report)
{
    const auto known = reports_.find(report.id);
    if (known != reports_.end())
        return known->second;
    PackageRepository parts{db_};
    std::map<std::string, std::string> texts;
    for (const PartId& id : parts.all(PartKind::report))
        if (id.id == report.id)
            texts = texts_of(parts, id, language_);
    return reports_.emplace(report.id, std::move(texts)).first->second;
}

std::string Labels::text(const Report& report, const std::string& path, const std::string& source)
{
    const auto& texts = translations(report);
    const auto found = texts.find(path);
    return found == texts.end() ? source : found->second;
}

std::string Labels::subject(const std::string& code)
{
    if (!subjects_read_) {
        for (const InstalledArea& area : installed_areas(db_)) {
            const auto content = nlohmann::json::parse(area.content);
            if (const auto vocabulary = content.find("subject"); vocabulary != content.end())
                for (auto& [subject, label] : vocabulary_labels(db_, vocabulary->get<std::string>(), language_))
                    subjects_.emplace(subject, std::move(label));
        }
        subjects_read_ = true;
    }
    const auto found = subjects_.find(code);
    return found == subjects_.end() ? code : found->second;
}

std::string Labels::code(const Report& report, const Dimension& dimension, const std::string& code,
                         const std::string& item)
{
    if (code.empty())
        return code;
    switch (dimension.source) {
    case Source::month:
        return code;
    case Source::country:
    case Source::country_of:
        return country_name(code, language_);
    case Source::subject:
    case Source::profession:
        return subject(code);
    case Source::set_of: {
        const Part& part = set(code);
        return part.form ? part.text(part.form->path + "/title", part.form->title) : code;
    }
    case Source::state: {
        const Part& part = workflow(report.workflow);
        const imi::workflow::State* state = part.workflow ? part.workflow->state(code) : nullptr;
        return state == nullptr ? code : part.text(imi::workflow::state_path(*part.workflow, code), state->label);
    }
    case Source::item: {
        const Part& part = set(report.survey);
        const Item* found = part.item(code);
        return found == nullptr ? code : part.text(found->path, found->ask);
    }
    case Source::answer:
    case Source::answer_to: {
        const Part& part = set(report.survey);
        const Item* found = part.item(dimension.source == Source::answer ? item : dimension.argument);
        const ListCode* answer = found == nullptr || !found->answer.list ? nullptr : found->answer.list->find(code);
        if (answer == nullptr)
            return code;
        if (found->answer.list->name == "countries")
            return country_name(code, language_);
        // Built-in lists have no labels of their own.
        if (answer->label.empty())
            return ui("answer/" + code);
        return part.text(found->answer.list->path + "/" + code, answer->label);
    }
    case Source::role:
    case Source::user_role:
        break;
    }
    for (const auto& [value, label] : dimension.values)
        if (value == code)
            return text(report, value_path(dimension, code), label);
    return code;
}

std::size_t Labels::place(const Report& report, const Dimension& dimension, const std::string& code,
                          const std::string& item)
{
    if (dimension.source == Source::state) {
        const Part& part = workflow(report.workflow);
        if (part.workflow)
            for (std::size_t i = 0; i < part.workflow->states.size(); ++i)
                if (part.workflow->states[i].id == code)
                    return i;
    }
    if (dimension.source == Source::item) {
        const std::vector<const Item*> items = set(report.survey).items();
        return static_cast<std::size_t>(
            std::find_if(items.begin(), items.end(), [&](const Item* one) { return one->id == code; }) - items.begin());
    }
    if (dimension.source == Source::answer || dimension.source == Source::answer_to) {
        const Item* found = set(report.survey).item(dimension.source == Source::answer ? item : dimension.argument);
        if (found != nullptr && found->answer.list) {
            const auto& codes = found->answer.list->codes();
            return static_cast<std::size_t>(
                std::find_if(codes.begin(), codes.end(), [&](const ListCode& one) { return one.code == code; }) -
                codes.begin());
        }
    }
    for (std::size_t i = 0; i < dimension.values.size(); ++i)
        if (dimension.values[i].first == code)
            return i;
    return dimension.values.size();
}

} // namespace imi::report
