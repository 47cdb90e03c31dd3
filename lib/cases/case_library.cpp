// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_library.hpp"

#include "base/error.hpp"
#include "directory/vocabularies.hpp"
#include "formats/json.hpp"
#include "formats/yaml_json.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/compile.hpp"
#include "statistics/cell_repository.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"
#include "workflow/compiled.hpp"
#include "workflow/reader.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// Sets that an area uses for a form of a workflow, as area.yaml writes them: one, or a list.
std::vector<std::string> sets_of(const Json& workflow, const std::string& form)
{
    if (!workflow.is_object() || !workflow.contains(form))
        return {};
    const Json& sets = workflow.at(form);
    return sets.is_array() ? sets.get<std::vector<std::string>>() : std::vector{sets.get<std::string>()};
}

/// A part that a case runs by: it is there for as long as the case is.
PackagePart installed_part(Database& db, const PartId& id)
{
    auto part = PackageRepository{db}.find(id);
    if (!part)
        throw Error{Status::store, "STO-003", "the store is damaged: there is no " + id.text(),
                    "run imi-store check, and restore a backup"};
    return std::move(*part);
}

} // namespace

const CaseForm* CaseModel::form(std::string_view id) const
{
    const auto found = forms.find(std::string{id});
    return found == forms.end() ? nullptr : &found->second;
}

std::string CaseArea::title(std::string_view language) const
{
    const Json& title = content.contains("title") ? content.at("title") : Json(code);
    if (title.is_string())
        return title.get<std::string>();
    for (const std::string& wanted : {std::string{language}, content.value("source-language", std::string{"en"})})
        if (title.contains(wanted))
            return title.at(wanted).get<std::string>();
    return code;
}

CaseLibrary::CaseLibrary(Database& db, std::map<std::string, std::string> words)
    : db_{db}, words_{std::move(words)}, countings_{std::make_shared<statistics::KnownCountings>()}
{
}

void CaseLibrary::refresh()
{
    std::string stamp = PackageRepository{db_}.stamp();
    if (stamp == installed_)
        return;
    installed_ = std::move(stamp);
    areas_.clear();
    forms_.clear();
    workflows_.clear();
    models_.clear();
    texts_.clear();
    mails_.clear();
}

const CaseArea& CaseLibrary::area(const std::string& name)
{
    const auto known = areas_.find(name);
    if (known != areas_.end())
        return known->second;
    const Vocabularies vocabularies = Vocabularies::load(db_);
    const std::string code = vocabularies.area(name);
    for (const InstalledArea& installed : installed_areas(db_)) {
        if (installed.code != code || code.empty())
            continue;
        CaseArea area{installed.code, installed.short_code, "eea", Json::parse(installed.content)};
        area.territory = area.content.value("territory", std::string{"eea"});
        return areas_[name] = std::move(area);
    }
    throw Error{Status::absent, "CAS-010", in_quotes(name) + " is no legislative area of this store",
                did_you_mean(vocabularies.nearest_area(name))};
}

std::shared_ptr<const Form> CaseLibrary::form(const PartId& id)
{
    std::shared_ptr<const Form>& form = forms_[id.text()];
    if (form)
        return form;
    const PackagePart part = installed_part(db_, id);
    form = std::make_shared<Form>(load_compiled(part.content, [&](std::string_view name) -> CodeListPtr {
        if (CodeListPtr list = built_in_list(name))
            return list;
        return vocabulary_list(db_, name);
    }));
    return form;
}

const workflow::Workflow& CaseLibrary::workflow(const PartId& id)
{
    const auto known = workflows_.find(id.text());
    if (known != workflows_.end())
        return known->second;
    const PackagePart part = installed_part(db_, id);
    return workflows_[id.text()] = workflow::read_compiled(part.content);
}

