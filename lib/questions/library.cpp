// SPDX-License-Identifier: EUPL-1.2
#include "questions/library.hpp"

#include "questions/built_in_lists.hpp"
#include "questions/form_checks.hpp"
#include "questions/form_reader.hpp"
#include "questions/item_reader.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 4> shared_folders = {"forms", "surveys", "shared", "workflows"};

template <class Pointers> auto find_named(const Pointers& all, std::string_view name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->name == name; });
    return found == all.end() ? nullptr : *found;
}

CodeListPtr find_list(const Package& package, std::string_view name)
{
    if (const auto list = find_named(package.lists, name))
        return list;
    return find_named(package.vocabularies, name);
}

class LibraryNames : public Names
{
public:
    LibraryNames(const Library& library, std::string package) : library_{library}, package_{std::move(package)} {}

    CodeListPtr list(std::string_view name) const override { return library_.list(name, package_); }
    std::shared_ptr<const Pattern> pattern(std::string_view name) const override
    {
        return library_.pattern(name, package_);
    }
    std::shared_ptr<const Form> form(std::string_view id) const override { return library_.form(id, package_); }
    bool is_being_read(std::string_view) const override { return false; }
    std::vector<std::string> list_names() const override { return library_.list_names(package_); }
    std::vector<std::string> pattern_names() const override { return library_.pattern_names(package_); }
    std::vector<std::string> form_names() const override { return library_.form_ids(package_); }

private:
    const Library& library_;
    std::string package_;
};

} // namespace

const Package* Library::package(std::string_view name) const
{
    const auto found =
        std::find_if(packages_.begin(), packages_.end(), [&](const Package& one) { return one.name == name; });
    return found == packages_.end() ? nullptr : &*found;
}

std::vector<const Package*> Library::lookup_order(std::string_view name) const
{
    std::vector<const Package*> order;
    if (const Package* own = package(name))
        order.push_back(own);
    for (const std::string_view folder : shared_folders) {
        const Package* shared = folder == name ? nullptr : package(folder);
        if (shared != nullptr)
            order.push_back(shared);
    }
    return order;
}

std::shared_ptr<const Form> Library::form(std::string_view id, std::string_view package_name) const
{
    for (const Package* package : lookup_order(package_name)) {
        for (const auto& form : package->forms) {
            if (form->id == id)
                return form;
        }
    }
    return nullptr;
}

std::vector<std::string> Library::form_ids(std::string_view package_name) const
{
    std::vector<std::string> ids;
    for (const Package* package : lookup_order(package_name)) {
        for (const auto& form : package->forms)
            ids.push_back(form->id);
    }
    return ids;
}

CodeListPtr Library::list(std::string_view name, std::string_view package_name) const
{
    for (const Package* package : lookup_order(package_name)) {
        if (const auto list = find_list(*package, name))
            return list;
    }
    const auto names = built_in_names();
    return std::find(names.begin(), names.end(), name) == names.end() ? nullptr : built_in_list(name);
}

std::vector<std::string> Library::list_names(std::string_view package_name) const
{
    std::vector<std::string> names{built_in_names().begin(), built_in_names().end()};
    for (const Package* package : lookup_order(package_name)) {
        for (const auto& list : package->lists)
            names.push_back(list->name);
        for (const auto& vocabulary : package->vocabularies)
            names.push_back(vocabulary->name);
    }
    return names;
}

std::shared_ptr<const Pattern> Library::pattern(std::string_view name, std::string_view package_name) const
{
    for (const Package* package : lookup_order(package_name)) {
        if (const auto pattern = find_named(package->patterns, name))
            return pattern;
    }
    return nullptr;
}

std::vector<std::string> Library::pattern_names(std::string_view package_name) const
{
    std::vector<std::string> names;
    for (const Package* package : lookup_order(package_name)) {
        for (const auto& pattern : package->patterns)
            names.push_back(pattern->name);
    }
    return names;
}

std::unique_ptr<Names> Library::names(std::string_view package_name) const
{
    return std::make_unique<LibraryNames>(*this, std::string{package_name});
}

Form Library::read_small_form(const YamlNode& items, const std::string& id, std::string_view package_name,
                              const std::string& file, const std::string& path, std::vector<Text>& texts,
                              Findings& findings) const
{
    static const Acts no_acts;
    const Package* package_found = package(package_name);
    const std::optional<Area>* area = package_found == nullptr ? nullptr : &package_found->area;
    const bool has_area = area != nullptr && area->has_value();
    const std::string language = package_found == nullptr ? "en" : package_found->source_language();
    Reading reading{file, language, has_area ? (*area)->acts : no_acts, texts, findings};
    Form form;
    form.kind = FormKind::small;
    form.id = id;
    form.path = path;
    form.area = package_name;
    form.source_language = language;
    form.place = reading.at(items);
    if (has_area && !(*area)->subject.empty())
        form.subject = list((*area)->subject, package_name);
    const auto all_names = names(package_name);
    const std::size_t texts_before = texts.size();
    Group group;
    group.path = path;
    group.items = read_items(items, Side::small_form, {*all_names, {}, path, form.subject, nullptr}, reading);
    form.questions.push_back(std::move(group));
    sort_by_place(texts, texts_before);
    collect_lists(form);
    check_form(form, findings);
    return form;
}

} // namespace imi
