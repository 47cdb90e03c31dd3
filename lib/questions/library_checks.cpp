// SPDX-License-Identifier: EUPL-1.2
#include "questions/library_checks.hpp"

#include "text/suggest.hpp"

#include <map>

namespace imi
{

namespace
{

class LibraryChecks
{
public:
    LibraryChecks(const Library& library, Findings& findings) : library_{library}, findings_{findings} {}

    void run()
    {
        check_lists_once();
        check_forms_once();
        check_areas();
    }

private:
    void found_twice(const std::string& what, const Place& second, const Place& first)
    {
        findings_.error("QS-004", second, what + " stands twice", "the first is in " + first.text());
    }

    /// A name that two lists of one lookup have.
    void check_lists_once()
    {
        for (const Package& package : library_.packages()) {
            std::map<std::string, Place> seen;
            std::map<std::string, Place> seen_patterns;
            const auto order = library_.lookup_order(package.name);
            // From the far end, so that the finding is at the nearer one.
            for (auto at = order.rbegin(); at != order.rend(); ++at) {
                for (const auto* all : {&(*at)->vocabularies, &(*at)->lists}) {
                    for (const auto& list : *all) {
                        const auto [first, fresh] = seen.emplace(list->name, list->place);
                        if (!fresh)
                            found_twice("the list " + in_quotes(list->name), list->place, first->second);
                    }
                }
                for (const auto& pattern : (*at)->patterns) {
                    const auto [first, fresh] = seen_patterns.emplace(pattern->name, pattern->place);
                    if (!fresh)
                        found_twice("the pattern " + in_quotes(pattern->name), pattern->place, first->second);
                }
            }
        }
    }

    void check_forms_once()
    {
        for (const Package& package : library_.packages()) {
            std::map<std::string, Place> seen;
            const auto order = library_.lookup_order(package.name);
            for (auto at = order.rbegin(); at != order.rend(); ++at) {
                for (const auto& form : (*at)->forms) {
                    const auto [first, fresh] = seen.emplace(form->id, form->place);
                    if (!fresh)
                        found_twice("the id " + in_quotes(form->id), form->place, first->second);
                }
            }
        }
    }

    void check_areas()
    {
        for (const Package& package : library_.packages()) {
            if (!package.area)
                continue;
            const Area& area = *package.area;
            const auto place_under = [&](std::string_view key) {
                const YamlNode* node = area.root.find(key);
                return place_of(area.file, node == nullptr ? area.root : *node);
            };
            if (!area.subject.empty() && !library_.list(area.subject, package.name))
                findings_.error("QS-040", place_under("subject"), "there is no vocabulary " + in_quotes(area.subject),
                                suggest_one(area.subject, library_.list_names(package.name)));
            if (area.root.find("cannot-answer") != nullptr && !library_.list(area.cannot_answer, package.name))
                findings_.error("QS-040", place_under("cannot-answer"),
                                "there is no list " + in_quotes(area.cannot_answer),
                                suggest_one(area.cannot_answer, library_.list_names(package.name)));
            for (const AreaWorkflow& workflow : area.workflows) {
                for (const AreaForm& used : workflow.forms) {
                    for (const std::string& set : used.sets)
                        check_set(set, used.place, package.name);
                }
            }
        }
    }

    void check_set(const std::string& set, const Place& place, const std::string& package)
    {
        if (!library_.form(set, package))
            findings_.error("QS-080", place, "there is no set, form or survey " + in_quotes(set),
                            suggest_one(set, library_.form_ids(package)));
    }

    const Library& library_;
    Findings& findings_;
};

} // namespace

void check_library(const Library& library, Findings& findings) { LibraryChecks{library, findings}.run(); }

} // namespace imi
