// SPDX-License-Identifier: EUPL-1.2
#include "workflow/reader.hpp"
#include "workflow/source.hpp"

#include "text/suggest.hpp"

namespace imi::workflow
{

std::vector<Sight> read_sees(Source& source, const YamlNode& node)
{
    std::vector<Sight> result;
    const auto level_of = [&](const YamlNode& value) {
        const auto level = source.one_of(value, "sees", words::levels);
        return level ? static_cast<Level>(*level) : Level::nothing;
    };
    source.ids(node, "sees", [&](const Name& party, const YamlNode& levels) {
        Sight sight;
        sight.party = party.text;
        sight.at = party.at;
        if (levels.kind != YamlNode::Kind::map) {
            source.error("WF-001", position_of(levels), "sees takes a map {STATE: level} with \"else\" or \"always\"");
            return;
        }
        for (const YamlNode::Entry& entry : levels.entries) {
            if (entry.key == "else" || entry.key == "always")
                sight.otherwise = level_of(entry.value);
            else
                sight.states.push_back({{entry.key, position_of(entry)}, level_of(entry.value)});
            if (entry.key == "always" && levels.entries.size() != 1)
                source.error("WF-022", position_of(entry), "beside \"always\" nothing else has a meaning");
        }
        result.push_back(std::move(sight));
    });
    return result;
}

std::optional<Keeping> read_keeping(Source& source, const YamlNode& node, const std::string& what)
{
    const std::string text = source.text(node, what);
    const std::size_t after = text.find(" after ");
    const auto duration = after == std::string::npos ? std::nullopt : parse_duration(text.substr(0, after));
    if (!duration) {
        if (!text.empty())
            source.error("WF-008", position_of(node), what + ": " + in_quotes(text) + " is no DURATION after DATE",
                         "write 6 months after end");
        return std::nullopt;
    }
    const std::string date = text.substr(after + 7);
    Keeping keeping{*duration, {date, position_of(node)}, {}};
    if (const auto question = split_question(date, position_of(node)))
        keeping.question = *question;
    return keeping;
}

Retention read_retention(Source& source, const YamlNode& node)
{
    Retention retention;
    source.map(node, "retention", position_of(node),
               {{"block", [&](const YamlNode& n) { retention.block = read_keeping(source, n, "block"); }},
                {"purge", [&](const YamlNode& n) { retention.purge = read_keeping(source, n, "purge"); }}});
    return retention;
}

namespace
{

/// The timer under an id that is unique in the file; its place among the states is found here.
Timer* find_timer(Workflow& workflow, std::string_view id)
{
    const auto in = [&](std::vector<State>& states) -> Timer* {
        for (State& state : states)
            for (Timer& timer : state.timers)
                if (timer.id == id)
                    return &timer;
        return nullptr;
    };
    if (Timer* timer = in(workflow.states))
        return timer;
    for (EachLife& life : workflow.each)
        if (Timer* timer = in(life.states))
            return timer;
    return nullptr;
}

void override_timer(Source& source, Timer& timer, const Name& id, const YamlNode& value)
{
    const auto replace = [&](const YamlNode& node) {
        const auto duration = source.duration(node, "deadlines");
        if (!duration)
            return;
        if (timer.after)
            timer.after = duration;
        else if (timer.at && timer.at->duration)
            timer.at->duration = duration;
        else
            source.error("WF-008", position_of(node),
                         "the timer " + in_quotes(timer.id) + " has no duration to override");
    };
    if (value.kind != YamlNode::Kind::map) {
        replace(value);
        return;
    }
    source.map(value, "deadlines", id.at, {{"after", replace}, {"repeat", [&](const YamlNode& n) {
                                                                    timer.repeat = source.duration(n, "repeat");
                                                                }}});
}

} // namespace

void apply_overrides(Workflow& workflow, const YamlNode& deadlines, const YamlNode& retention, const std::string& file,
                     Findings& findings)
{
    Source source{file, findings};
    if (const YamlNode* own = deadlines.find(workflow.id))
        source.ids(*own, "deadlines", [&](const Name& id, const YamlNode& value) {
            if (Timer* timer = find_timer(workflow, id.text)) {
                override_timer(source, *timer, id, value);
                return;
            }
            std::vector<std::string> known;
            for_each_state(workflow, [&](const State& state, const EachLife*) {
                for (const Timer& timer : state.timers)
                    known.push_back(timer.id);
            });
            source.error("WF-015", id.at, "the workflow " + workflow.id + " has no timer " + in_quotes(id.text),
                         suggest_one(id.text, known));
        });
    // The workflow's own wins over the area's default; what names the workflow wins over both.
    for (const auto& [key, kept] :
         {std::pair{"block", &workflow.retention.block}, {"purge", &workflow.retention.purge}}) {
        const YamlNode* common = retention.find(key);
        if (!*kept && common != nullptr)
            *kept = read_keeping(source, *common, key);
        if (const YamlNode* own = retention.find(workflow.id))
            if (const YamlNode* value = own->find(key))
                *kept = read_keeping(source, *value, key);
    }
}

} // namespace imi::workflow
