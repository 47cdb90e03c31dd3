// SPDX-License-Identifier: EUPL-1.2
#include "authoring/build.hpp"

#include "questions/compile.hpp"
#include "workflow/compiled.hpp"

#include <algorithm>

namespace imi::authoring
{

namespace
{

/// What is made of a compiled form; a workflow has its canonical JSON alone.
struct Maker {
    std::string_view name;
    std::string_view ending;
    std::string (*make)(const Form& form, const CompiledForm& compiled);
};

std::string make_json(const Form&, const CompiledForm& compiled) { return compiled.content; }

constexpr Maker makers[] = {
    {"json", ".json", make_json},
};

bool is_wanted(const std::vector<std::string>& names, std::string_view maker)
{
    return names.empty() || std::find(names.begin(), names.end(), maker) != names.end();
}

} // namespace

std::vector<std::string> maker_names()
{
    std::vector<std::string> names;
    for (const Maker& maker : makers)
        names.emplace_back(maker.name);
    return names;
}

std::vector<Product> build(const Selection& selection, const workflow::Bundle& bundle,
                           const std::vector<std::string>& wanted)
{
    std::vector<Product> products;
    for (const std::string& name : selection.packages) {
        const Package* package = bundle.library.package(name);
        for (const auto& form : package->forms) {
            if (!selection.has_file(form->place.file))
                continue;
            const CompiledForm compiled = compile(*form, bundle.library);
            Product product{compiled.id, compiled.kind, compiled.version, name, {}, {}, compiled.fingerprint, {}, {}};
            for (const auto& [language, texts] : compiled.languages)
                product.languages.push_back(language);
            for (const Maker& maker : makers) {
                if (!is_wanted(wanted, maker.name))
                    continue;
                product.maker = maker.name;
                product.file = compiled.id + "@" + compiled.version + std::string{maker.ending};
                product.content = maker.make(*form, compiled);
                products.push_back(product);
            }
        }
        for (const workflow::PackagedWorkflow& one : bundle.workflows) {
            const workflow::Workflow& flow = one.workflow;
            if (one.package != name || !selection.has_file(flow.file) || !is_wanted(wanted, "json"))
                continue;
            const std::string content = workflow::compile(flow);
            products.push_back({flow.id,
                                "workflow",
                                flow.version,
                                name,
                                "json",
                                flow.id + "@" + flow.version + ".json",
                                workflow::fingerprint(content),
                                {},
                                content});
        }
    }
    return products;
}

} // namespace imi::authoring
