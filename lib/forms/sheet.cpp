// SPDX-License-Identifier: EUPL-1.2
#include "forms/sheet.hpp"

#include "formats/json.hpp"
#include "forms/citation_text.hpp"

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

class SheetMaker
{
public:
    SheetMaker(const FormTexts& texts, const SheetInput& input, std::string_view language)
        : texts_{texts}, input_{input}, form_{texts.form()}, language_{language}
    {
    }

    Sheet make()
    {
        const auto word = [&](const char* key) { return texts_.ui().text(key, language_); };
        sheet_.language = language_;
        sheet_.title = texts_.text(form_.path + "/title", form_.title, language_).text;
        sheet_.law_word = word("form/law");
        sheet_.note_word = word("form/note");
        sheet_.personal_word = word("form/personal");
        sheet_.special_word = word("form/special");
        sheet_.none_word = word("answer/none");
        about();
        if (form_.subject && !input_.subject.empty()) {
            sheet_.subject_title = word("form/subject");
            sheet_.subject = texts_.code(*form_.subject, input_.subject, language_).text;
        }
        if (form_.kind != FormKind::set) {
            fields(form_.questions, input_.data);
        } else {
            fields(form_.request, input_.data);
            questions();
            fields(form_.reply, input_.reply);
        }
        if (!input_.comment.empty()) {
            sheet_.comment_title = word("form/comment");
            sheet_.comment = input_.personal ? input_.comment : hidden(Personal::yes);
        }
        return std::move(sheet_);
    }

private:
    void about()
    {
        sheet_.about = texts_.id_and_version() + ", " + texts_.ui().text("form/fingerprint", language_) + " " +
                       texts_.fingerprint().substr(0, 12);
        // A translation may be mended without a new version: what was read is named too.
        if (const std::string own = texts_.fingerprint(language_); !own.empty())
            sheet_.about += " / " + language_ + " " + own.substr(0, 12);
        sheet_.act = texts_.main_act_note(language_);
    }

    std::string hidden(Personal personal) const
    {
        return "[" + (personal == Personal::special ? sheet_.special_word : sheet_.personal_word) + "]";
    }

    /// In the place of what the reader may not see, which is not the same as no answer.
    std::string not_yet() const { return "[" + texts_.ui().text("case/hidden", language_) + "]"; }

    SheetLine line_of(const Item& item, int depth) const
    {
        SheetLine line;
        line.id = item.id;
        line.title = texts_.short_name(item, language_).text;
        line.question = fill_in(texts_.ask(item, language_).text, {});
        line.personal = item.personal;
        line.depth = depth;
        for (const Citation& citation : item.law)
            line.law.push_back({texts_.citation(citation, language_), eur_lex_address(citation.act, language_)});
        return line;
    }

    void put_value(SheetLine& line, const Item& item, const Json& value) const
    {
        if (value.is_null())
            return;
        if (!input_.personal && item.personal != Personal::no) {
            line.answer = hidden(item.personal);
        } else if (item.answer.kind == AnswerKind::rows) {
            for (const Json& row : value) {
                auto& cells = line.rows.emplace_back();
                for (const Item& cell : item.answer.cells) {
                    if (const Json& one = member(row, cell.id); !one.is_null())
                        cells.emplace_back(texts_.short_name(cell, language_).text,
                                           !input_.personal && cell.personal != Personal::no
                                               ? hidden(cell.personal)
                                               : texts_.value(cell, one, language_));
                }
            }
        } else {
            line.answer = texts_.value(item, value, language_);
        }
    }

    void fields(const std::vector<Group>& groups, const Json& data)
    {
        for (const Group& group : groups) {
            SheetPart part{texts_.text(group.path, group.title, language_).text, {}};
            fields(group.items, data, 0, part);
            if (!part.lines.empty())
                sheet_.parts.push_back(std::move(part));
        }
    }

    void fields(const std::vector<Item>& items, const Json& data, int depth, SheetPart& part)
    {
        for (const Item& item : items) {
            if (input_.hidden.contains(item.id)) {
                part.lines.push_back(line_of(item, depth));
                part.lines.back().answer = not_yet();
            } else if (const Json& value = member(data, item.id); !value.is_null()) {
                SheetLine line = line_of(item, depth);
                put_value(line, item, value);
                part.lines.push_back(std::move(line));
            }
            fields(item.follow_ups, data, depth + 1, part);
        }
    }

    void questions()
    {
        for (const Group& group : form_.questions) {
            SheetPart part{texts_.text(group.path, group.title, language_).text, {}};
            for (const Item& item : group.items) {
                const Json& chosen = member(input_.questions, item.id);
                if (chosen.is_null() && !item.always)
                    continue;
                names_ = texts_.parameters(item, visible(item, chosen), language_);
                question(item, chosen, 0, part);
            }
            if (!part.lines.empty())
                sheet_.parts.push_back(std::move(part));
        }
    }

    /// The parameters that may be shown.
    Json visible(const Item& item, const Json& chosen) const
    {
        Json shown = Json::object();
        for (const Item& parameter : item.given) {
            const Json& value = member(chosen, parameter.id);
            if (!value.is_null() && (input_.personal || parameter.personal == Personal::no))
                shown[parameter.id] = value;
        }
        return shown;
    }

    void question(const Item& item, const Json& chosen, int depth, SheetPart& part)
    {
        const Json& given = member(input_.answers, item.id);
        const bool is_hidden = input_.hidden.contains(item.id);
        if (depth == 0 || !given.is_null() || is_hidden) {
            SheetLine line = line_of(item, depth);
            line.question = fill_in(texts_.ask(item, language_).text, names_);
            line.title = fill_in(line.title, names_);
            line.is_question = true;
            add_note(line, member(chosen, "note"));
            put_answer(line, item, given);
            if (is_hidden)
                line.answer = not_yet();
            if (input_.hidden.contains(item.id + ".note"))
                line.note.append(line.note.empty() ? "" : "\n").append(not_yet());
            part.lines.push_back(std::move(line));
        }
        for (const Item& follow_up : item.follow_ups)
            question(follow_up, {}, depth + 1, part);
    }

    void add_note(SheetLine& line, const Json& note) const
    {
        if (note.is_string())
            line.note.append(line.note.empty() ? "" : "\n")
                .append(input_.personal ? note.get<std::string>() : hidden(Personal::yes));
    }

    void put_answer(SheetLine& line, const Item& item, const Json& given) const
    {
        if (!given.is_object())
            return put_value(line, item, given);
        put_value(line, item, member(given, "value"));
        if (const Json& reason = member(given, "cannot-answer"); reason.is_string() && item.cannot_answer)
            line.answer = texts_.ui().text(
                "answer/cannot", language_,
                {{"reason", texts_.code(*item.cannot_answer, reason.get<std::string>(), language_).text}});
        add_note(line, member(given, "note"));
    }

    const FormTexts& texts_;
    const SheetInput& input_;
    const Form& form_;
    std::string language_;
    Sheet sheet_;
    Values names_; ///< of the parameters of the question at hand
};

} // namespace

Sheet make_sheet(const FormTexts& texts, const SheetInput& input, std::string_view language)
{
    return SheetMaker{texts, input, language}.make();
}

} // namespace imi