const CaseModel& CaseLibrary::model(const CaseRow& row)
{
    std::string key = row.workflow.text() + "\n" + row.overrides;
    for (const auto& [form, part] : row.forms)
        key.append("\n").append(form).append("=").append(part);
    const auto known = models_.find(key);
    if (known != models_.end())
        return known->second;
    CaseModel model;
    model.workflow = workflow(row.workflow);
    const Json overrides = Json::parse(row.overrides);
    Findings findings;
    workflow::apply_overrides(model.workflow, json_to_yaml(overrides.value("deadlines", Json{})),
                              json_to_yaml(overrides.value("retention", Json{})), "area.yaml", findings);
    for (const workflow::FormUse& use : model.workflow.forms) {
        CaseForm& form = model.forms[use.id];
        form.id = use.id;
        std::string from = use.id;
        if (use.source == workflow::FormSource::answers) {
            form.stage = Stage::reply;
            form.request = from = use.from.text;
        }
        form.is_continued = use.source == workflow::FormSource::answers || use.source == workflow::FormSource::area;
        if (use.source == workflow::FormSource::in_place) {
            form.form = std::make_shared<Form>(load_compiled(use.compiled, built_in_list));
        } else if (const auto chosen = row.forms.find(from); chosen != row.forms.end()) {
            form.part = chosen->second;
            form.form = this->form(part_of_text(PartKind::form, chosen->second));
        }
    }
    std::erase_if(model.forms, [](const auto& entry) { return !entry.second.form; });
    return models_[key] = std::move(model);
}

const CaseTexts& CaseLibrary::texts(const CaseRow& row, const std::string& language)
{
    std::string key = language + "\n" + row.workflow.text();
    for (const auto& [form, part] : row.forms)
        key.append("\n").append(part);
    const auto known = texts_.find(key);
    if (known != texts_.end())
        return known->second;
    std::map<std::string, std::string> all;
    const auto add = [&](const PartId& id) {
        const std::string content = PackageRepository{db_}.translation(id, language);
        if (!content.empty())
            for (auto& [path, text] : load_texts(content))
                all.emplace(path, std::move(text));
    };
    add(row.workflow);
    for (const auto& [form, part] : row.forms)
        add(part_of_text(PartKind::form, part));
    all.insert(words_.begin(), words_.end());
    return texts_.emplace(key, CaseTexts{language, std::move(all)}).first->second;
}

CaseFormTexts CaseLibrary::form_texts(const CaseRow& row, const CaseForm& form)
{
    const PartId id = form.part.empty() ? row.workflow : part_of_text(PartKind::form, form.part);
    const PackagePart part = installed_part(db_, id);
    CaseFormTexts result{form.form, {}, {}};
    // The form of a workflow has no part of its own: its content stands in the workflow, its texts among the others.
    std::string content = part.content;
    if (form.part.empty())
        for (const workflow::FormUse& use : model(row).workflow.forms)
            if (use.id == form.id)
                content = use.compiled;
    result.fingerprint = to_hex(Bytes{sha256(content)});
    for (const auto& [language, texts] : part.languages)
        result.languages[language] = {texts, to_hex(Bytes{sha256(texts)}), 0};
    return result;
}

std::string CaseMailTexts::operator()(const std::string& path, const std::string& source) const
{
    const auto found = translated.find(path);
    return found == translated.end() ? source : found->second;
}

const CaseMailTexts* CaseLibrary::mail_texts(const std::string& area, const std::string& language)
{
    const std::string key = area + "\n" + language;
    if (const auto known = mails_.find(key); known != mails_.end())
        return &known->second;
    PackageRepository packages{db_};
    std::optional<PartId> source;
    for (const PartId& id : packages.all(PartKind::mail))
        if ((id.package == area && (!source || source->package != area)) || (id.package == "shared" && !source))
            source = id;
    if (!source)
        return nullptr;
    CaseMailTexts texts{std::make_shared<MailTexts>(load_mail_texts(installed_part(db_, *source).content)), {}};
    if (const std::string content = packages.translation(*source, language); !content.empty())
        texts.translated = load_texts(content);
    return &(mails_[key] = std::move(texts));
}

