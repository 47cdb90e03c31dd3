// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup_drawing.hpp"

#include "base/error.hpp"
#include "directory/authority_repository.hpp"
#include "directory/setup_input.hpp"
#include "text/width.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace imi
{

namespace
{

/// More authorities than this with the same coordinators are counted, not drawn; in a country of many, each group of
/// more than one is.
constexpr std::size_t most_drawn = 3;
constexpr std::size_t many_authorities = 30;
constexpr std::size_t columns_of_a_line = 30;

std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    }
    return result + '"';
}

/// Broken at blanks.
std::string in_lines(const std::string& text)
{
    std::string result, line;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        if (!line.empty() && display_width(line) + 1 + display_width(word) > columns_of_a_line) {
            result += line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
        begin = end + 1;
    }
    return result + line;
}

std::string in_capitals(std::string_view role)
{
    std::string text{role};
    for (char& c : text)
        c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

class AreaDrawing
{
public:
    AreaDrawing(const CountryDirectory& country, const AreaOfCountry& area, const NameMember& name)
        : country_{country}, area_{area}, name_{name}
    {
    }

    std::string text()
    {
        // Coordinators of whom nobody needs an edge are drawn too: they are there.
        for (const CountryMember* member : area_.coordinators()) {
            const AuthorityRole role = member->part(area_.area())->role;
            node(*member,
                 in_capitals(to_string(role)) +
                     (role == AuthorityRole::sdimic && !member->region.empty() ? " " + member->region : std::string{}),
                 role == AuthorityRole::nimic ? ", style=\"filled,bold\", fillcolor=\"#c6dbef\""
                                              : ", style=filled, fillcolor=\"#deebf7\"");
            edges_to(node_id(member->key), *member);
        }
        std::map<Above, std::vector<const CountryMember*>> groups;
        for (const CountryMember* member : area_.members())
            if (member->part(area_.area())->role == AuthorityRole::authority)
                groups[above(*member)].push_back(member);
        const std::size_t most = area_.members().size() > many_authorities ? 1 : most_drawn;
        for (const auto& [coordinators, members] : groups) {
            if (members.size() > most) {
                const std::string id = node_id(members.front()->key + " …");
                nodes_.insert(quoted(id) + " [label=" + quoted(std::to_string(members.size()) + " authorities") +
                              ", shape=folder]");
                edges_to(id, *members.front());
                continue;
            }
            for (const CountryMember* member : members) {
                node(*member, {}, {});
                edges_to(node_id(member->key), *member);
            }
        }
        std::string out = "    subgraph " + quoted("cluster " + country_.country + " " + area_.area()) +
                          " {\n        label=" + quoted(country_.country + " " + area_.area()) + ";\n";
        for (const std::string& node : nodes_)
            out += "        " + node + ";\n";
        for (const std::string& edge : edges_)
            out += "        " + edge + ";\n";
        return out + "    }\n";
    }

private:
    /// For each kind who, and by what.
    using Above = std::vector<std::pair<CoordinatedBy, std::vector<std::string>>>;

    std::string node_id(const std::string& key) const { return key + "@" + area_.area(); }

    Above above(const CountryMember& member) const
    {
        Above result;
        for (const CoordinatorKind kind : every_coordinator_kind) {
            Coordinators found = area_.above(kind, member);
            result.emplace_back(found.by, std::move(found.authorities));
        }
        return result;
    }

    void node(const CountryMember& member, const std::string& role, const std::string& style)
    {
        std::string label = role + (role.empty() ? "" : "\n");
        if (const std::string name = name_(member); !name.empty())
            label += in_lines(name) + "\n";
        nodes_.insert(quoted(node_id(member.key)) + " [label=" + quoted(label + member.key) + style + "]");
    }

    void edges_to(const std::string& id, const CountryMember& member)
    {
        std::map<std::pair<std::string, CoordinatedBy>, std::vector<CoordinatorKind>> by_coordinator;
        const Above all = above(member);
        for (std::size_t i = 0; i < all.size(); ++i)
            for (const std::string& coordinator : all[i].second)
                by_coordinator[{coordinator, all[i].first}].push_back(every_coordinator_kind[i]);
        for (const auto& [who, kinds] : by_coordinator) {
            std::string label;
            if (kinds.size() < every_coordinator_kind.size())
                for (const CoordinatorKind kind : kinds)
                    label += (label.empty() ? "" : ", ") + std::string{to_string(kind)};
            std::string style;
            if (who.second == CoordinatedBy::setup)
                style = "style=dashed";
            else if (who.second == CoordinatedBy::role)
                style = "style=dotted";
            if (!label.empty())
                style = "label=" + quoted(label) + (style.empty() ? "" : ", ") + style;
            edges_.insert(quoted(node_id(who.first)) + " -> " + quoted(id) +
                          (style.empty() ? std::string{} : " [" + style + "]"));
        }
    }

    const CountryDirectory& country_;
    const AreaOfCountry& area_;
    const NameMember& name_;
    std::set<std::string> nodes_, edges_;
};

} // namespace

std::string draw_setups(const std::vector<CountryDirectory>& countries, const std::string& area, const NameMember& name)
{
    std::string out = "digraph \"set-ups\" {\n"
                      "    rankdir=LR;\n"
                      "    fontname=\"sans-serif\";\n"
                      "    node [shape=box, fontname=\"sans-serif\", fontsize=11];\n"
                      "    edge [fontname=\"sans-serif\", fontsize=9];\n"
                      "    label=\"solid: by links; dashed: by set-ups; dotted: by role\";\n";
    for (const CountryDirectory& country : countries)
        for (const std::string& each : country.areas()) {
            const AreaOfCountry view{country, each};
            if ((area.empty() || each == area) && !view.members().empty())
                out += AreaDrawing{country, view, name}.text();
        }
    return out + "}\n";
}

std::string draw_setups_of(Database& db, const std::string& text, std::string_view language)
{
    const SetupScope scope = parse_scope(db, text);
    if (!scope.region.empty() || !scope.authority.empty())
        throw Error{Status::usage, "REG-088", "a drawing shows a whole country",
                    "leave the region or the authority out: " + scope.country};
    std::vector<CountryDirectory> countries;
    for (const std::string& country : countries_in_store(db))
        // Union institutions are coordinated by nobody.
        if (scope.country.empty() ? country != "EU" : country == scope.country)
            countries.push_back(read_country(db, country));
    AuthorityRepository authorities{db};
    return draw_setups(countries, scope.area, [&](const CountryMember& member) {
        const auto stored = authorities.find(member.id);
        return stored ? stored->authority.display_name(language).text : std::string{};
    });
}

} // namespace imi
