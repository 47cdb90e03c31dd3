// SPDX-License-Identifier: EUPL-1.2
#include "authoring/cover_files.hpp"

#include "questions/proof.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace imi::authoring
{

namespace
{

using Json = nlohmann::ordered_json;

std::vector<std::string> split(const std::string& joined)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= joined.size();) {
        const std::size_t end = std::min(joined.find(", ", begin), joined.size());
        parts.push_back(joined.substr(begin, end - begin));
        begin = end + 2;
    }
    return parts;
}

/// The value of a witness as CONTRACT 4 writes it.
Json value_of(const Item& item, const std::string& text)
{
    switch (item.answer.kind) {
    case AnswerKind::many:
    case AnswerKind::attachment:
        return split(text);
    case AnswerKind::number:
        // The texts of numbers are canonical decimals, which JSON writes alike.
        return Json::parse(text);
    case AnswerKind::rows:
        return Json::array({Json::object()});
    default:
        return text;
    }
}

bool contains(const Witness& whole, const Witness& part)
{
    return (part.subject.empty() || part.subject == whole.subject) &&
           std::includes(whole.answers.begin(), whole.answers.end(), part.answers.begin(), part.answers.end());
}

/// Adds the answers of another witness where they fit. What was asked is still asked: no condition holds because an
/// answer is missing.
bool take_in(Witness& whole, const Witness& other)
{
    if (!whole.subject.empty() && !other.subject.empty() && whole.subject != other.subject)
        return false;
    for (const auto& [item, value] : other.answers) {
        const auto found = whole.answers.find(item);
        if (found != whole.answers.end() && found->second != value)
            return false;
    }
    whole.answers.insert(other.answers.begin(), other.answers.end());
    if (whole.subject.empty())
        whole.subject = other.subject;
    return true;
}

/// The top question that an item follows; itself at the top.
void top_of(const std::vector<Item>& items, const std::string& top, const std::string& id, std::string& found)
{
    for (const Item& item : items) {
        const std::string& root = top.empty() ? item.id : top;
        if (item.id == id)
            found = root;
        top_of(item.follow_ups, root, id, found);
    }
}

CoverFile file_of(const Form& form, const Witness& witness, const std::vector<std::string>& reaches)
{
    CoverFile file{reaches, {}};
    Json data = Json::object();
    Json questions = Json::object();
    Json answers = Json::object();
    for (const auto& [id, text] : witness.answers) {
        const Item* item = find_item(form, id);
        const bool is_answer = form.kind == FormKind::set && find_item(form.questions, id) != nullptr;
        if (item != nullptr)
            (is_answer ? answers : data)[id] = value_of(*item, text);
    }
    if (form.kind == FormKind::set) {
        // Whoever is asked about a follow-up chose the question that it follows.
        std::vector<std::string> needed = reaches;
        for (const auto& [id, text] : witness.answers)
            needed.push_back(id);
        for (const Group& group : form.questions) {
            for (const Item& item : group.items) {
                const bool is_needed = std::any_of(needed.begin(), needed.end(), [&](const std::string& id) {
                    std::string top;
                    top_of({item}, {}, id, top);
                    return top == item.id;
                });
                if (is_needed && !item.always)
                    questions[item.id] = Json::object();
            }
        }
    }
    Json json;
    if (form.kind == FormKind::set)
        json["questionset"] = form.id + "@" + form.version.text();
    if (!witness.subject.empty() && form.subject)
        json["subject"] = {{form.subject->name, witness.subject}};
    for (const auto& [name, part] : {std::pair{"data", &data}, {"questions", &questions}, {"answers", &answers}}) {
        if (!part->empty())
            json[name] = std::move(*part);
    }
    file.content = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return file;
}

} // namespace

std::vector<CoverFile> cover_files(const Form& form)
{
    Findings ignored;
    const Proof proof = prove_form(form, ignored);
    std::vector<Witness> merged;
    for (const Witness& one : cover(proof)) {
        if (std::none_of(merged.begin(), merged.end(), [&](Witness& whole) { return take_in(whole, one); }))
            merged.push_back(one);
    }
    std::vector<CoverFile> files;
    std::set<std::string> reached;
    for (const Witness& whole : merged) {
        std::vector<std::string> reaches;
        for (const Witness& one : proof.witnesses) {
            if (contains(whole, one) && reached.insert(one.item).second)
                reaches.push_back(one.item);
        }
        files.push_back(file_of(form, whole, reaches));
    }
    return files;
}

} // namespace imi::authoring
