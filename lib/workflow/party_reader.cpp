// SPDX-License-Identifier: EUPL-1.2
#include "workflow/source.hpp"

#include "text/suggest.hpp"

namespace imi::workflow
{

namespace
{

/// Keys that belong to one kind of party: WF-024 where they are missing or out of place.
void check_kind(Source& source, const Party& party, const Name& of)
{
    const std::string name = "the party " + in_quotes(party.id);
    const auto need = [&](bool given, const char* key) {
        if (!given)
            source.error("WF-024", party.at,
                         name + " is a " + std::string{to_string(party.kind)} + " and needs \"" + key + "\"");
    };
    const auto refuse = [&](bool given, const char* key) {
        if (given)
            source.error("WF-024", party.at,
                         name + " is a " + std::string{to_string(party.kind)} + ", where \"" + key +
                             "\" has no meaning");
    };
    switch (party.kind) {
    case PartyKind::coordinator:
        need(!of.empty(), "of");
        need(!party.coordinator_kind.empty(), "kind");
        break;
    case PartyKind::postbox:
        need(!of.empty() || party.each != Each::none, party.each != Each::none ? "each" : "of");
        break;
    case PartyKind::guest:
        need(!party.mail.empty(), "mail");
        break;
    default:
        refuse(!of.empty(), "of");
        break;
    }
    refuse(party.kind != PartyKind::coordinator && !party.coordinator_kind.empty(), "kind");
    refuse(party.kind != PartyKind::guest && !party.mail.empty(), "mail");
    refuse(party.kind != PartyKind::named && party.many, "many");
    refuse(party.kind != PartyKind::named && !party.abroad_from.empty(), "abroad-from");
    refuse(party.kind != PartyKind::named && party.kind != PartyKind::postbox && party.each != Each::none, "each");
    if (party.always_commission && party.each == Each::none)
        source.error("WF-024", party.at, name + " has \"always\" without \"each\"");
}

Party read_party(Source& source, const Name& id, const YamlNode& node)
{
    Party party;
    party.id = id.text;
    party.at = id.at;
    Name of;
    const auto name_into = [&](Name& target, const char* key) {
        return [&source, &target, key](const YamlNode& n) { target = source.name(n, key); };
    };
    source.map(
        node, "the party " + in_quotes(id.text), id.at,
        {{"is",
          [&](const YamlNode& n) {
              if (const auto kind = source.one_of(n, "is", words::party_kinds))
                  party.kind = static_cast<PartyKind>(*kind);
          },
          true},
         {"label", [&](const YamlNode& n) { party.label = source.text(n, "label"); }},
         {"of", name_into(of, "of")},
         {"kind",
          [&](const YamlNode& n) {
              if (source.one_of(n, "kind", words::coordinator_kinds))
                  party.coordinator_kind = source.name(n, "kind");
          }},
         {"mail", [&](const YamlNode& n) { party.mail = source.questions(n, "mail"); }},
         {"country", [&](const YamlNode& n) { party.country = source.questions(n, "country"); }},
         {"region", [&](const YamlNode& n) { party.region = source.questions(n, "region"); }},
         {"role", [&](const YamlNode& n) { party.role = source.text(n, "role"); }},
         {"right", [&](const YamlNode& n) { party.right = source.text(n, "right"); }},
         {"abroad-from", name_into(party.abroad_from, "abroad-from")},
         {"in-country-of", name_into(party.in_country_of, "in-country-of")},
         {"else", name_into(party.otherwise, "else")},
         {"many", [&](const YamlNode& n) { party.many = source.yes(n, "many"); }},
         {"each",
          [&](const YamlNode& n) {
              if (const auto each = source.one_of(n, "each", words::each))
                  party.each = static_cast<Each>(*each);
          }},
         {"always",
          [&](const YamlNode& n) {
              constexpr std::string_view allowed[] = {"commission"};
              party.always_commission = source.one_of(n, "always", allowed).has_value();
          }},
         {"sees-all-after", [&](const YamlNode& n) { party.sees_all_after = source.names(n, "sees-all-after"); }}});
    if (party.kind == PartyKind::coordinator)
        party.of = of;
    else if (party.kind == PartyKind::postbox && !of.empty()) {
        if (const auto question = split_question(of.text, of.at))
            party.of_answer = *question;
        else
            source.error("WF-009", of.at, "the country of a postbox must be FORM.QUESTION, not " + in_quotes(of.text));
    }
    check_kind(source, party, of);
    // A guest is placed by what it says of itself in the forms that hold its address.
    for (const QuestionName& mail : party.mail) {
        if (node.find("country") == nullptr)
            party.country.push_back({mail.form, "country", mail.at});
        if (node.find("region") == nullptr)
            party.region.push_back({mail.form, "region", mail.at});
    }
    if (party.label.empty())
        party.label = default_label(party.id);
    return party;
}

FormUse read_form(Source& source, const Name& id, const YamlNode& node)
{
    FormUse form;
    form.id = id.text;
    form.at = id.at;
    int ways = 0;
    source.map(node, "the form " + in_quotes(id.text), id.at,
               {{"from",
                 [&](const YamlNode& n) {
                     ++ways;
                     form.from = source.name(n, "from");
                     form.source = form.from == "area" ? FormSource::area : FormSource::named;
                 }},
                {"answers",
                 [&](const YamlNode& n) {
                     ++ways;
                     form.source = FormSource::answers;
                     form.from = source.name(n, "answers");
                 }},
                {"items",
                 [&](const YamlNode& n) {
                     ++ways;
                     form.source = FormSource::in_place;
                     form.in_place = n;
                 }},
                {"uses", [&](const YamlNode& n) { form.uses = source.names(n, "uses"); }},
                {"own", [&](const YamlNode& n) { form.own = source.yes(n, "own"); }}});
    if (ways != 1 && node.kind == YamlNode::Kind::map)
        source.error("WF-003", id.at,
                     "the form " + in_quotes(id.text) + " needs one of \"from\", \"answers\" and \"items\"");
    if (!form.uses.empty() && form.source == FormSource::in_place)
        source.error("WF-022", form.uses.front().at, "uses has a meaning for forms from outside only");
    return form;
}

} // namespace

std::vector<Party> read_parties(Source& source, const YamlNode& node)
{
    std::vector<Party> result;
    source.ids(node, "parties",
               [&](const Name& id, const YamlNode& value) { result.push_back(read_party(source, id, value)); });
    return result;
}

std::vector<SetupSwitch> read_setup(Source& source, const YamlNode& node)
{
    std::vector<SetupSwitch> result;
    source.ids(node, "setup", [&](const Name& id, const YamlNode& value) {
        SetupSwitch setup_switch;
        setup_switch.id = id.text;
        setup_switch.at = id.at;
        source.map(value, "the switch " + in_quotes(id.text), id.at,
                   {{"of", [&](const YamlNode& n) { setup_switch.of = source.name(n, "of"); }, true},
                    {"needs", [&](const YamlNode& n) { setup_switch.needs = source.name(n, "needs"); }},
                    {"text", [&](const YamlNode& n) { setup_switch.text = source.text(n, "text"); }, true}});
        result.push_back(std::move(setup_switch));
    });
    return result;
}

std::vector<FormUse> read_forms(Source& source, const YamlNode& node)
{
    std::vector<FormUse> result;
    source.ids(node, "forms",
               [&](const Name& id, const YamlNode& value) { result.push_back(read_form(source, id, value)); });
    return result;
}

std::vector<ChildKind> read_children(Source& source, const YamlNode& node)
{
    std::vector<ChildKind> result;
    source.ids(node, "children", [&](const Name& id, const YamlNode& value) {
        ChildKind kind;
        kind.id = id.text;
        kind.at = id.at;
        source.map(value, "the child kind " + in_quotes(id.text), id.at,
                   {{"label", [&](const YamlNode& n) { kind.label = source.text(n, "label"); }},
                    {"workflow", [&](const YamlNode& n) { kind.workflow = source.name(n, "workflow"); }, true},
                    {"start", [&](const YamlNode& n) { kind.start = source.name(n, "start"); }, true},
                    {"divides", [&](const YamlNode& n) { kind.divides = source.name(n, "divides"); }},
                    {"keeps", [&](const YamlNode& n) { kind.keeps = source.names(n, "keeps"); }},
                    {"names", [&](const YamlNode& n) {
                         if (n.kind != YamlNode::Kind::map) {
                             kind.names = source.name(n, "names");
                             return;
                         }
                         source.ids(n, "names", [&](const Name& party, const YamlNode& limits) {
                             kind.names = party;
                             source.map(limits, "names", party.at, {{"in-country-of", [&](const YamlNode& of) {
                                                                         kind.in_country_of =
                                                                             source.name(of, "in-country-of");
                                                                     }}});
                         });
                     }}});
        if (kind.label.empty())
            kind.label = default_label(kind.id);
        result.push_back(std::move(kind));
    });
    return result;
}

} // namespace imi::workflow
