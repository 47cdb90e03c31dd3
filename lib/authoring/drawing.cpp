// SPDX-License-Identifier: EUPL-1.2
#include "authoring/drawing.hpp"

#include "authoring/question_graph.hpp"
#include "authoring/selection.hpp"
#include "base/error.hpp"
#include "questions/translations.hpp"
#include "text/suggest.hpp"
#include "workflow/graph.hpp"

#include <map>

namespace imi::authoring
{

namespace
{

/// Translations of every package into one language; paths are unique where they are read together.
Wording wording_of(const workflow::Bundle& bundle, const std::string& language)
{
    std::map<std::string, std::string> texts;
    for (const Package& package : bundle.library.packages()) {
        Translations all = translations_of(package);
        texts.merge(all[language]);
    }
    return [texts = std::move(texts)](const std::string& path, const std::string& source) {
        const auto found = texts.find(path);
        return found == texts.end() ? source : found->second;
    };
}

} // namespace

std::string draw(const DrawingOptions& options)
{
    const Selection selection = select_packages({options.path}, options.shipped);
    const workflow::Bundle bundle = read_sound(selection);
    const Wording wording = wording_of(bundle, options.language);
    std::vector<std::string> known;
    std::string out;
    const auto is_wanted = [&](const std::string& id, const std::string& file) {
        known.push_back(id);
        return selection.has_file(file) && (options.id.empty() || options.id == id);
    };
    for (const std::string& name : selection.packages) {
        for (const auto& form : bundle.library.package(name)->forms) {
            if (is_wanted(form->id, form->place.file))
                out += (out.empty() ? "" : "\n") +
                       (options.as_table ? question_table(*form, wording) : question_graph(*form, wording));
        }
        for (const workflow::PackagedWorkflow& one : bundle.workflows) {
            if (one.package == name && is_wanted(one.workflow.id, one.workflow.file))
                out += (out.empty() ? "" : "\n") + (options.as_table ? workflow::table(one.workflow, wording)
                                                                     : workflow::graph(one.workflow, wording));
        }
    }
    if (out.empty())
        throw Error{Status::absent, "AUT-003",
                    options.id.empty() ? "there is nothing to draw in " + in_quotes(options.path)
                                       : "there is no set, form, survey or workflow " + in_quotes(options.id),
                    did_you_mean(nearest(options.id, known))};
    return out;
}

} // namespace imi::authoring
