// SPDX-License-Identifier: EUPL-1.2
#include "workflow/source.hpp"

#include "text/suggest.hpp"

namespace imi::workflow
{

namespace
{

/// PARTY, or {PARTY: {in-country-of: PARTY}}.
void read_names(Source& source, const YamlNode& node, Name& party, Name& in_country_of)
{
    if (node.kind != YamlNode::Kind::map) {
        party = source.name(node, "names");
        return;
    }
    if (node.entries.size() != 1)
        source.error("WF-001", position_of(node), "names takes one party");
    source.ids(node, "names", [&](const Name& id, const YamlNode& limits) {
        party = id;
        source.map(
            limits, "names", id.at,
            {{"in-country-of", [&](const YamlNode& n) { in_country_of = source.name(n, "in-country-of"); }, true}});
    });
}

std::vector<Adding> read_adds(Source& source, const YamlNode& node)
{
    std::vector<Adding> result;
    source.ids(node, "adds", [&](const Name& party, const YamlNode& value) {
        Adding adding;
        adding.party = party;
        if (value.scalar == "all-countries")
            adding.from = Adding::From::all_countries;
        else if (value.scalar == "named")
            adding.from = Adding::From::named;
        else {
            adding.from = Adding::From::answer;
            adding.question = source.question(value, "adds (all-countries, named or an answer)");
        }
        result.push_back(std::move(adding));
    });
    return result;
}

DateRule read_date_rule(Source& source, const YamlNode& node)
{
    DateRule rule;
    if (node.kind == YamlNode::Kind::scalar) {
        const std::string text = source.text(node, "set");
        if (const auto question = split_question(text, position_of(node))) {
            rule.question = *question;
        } else {
            rule.kind = DateRule::Kind::date;
            rule.date = {text, position_of(node)};
        }
        return rule;
    }
    const auto read_parts = [&](const YamlNode& list, DateRule::Kind kind) {
        rule.kind = kind;
        if (list.kind != YamlNode::Kind::list || list.items.empty())
            source.error("WF-001", position_of(list), "latest and earliest take a list of dates");
        for (const YamlNode& item : list.items)
            rule.parts.push_back(read_date_rule(source, item));
    };
    if (node.kind == YamlNode::Kind::map && node.entries.size() != 1)
        source.error("WF-001", position_of(node), "a date is set in one way");
    source.map(node, "set", position_of(node),
               {{"days",
                 [&](const YamlNode& n) {
                     if (const auto question = split_question(n.scalar, position_of(n))) {
                         rule.kind = DateRule::Kind::days_of_answer;
                         rule.question = *question;
                     } else {
                         rule.kind = DateRule::Kind::days;
                         rule.days = source.number(n, "days").value_or(0);
                     }
                 }},
                {"latest", [&](const YamlNode& n) { read_parts(n, DateRule::Kind::latest); }},
                {"earliest", [&](const YamlNode& n) { read_parts(n, DateRule::Kind::earliest); }}});
    return rule;
}

/// `recipients: STATE`; `{STATE}` reads the same.
Name read_recipients(Source& source, const YamlNode& node)
{
    if (node.kind == YamlNode::Kind::map && node.entries.size() == 1 && node.entries.front().value.scalar.empty())
        return {node.entries.front().key, position_of(node.entries.front())};
    return source.name(node, "recipients");
}

SharedAction read(Source& source, const Name& id, const YamlNode& node, bool is_start, bool is_shared)
{
    SharedAction shared;
    Action& action = shared.action;
    action.id = id.text;
    action.at = id.at;
    const std::string what = (is_start ? "the start " : "the action ") + in_quotes(id.text);
    const auto need_shared = [&](const YamlNode& n, const char* key) {
        if (!is_shared)
            source.error("WF-022", position_of(n), std::string{key} + " has a meaning in `shared` only");
    };
    source.map(
        node, what, id.at,
        {
            {"label", [&](const YamlNode& n) { action.label = source.text(n, "label"); }},
            {"by", [&](const YamlNode& n) { action.by = source.names(n, "by"); }, is_start},
            {"role", [&](const YamlNode& n) { action.role = source.name(n, "role"); }},
            {"if", [&](const YamlNode& n) { action.condition = read_condition(source, n); }},
            {"form", [&](const YamlNode& n) { action.forms = source.names(n, "form"); }},
            {"grade",
             [&](const YamlNode& n) {
                 if (const auto grade = source.one_of(n, "grade", words::grades))
                     action.grade = static_cast<Grade>(*grade);
             }},
            {"comment",
             [&](const YamlNode& n) {
                 constexpr std::string_view allowed[] = {"required", "optional"};
                 action.comment_required = source.one_of(n, "comment", allowed) == 0U;
             }},
            {"to", [&](const YamlNode& n) { action.to = source.name(n, "to"); }, is_start},
            {"tells", [&](const YamlNode& n) { action.tells = source.names(n, "tells"); }},
            {"names", [&](const YamlNode& n) { read_names(source, n, action.names, action.names_in_country_of); }},
            {"adds", [&](const YamlNode& n) { action.adds = read_adds(source, n); }},
            {"set",
             [&](const YamlNode& n) {
                 source.ids(n, "set", [&](const Name& date, const YamlNode& rule) {
                     action.sets.push_back({date, read_date_rule(source, rule)});
                 });
             }},
            {"count", [&](const YamlNode& n) { action.counts = source.names(n, "count"); }},
            {"mark", [&](const YamlNode& n) { action.marks = source.names(n, "mark"); }},
            {"unmark", [&](const YamlNode& n) { action.unmarks = source.names(n, "unmark"); }},
            {"assigns", [&](const YamlNode& n) { action.assigns = source.name(n, "assigns"); }},
            {"once",
             [&](const YamlNode& n) {
                 if (const auto once = source.one_of(n, "once", words::once))
                     action.once = static_cast<Once>(*once);
             }},
            {"opens", [&](const YamlNode& n) { action.opens = source.name(n, "opens"); }},
            {"also-in", [&](const YamlNode& n) { action.also_in = source.name(n, "also-in"); }},
            {"blocks-earlier", [&](const YamlNode& n) { action.blocks_earlier = source.yes(n, "blocks-earlier"); }},
            {"directory",
             [&](const YamlNode& n) {
                 if (source.one_of(n, "directory", words::directory))
                     action.directory = source.name(n, "directory");
             }},
            {"recipients", [&](const YamlNode& n) { action.recipients_to = read_recipients(source, n); }},
            {"while", [&](const YamlNode& n) { action.during = source.names(n, "while"); }},
            {"follows",
             [&](const YamlNode& n) {
                 action.follows = source.names(n, "follows");
                 if (!is_start)
                     source.error("WF-022", position_of(n), "follows has a meaning in a start only");
             }},
            {"in",
             [&](const YamlNode& n) {
                 shared.in = source.names(n, "in");
                 need_shared(n, "in");
             },
             is_shared},
            {"except",
             [&](const YamlNode& n) {
                 shared.except = source.names(n, "except");
                 need_shared(n, "except");
             }},
        });
    return shared;
}

} // namespace

Action read_action(Source& source, const Name& id, const YamlNode& node, bool is_start)
{
    return read(source, id, node, is_start, false).action;
}

SharedAction read_shared(Source& source, const Name& id, const YamlNode& node)
{
    return read(source, id, node, false, true);
}

} // namespace imi::workflow
