// SPDX-License-Identifier: EUPL-1.2
#include "questions/condition_reader.hpp"
#include "questions/domain.hpp"
#include "questions/item_reader.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

std::optional<Personal> read_personal(const YamlNode& node, Reading& reading)
{
    const auto written = reading.plain(node, "personal");
    for (const Personal personal : {Personal::no, Personal::yes, Personal::special}) {
        if (written && *written == to_string(personal))
            return personal;
    }
    if (written)
        reading.error("QS-010", reading.at(node), "'personal' takes yes, special or no, not " + in_quotes(*written));
    return std::nullopt;
}

void read_for(const YamlNode& node, const CodeListPtr& subject, std::vector<std::vector<std::string>>& subjects,
              Reading& reading)
{
    if (!subject) {
        reading.error("QS-060", reading.at(node), "'for' needs a vocabulary that the cases of the area are about",
                      "add subject: VOCABULARY to area.yaml");
        return;
    }
    std::vector<std::string> codes;
    for (const auto& [code, place] : reading.texts(node, "for")) {
        if (!subject->knows(code)) {
            reading.error("QS-061", place, in_quotes(code) + " is no code or group of " + in_quotes(subject->name),
                          suggest_one(code, subject->names()));
            continue;
        }
        for (const std::string& other : codes) {
            if (subject->covers(other, code) || subject->covers(code, other))
                reading.warning("QS-062", place,
                                in_quotes(code) + " and " + in_quotes(other) + ": one covers the other",
                                "keep the wider one");
        }
        codes.push_back(code);
    }
    if (codes.empty())
        return;
    const auto& all = subject->codes();
    const bool narrows = std::any_of(all.begin(), all.end(), [&](const ListCode& code) {
        return subject->selectable(code.code) && matches_all(subject, code.code, subjects) &&
               !matches_all(subject, code.code, {codes});
    });
    if (!narrows)
        reading.warning("QS-062", reading.at(node), "'for' leaves no case out", "leave it away");
    else
        subjects.push_back(std::move(codes));
}

} // namespace

Inherited inherit(const YamlNode& map, Inherited inherited, const std::string& parent, const ItemScope& scope,
                  Reading& reading)
{
    if (const YamlNode* law = map.find("law"))
        inherited.law = reading.citations(*law);
    if (const YamlNode* personal = map.find("personal"))
        inherited.personal = read_personal(*personal, reading);
    if (const YamlNode* subjects = map.find("for"))
        read_for(*subjects, scope.subject, inherited.subjects, reading);
    if (const YamlNode* ask_if = map.find("ask-if"))
        inherited.ask_if = both(inherited.ask_if, read_condition(*ask_if, parent, reading));
    return inherited;
}

} // namespace imi
