// SPDX-License-Identifier: EUPL-1.2
#include "authoring/build.hpp"

#include "forms/answer_schema.hpp"
#include "forms/html_form.hpp"
#include "forms/text_form.hpp"
#include "questions/compile.hpp"
#include "workflow/compiled.hpp"

#include <algorithm>
#include <optional>

namespace imi::authoring
{

namespace
{

/// What makers work with.
struct Source {
    const Form& form;
    const CompiledForm& compiled;
    const FormTexts* texts; ///< of those that say so in the table
};

/// What is made of a compiled form; a workflow has its canonical JSON alone.
struct Maker {
    std::string_view name;
    std::string_view ending;
    std::string (*make)(const Source& source);
    bool needs_texts = false;
    bool of_sets_alone = false;
};

std::string make_json(const Source& source) { return source.compiled.content; }

/// An empty page of the side that begins: it opens in the source language.
FormPage page_of(const Source& source)
{
    FormPage page;
    page.language = source.form.source_language;
    return page;
}

std::string make_html(const Source& source) { return html_form(*source.texts, page_of(source)); }
std::string make_text(const Source& source) { return text_form(*source.texts, page_of(source)); }

std::string schema(const Source& source, Stage stage, Required grade)
{
    return answer_schema(source.form, stage, grade).dump(2) + "\n";
}
std::string make_schema(const Source& source) { return schema(source, Stage::request, Required::to_send); }
std::string make_reply_schema(const Source& source) { return schema(source, Stage::reply, Required::to_answer); }

constexpr Maker makers[] = {
    {"json", ".json", make_json},
    {"html", ".html", make_html, true},
    {"text", ".txt", make_text, true},
    {"schema", ".schema.json", make_schema},
    {"schema", ".reply.schema.json", make_reply_schema, false, true},
};

bool is_wanted(const std::vector<std::string>& names, std::string_view maker)
{
    return names.empty() || std::find(names.begin(), names.end(), maker) != names.end();
}

} // namespace

std::vector<std::string> maker_names()
{
    std::vector<std::string> names;
    for (const Maker& maker : makers) {
        if (names.empty() || names.back() != maker.name)
            names.emplace_back(maker.name);
    }
    return names;
}

std::vector<Product> build(const Selection& selection, const workflow::Bundle& bundle,
                           const std::vector<std::string>& wanted)
{
    std::vector<Product> products;
    std::optional<UiTexts> ui;
    const auto texts_of_form = [&](const Form& form, const CompiledForm& compiled) {
        const Package* shared = bundle.library.package("shared");
        if (!ui)
            ui.emplace(shared == nullptr ? Package{} : *shared);
        const ExternalLists lists = [&](std::string_view list) { return bundle.library.list(list, form.area); };
        return FormTexts{compiled, lists, *ui};
    };
    for (const std::string& name : selection.packages) {
        const Package* package = bundle.library.package(name);
        for (const auto& form : package->forms) {
            if (!selection.has_file(form->place.file))
                continue;
            const CompiledForm compiled = compile(*form, bundle.library);
            Product product{compiled.id, compiled.kind, compiled.version, name, {}, {}, compiled.fingerprint, {}, {}};
            for (const auto& [language, texts] : compiled.languages)
                product.languages.push_back(language);
            std::optional<FormTexts> texts;
            for (const Maker& maker : makers) {
                if (!is_wanted(wanted, maker.name) || (maker.of_sets_alone && form->kind != FormKind::set))
                    continue;
                if (maker.needs_texts && !texts)
                    texts.emplace(texts_of_form(*form, compiled));
                product.maker = maker.name;
                product.file = compiled.id + "@" + compiled.version + std::string{maker.ending};
                product.content = maker.make({*form, compiled, texts ? &*texts : nullptr});
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