void CaseLibrary::choose_forms(CaseRow& row, const std::string& questionset)
{
    const CaseArea& area = this->area(row.area);
    PackageRepository packages{db_};
    const std::string wanted = questionset.substr(0, questionset.find('@'));
    const std::string version =
        questionset.find('@') == std::string::npos ? std::string{} : questionset.substr(questionset.find('@') + 1);
    const Json& workflows = member(area.content, "workflows");
    const Json& used = member(workflows, row.workflow.id);
    bool found = wanted.empty();
    std::vector<std::string> all_sets;
    for (const workflow::FormUse& use : workflow(row.workflow).forms) {
        std::string set;
        if (use.source == workflow::FormSource::named) {
            set = use.from.text;
        } else if (use.source == workflow::FormSource::area) {
            const std::vector<std::string> sets = sets_of(used, use.id);
            all_sets.insert(all_sets.end(), sets.begin(), sets.end());
            if (std::find(sets.begin(), sets.end(), wanted) != sets.end()) {
                set = wanted;
                found = true;
            } else if (sets.size() == 1) {
                set = sets.front();
            } else if (sets.size() > 1 && wanted.empty()) {
                throw Error{Status::usage, "CAS-011", "several question sets are possible for the form " + use.id,
                            "give --questionset: " + joined(sets, ", ")};
            }
        }
        if (set.empty())
            continue;
        const auto id = packages.present(PartKind::form, set, area.code);
        if (!id)
            throw Error{Status::absent, "CAS-012", "the question set " + set + " is not installed",
                        "an author runs: imi-qsgen install"};
        if (set == wanted && !version.empty() && version != id->version)
            throw Error{Status::conflict, "CAS-013",
                        set + " is installed in version " + id->version + ", not " + version, "begin with that"};
        row.forms[use.id] = id->text();
    }
    if (!found)
        throw Error{Status::absent, "CAS-012",
                    row.workflow.id + " has no question set " + in_quotes(wanted) + " in the area " + area.code,
                    did_you_mean(nearest(wanted, all_sets))};
}

CaseRow CaseLibrary::new_case(const std::string& area_name, const std::string& workflow, const std::string& questionset)
{
    const CaseArea& area = this->area(area_name);
    const Json& used = member(area.content, "workflows");
    const std::string set = questionset.substr(0, questionset.find('@'));
    std::vector<std::string> candidates, all, all_sets;
    for (const auto& [id, forms] : used.items()) {
        all.push_back(id);
        bool takes = set.empty();
        for (const auto& [form, sets] : forms.items()) {
            const std::vector<std::string> names = sets_of(forms, form);
            takes |= std::find(names.begin(), names.end(), set) != names.end();
            all_sets.insert(all_sets.end(), names.begin(), names.end());
        }
        if (workflow.empty() ? takes : id == workflow)
            candidates.push_back(id);
    }
    if (candidates.empty())
        throw Error{Status::absent, "CAS-012",
                    "the area " + area.code + " has no " +
                        (workflow.empty() ? "question set " + in_quotes(set) : "workflow " + in_quotes(workflow)),
                    did_you_mean(workflow.empty() ? nearest(set, all_sets) : nearest(workflow, all))};
    if (candidates.size() > 1)
        throw Error{Status::usage, "CAS-011", "several workflows are possible in the area " + area.code,
                    "give --workflow: " + joined(candidates, ", ")};
    CaseRow row;
    row.area = area.code;
    const auto id = PackageRepository{db_}.present(PartKind::workflow, candidates.front(), area.code);
    if (!id)
        throw Error{Status::absent, "CAS-012", "the workflow " + candidates.front() + " is not installed",
                    "an author runs: imi-qsgen install"};
    row.workflow = *id;
    Json overrides = Json::object();
    for (const char* key : {"deadlines", "retention"})
        if (area.content.contains(key)) {
            const Json& all_of = area.content.at(key);
            for (const char* member : {"block", "purge", row.workflow.id.c_str()})
                if (all_of.is_object() && all_of.contains(member))
                    overrides[key][member] = all_of.at(member);
        }
    row.overrides = dump_json(overrides);
    choose_forms(row, questionset);
    return row;
}

CaseRow CaseLibrary::new_part(const CaseRow& parent, const std::string& workflow, const std::string& form)
{
    const auto set = parent.forms.find(form);
    const std::string questionset =
        set == parent.forms.end() ? std::string{} : part_of_text(PartKind::form, set->second).id;
    CaseRow row;
    if (workflow == parent.workflow.id) {
        // A part of the same kind runs by the same version.
        row.area = parent.area;
        row.workflow = parent.workflow;
        row.forms = parent.forms;
        row.overrides = parent.overrides;
    } else {
        row = new_case(parent.area, workflow, questionset);
    }
    if (set != parent.forms.end())
        row.forms[form] = set->second;
    return row;
}

} // namespace imi
