// SPDX-License-Identifier: EUPL-1.2
#include "workflow/source.hpp"

#include "text/suggest.hpp"

namespace imi::workflow
{

namespace
{

/// [DURATION before|after] DATE.
std::optional<Moment> read_moment(Source& source, const YamlNode& node)
{
    const std::string text = source.text(node, "at");
    if (text.empty())
        return std::nullopt;
    Moment moment;
    std::string date = text;
    for (const bool before : {true, false}) {
        const std::string word = before ? " before " : " after ";
        const std::size_t at = text.find(word);
        if (at == std::string::npos)
            continue;
        moment.duration = parse_duration(text.substr(0, at));
        moment.before = before;
        date = text.substr(at + word.size());
        if (!moment.duration)
            source.error("WF-008", position_of(node), in_quotes(text.substr(0, at)) + " is no duration",
                         "write 7 days, 6 months, 3 years or 15 working days of PARTY");
        break;
    }
    if (const auto question = split_question(date, position_of(node))) {
        moment.question = *question;
    } else if (is_id(date)) {
        moment.date = {date, position_of(node)};
    } else {
        source.error(
            "WF-009", position_of(node), in_quotes(text) + " is no moment",
            "write DATE, DURATION before DATE or DURATION after DATE; DATE is a date of the case or FORM.QUESTION");
        return std::nullopt;
    }
    return moment;
}

Timer read_timer(Source& source, const Name& id, const YamlNode& node)
{
    Timer timer;
    timer.id = id.text;
    timer.at_position = id.at;
    source.map(node, "the timer " + in_quotes(id.text), id.at,
               {{"after",
                 [&](const YamlNode& n) {
                     timer.after = source.duration(n, "after");
                     timer.duration_at = position_of(n);
                 }},
                {"at",
                 [&](const YamlNode& n) {
                     timer.at = read_moment(source, n);
                     timer.duration_at = position_of(n);
                 }},
                {"repeat", [&](const YamlNode& n) { timer.repeat = source.duration(n, "repeat"); }},
                {"remind", [&](const YamlNode& n) { timer.remind = source.names(n, "remind"); }},
                {"escalate", [&](const YamlNode& n) { timer.escalate = source.names(n, "escalate"); }},
                {"tells", [&](const YamlNode& n) { timer.tells = source.names(n, "tells"); }},
                {"to", [&](const YamlNode& n) { timer.to = source.name(n, "to"); }}});
    const bool after = node.find("after") != nullptr;
    const bool at = node.find("at") != nullptr;
    if (node.kind == YamlNode::Kind::map && after == at)
        source.error("WF-003", id.at, "the timer " + in_quotes(id.text) + " needs either \"after\" or \"at\"");
    return timer;
}

std::vector<MovesOn> read_moves_on(Source& source, const YamlNode& node)
{
    std::vector<MovesOn> result;
    const auto read = [&](const YamlNode& item) {
        MovesOn moves;
        moves.at = position_of(item);
        source.map(item, "moves-on", moves.at,
                   {{"if", [&](const YamlNode& n) { moves.condition = read_condition(source, n); }, true},
                    {"to", [&](const YamlNode& n) { moves.to = source.name(n, "to"); }, true},
                    {"tells", [&](const YamlNode& n) { moves.tells = source.names(n, "tells"); }}});
        result.push_back(std::move(moves));
    };
    if (node.kind == YamlNode::Kind::list)
        for (const YamlNode& item : node.items)
            read(item);
    else
        read(node);
    return result;
}

} // namespace

State read_state(Source& source, const Name& id, const YamlNode& node)
{
    State state;
    state.id = id.text;
    state.at = id.at;
    source.map(node, "the state " + in_quotes(id.text), id.at,
               {{"label", [&](const YamlNode& n) { state.label = source.text(n, "label"); }},
                {"waits-for", [&](const YamlNode& n) { state.waits_for = source.name(n, "waits-for"); }},
                {"rests", [&](const YamlNode& n) { state.rests = source.yes(n, "rests"); }},
                {"only-if", [&](const YamlNode& n) { state.only_if = read_condition(source, n); }},
                {"else", [&](const YamlNode& n) { state.otherwise = source.name(n, "else"); }},
                {"milestone",
                 [&](const YamlNode& n) {
                     if (source.one_of(n, "milestone", words::milestones))
                         state.milestone = source.text(n, "milestone");
                 }},
                {"holds", [&](const YamlNode& n) { state.holds = source.name(n, "holds"); }},
                {"purge",
                 [&](const YamlNode& n) {
                     constexpr std::string_view allowed[] = {"at once"};
                     state.purge_at_once = source.one_of(n, "purge", allowed).has_value();
                 }},
                {"final", [&](const YamlNode& n) { state.final = source.yes(n, "final"); }},
                {"timers",
                 [&](const YamlNode& n) {
                     source.ids(n, "timers", [&](const Name& timer, const YamlNode& value) {
                         state.timers.push_back(read_timer(source, timer, value));
                     });
                 }},
                {"actions",
                 [&](const YamlNode& n) {
                     source.ids(n, "actions", [&](const Name& action, const YamlNode& value) {
                         state.actions.push_back(read_action(source, action, value, false));
                     });
                 }},
                {"moves-on", [&](const YamlNode& n) { state.moves_on = read_moves_on(source, n); }}});
    return state;
}

} // namespace imi::workflow
