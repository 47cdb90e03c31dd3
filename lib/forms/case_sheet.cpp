// SPDX-License-Identifier: EUPL-1.2
#include "forms/case_sheet.hpp"

#include "i18n/names.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* key)
{
    return object.contains(key) && object.at(key).is_string() ? object.at(key).get<std::string>() : std::string{};
}

/// A form as shown, in the members of a form file.
struct Shown {
    Json data = Json::object(), questions = Json::object(), answers = Json::object();
    std::set<std::string> hidden;
};

Shown shown(const Json& view)
{
    Shown result;
    for (const Json& field : view["fields"]) {
        if (field.contains("hidden"))
            result.hidden.insert(text_of(field, "id"));
        else
            result.data[text_of(field, "id")] = field["value"];
    }
    for (const Json& question : view.value("questions", Json::array())) {
        const std::string id = text_of(question, "id");
        Json& chosen = result.questions[id] = Json::object();
        for (const Json& parameter : question.value("parameters", Json::array()))
            if (parameter.contains("value"))
                chosen[text_of(parameter, "id")] = parameter["value"];
        if (question.contains("request_note"))
            chosen["note"] = question["request_note"];
        Json answer = Json::object();
        for (const auto& [member, key] :
             {std::pair{"answer", "value"}, {"cannot_answer", "cannot-answer"}, {"note", "note"}})
            if (question.contains(member))
                answer[key] = question[member];
        if (!answer.empty())
            result.answers[id] = std::move(answer);
        if (question.contains("hidden"))
            result.hidden.insert(id);
        if (question.contains("note_hidden"))
            result.hidden.insert(id + ".note");
    }
    return result;
}

class CaseSheetMaker
{
public:
    CaseSheetMaker(const CasePrint& print, const UiTexts& ui, std::string_view language)
        : print_{print}, show_{print.show}, ui_{ui}, language_{language}
    {
    }

    CaseSheet make(Instant now)
    {
        sheet_.language = language_;
        sheet_.title = word("form/case") + " " + text_of(show_, "id");
        facts();
        forms();
        sheet_.history_title = word("case/history");
        for (const Json& event : print_.history)
            history(event);
        sheet_.printed = ui_.text("case/printed", language_, {{"date", moment(format_instant(now))}});
        return std::move(sheet_);
    }

private:
    std::string word(const char* key) const { return ui_.text(key, language_); }

    std::string day(const std::string& instant) const
    {
        return instant.empty() ? instant : long_date(instant.substr(0, 10), language_);
    }
    /// "3 March 2008, 09:00 UTC".
    std::string moment(const std::string& instant) const
    {
        return instant.size() < 16 ? instant : day(instant) + ", " + instant.substr(11, 5) + " UTC";
    }

    std::string authority(const std::string& key) const
    {
        const std::string name = show_.contains("names") ? text_of(show_["names"], key.c_str()) : std::string{};
        return name.empty() ? key : name + " (" + key + ")";
    }

    void fact(const char* name, const std::string& text)
    {
        if (!text.empty())
            sheet_.facts.emplace_back(word(name), text);
    }

    void facts()
    {
        fact("case/area", print_.area);
        fact("case/state", text_of(show_, "label"));
        fact("case/from", authority(text_of(show_, "from")));
        for (const Json& to : show_["to"])
            fact("case/to", authority(to.get<std::string>()));
        fact("case/started", day(text_of(show_, "started")));
        // A deadline ends with its day, which may be the first moment of the next.
        if (const auto due = parse_instant(text_of(show_, "due")))
            fact("case/deadline", day(format_instant(*due - 1)));
        fact("case/ended", day(text_of(show_, "ended")));
        fact("case/part-of", text_of(show_, "parent"));
        fact("case/follows", text_of(show_, "follows"));
        std::string files;
        for (const Json& file : show_.value("files", Json::array()))
            files.append(files.empty() ? "" : ", ").append(text_of(file, "name"));
        fact("case/files", files);
    }

    /// The newest of each question set, with its answers; of other forms each that was given.
    void forms()
    {
        const Json views = show_.value("forms", Json::array());
        for (const Json& view : views) {
            const auto form = print_.forms.find(text_of(view, "form"));
            if (form == print_.forms.end() || view.contains("erased"))
                continue;
            const CaseForm& given = form->second;
            if (given.stage == Stage::reply)
                continue; // with what it answers
            if (given.is_continued && last(views, given.id, text_of(view, "recipient")) != &view)
                continue;
            add(view, given, given.is_continued ? reply_to(views, given.id) : std::vector<const Json*>{});
        }
    }

    const Json* last(const Json& views, const std::string& form, const std::string& recipient) const
    {
        const Json* found = nullptr;
        for (const Json& view : views)
            if (text_of(view, "form") == form && text_of(view, "recipient") == recipient)
                found = &view;
        return found;
    }

    /// The newest replies to a question set, one for each recipient.
    std::vector<const Json*> reply_to(const Json& views, const std::string& request) const
    {
        std::vector<const Json*> replies;
        for (const Json& view : views) {
            const auto form = print_.forms.find(text_of(view, "form"));
            if (form == print_.forms.end() || form->second.stage != Stage::reply || form->second.request != request ||
                view.contains("erased"))
                continue;
            if (last(views, form->first, text_of(view, "recipient")) == &view)
                replies.push_back(&view);
        }
        return replies;
    }

    void add(const Json& view, const CaseForm& form, const std::vector<const Json*>& replies)
    {
        const CaseFormTexts& source = print_.texts.at(form.id);
        const FormTexts texts{source.form, source.fingerprint, source.languages, ui_};
        const Shown request = shown(view);
        const auto add_one = [&](const Json* reply) {
            SheetInput input;
            input.subject = text_of(show_, "subject");
            input.data = request.data;
            input.questions = request.questions;
            input.hidden = request.hidden;
            if (reply != nullptr) {
                const Shown answered = shown(*reply);
                input.answers = answered.answers;
                input.reply = answered.data;
                input.hidden.insert(answered.hidden.begin(), answered.hidden.end());
            }
            Sheet sheet = make_sheet(texts, input, language_);
            if (form.form->kind == FormKind::small) {
                sheet.title = act_of(view);
                sheet.about.clear(); // a part of its workflow, without a version of its own
            }
            if (form.form->kind != FormKind::set)
                sheet.title += " – " + authority(text_of(view, "by")) + ", " + day(text_of(view, "at"));
            else if (reply != nullptr && (replies.size() > 1 || !text_of(*reply, "recipient").empty()))
                sheet.title += " – " + authority(text_of(*reply, "by"));
            sheet_.sheets.push_back(std::move(sheet));
        };
        if (replies.empty())
            add_one(nullptr);
        for (const Json* reply : replies)
            add_one(reply);
    }

    /// What the act is called with which a form was given.
    std::string act_of(const Json& view) const
    {
        for (const Json& event : print_.history)
            for (const Json& given : event.value("forms", Json::array()))
                if (given["form"] == view["form"] && given["revision"] == view["revision"] && event["at"] == view["at"])
                    return text_of(event, "label");
        return text_of(view, "title");
    }

    /// What people did, and where the case went by itself; reminders, and states that were passed over, are left out.
    void history(const Json& event)
    {
        const std::string kind = text_of(event, "kind");
        if (kind == "skip" || (kind == "timer" && text_of(event, "to").empty()))
            return;
        std::string what = text_of(event, "label");
        if (const std::string by = text_of(event, "authority"); !by.empty())
            what += " – " + authority(by);
        if (const std::string comment = text_of(event, "comment"); !comment.empty())
            what += ": " + comment;
        sheet_.history.emplace_back(moment(text_of(event, "at")), what);
    }

    const CasePrint& print_;
    const Json& show_;
    const UiTexts& ui_;
    std::string language_;
    CaseSheet sheet_;
};

} // namespace

CaseSheet make_case_sheet(const CasePrint& print, const UiTexts& ui, std::string_view language, Instant now)
{
    return CaseSheetMaker{print, ui, language}.make(now);
}

FormPage page_of(const FormToFill& fill, const std::string& case_id)
{
    FormPage page;
    page.stage = fill.form.stage;
    page.grade = fill.grade != workflow::Grade::full ? Required::to_save
                 : page.stage == Stage::reply        ? Required::to_answer
                                                     : Required::to_send;
    page.language = fill.language;
    page.case_id = case_id;
    page.subject = fill.subject;
    page.questions = fill.questions;
    page.request = fill.request;
    page.filled = fill.filled;
    page.comment = true;
    return page;
}

} // namespace imi
