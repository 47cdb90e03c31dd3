// SPDX-License-Identifier: EUPL-1.2
#include "forms/text_form.hpp"

#include "formats/json.hpp"
#include "questions/domain.hpp"
#include "text/list.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// Above this many, codes are not listed: the standard that they come from is known to who needs it.
constexpr std::size_t most_codes = 120;

/// A condition as the form has it: "[urgent] = yes". Signs need no translation.
std::string in_signs(const Condition& condition)
{
    std::vector<std::string> parts;
    for (const Condition& part : condition.parts)
        parts.push_back(part.parts.empty() ? in_signs(part) : "(" + in_signs(part) + ")");
    const std::string item = "[" + condition.item + "]";
    switch (condition.kind) {
    case Condition::Kind::all:
        return joined(parts, " & ");
    case Condition::Kind::any:
        return joined(parts, " / ");
    case Condition::Kind::in:
        return item + " = " + joined(condition.values, " / ");
    case Condition::Kind::not_in:
        return item + " ≠ " + joined(condition.values, ", ");
    case Condition::Kind::answered:
        return item + " = …";
    case Condition::Kind::range:
        break;
    }
    return (condition.min.empty() ? std::string{} : condition.min + " ≤ ") + item +
           (condition.max.empty() ? std::string{} : " ≤ " + condition.max);
}

class TextFormWriter
{
public:
    TextFormWriter(const FormTexts& texts, const FormPage& page)
        : texts_{texts}, page_{page}, form_{texts.form()}, language_{page.language}
    {
    }

    std::string write()
    {
        remark(texts_.text(form_.path + "/title", form_.title, language_).text);
        remark(texts_.id_and_version() + ", " + word("form/fingerprint") + " " + texts_.fingerprint().substr(0, 12));
        if (const std::string act = texts_.main_act_note(language_); !act.empty())
            remark(act);
        remark(word("text/how"));
        const bool is_reply = form_.kind == FormKind::set && page_.stage == Stage::reply;
        if (form_.kind == FormKind::set)
            entry("@questionset", {form_.id + "@" + form_.version.text()});
        entry("@language", {language_});
        if (form_.subject && form_.kind != FormKind::small && !is_reply)
            subject();
        for (const Group& group : fields_of(form_, page_.stage == Stage::request ? Stage::request : Stage::reply)) {
            if (!is_reply)
                fields(group);
        }
        if (form_.kind == FormKind::set)
            questions(is_reply);
        if (is_reply) {
            for (const Group& group : form_.reply)
                fields(group);
        }
        if (page_.comment) {
            text_ += '\n';
            remark(word("form/comment"));
            entry("@comment", lines_of(member(page_.filled, "comment")));
        }
        return std::move(text_);
    }

private:
    std::string word(std::string_view key, const Values& values = {}) const
    {
        return texts_.ui().text(key, language_, values);
    }

    void remark(std::string_view text)
    {
        while (true) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            text_.append(text.substr(0, end).empty() ? "#" : "# ").append(text.substr(0, end)).append("\n");
            if (end == text.size())
                return;
            text.remove_prefix(end + 1);
        }
    }

    void entry(const std::string& address, const std::vector<std::string>& lines)
    {
        text_.append("[").append(address).append("]\n");
        for (const std::string& line : lines)
            text_.append(line.empty() ? "=" : "= ").append(line).append("\n");
        if (lines.empty())
            text_ += "=\n";
    }

    static std::vector<std::string> split(const std::string& text)
    {
        std::vector<std::string> lines;
        std::size_t begin = 0;
        for (std::size_t end = 0; end != text.size(); begin = end + 1) {
            end = std::min(text.find('\n', begin), text.size());
            lines.push_back(text.substr(begin, end - begin));
        }
        return lines;
    }

    static std::vector<std::string> lines_of(const Json& value)
    {
        if (value.is_string())
            return split(value.get<std::string>());
        std::vector<std::string> lines;
        if (value.is_array()) {
            for (const Json& one : value)
                lines.push_back(one.is_string() ? one.get<std::string>() : one.dump());
        } else if (!value.is_null() && !value.is_object()) {
            lines.push_back(value.dump());
        }
        return lines;
    }

    void subject()
    {
        text_ += '\n';
        remark(word("form/subject") + " (" + word("form/needed") + ")");
        codes(*form_.subject, {});
        const Json& given = member(member(page_.filled, "subject"), form_.subject->name);
        entry("@subject", given.is_string()       ? lines_of(given)
                          : page_.subject.empty() ? std::vector<std::string>{}
                                                  : std::vector<std::string>{page_.subject});
    }

    void title(const Group& group)
    {
        text_ += '\n';
        const std::string title = texts_.text(group.path, group.title, language_).text;
        if (!title.empty())
            remark("== " + title + " ==");
    }

    bool fits(const Item& item) const
    {
        return page_.subject.empty() || matches_all(form_.subject, page_.subject, item.subjects);
    }

    void fields(const Group& group)
    {
        title(group);
        for (const Item& item : group.items)
            field(item);
    }

    void field(const Item& item)
    {
        if (!fits(item))
            return;
        item_entry(item, item.id, member(member(page_.filled, "data"), item.id));
        for (const Item& follow_up : item.follow_ups)
            field(follow_up);
    }

    void codes(const CodeList& list, const std::string& under)
    {
        std::size_t count = 0;
        std::size_t width = 0;
        for (const ListCode& code : list.codes()) {
            if (list.selectable(code.code, under)) {
                ++count;
                width = std::max(width, code.code.size());
            }
        }
        if (count > most_codes || count == 0) {
            remark("  " + word("text/codes", {{"list", list.name}}));
            return;
        }
        for (const ListCode& code : list.codes()) {
            if (list.selectable(code.code, under))
                remark("  " + code.code + std::string(width - code.code.size() + 2, ' ') +
                       texts_.code(list, code.code, language_).text);
        }
    }

    void explain(const Item& item, const Values& names)
    {
        text_ += '\n';
        std::string ask = fill_in(texts_.ask(item, language_).text, names);
        if (item.required != Required::never && item.required <= page_.grade)
            ask += " (" + word("form/needed") + ")";
        if (item.personal != Personal::no)
            ask += " (" + word(item.personal == Personal::special ? "form/special" : "form/personal") + ")";
        remark(ask);
        if (!item.hint.empty())
            remark(texts_.text(item.path + "/hint", item.hint, language_).text);
        std::string law;
        for (const Citation& citation : item.law)
            law.append(law.empty() ? "" : "; ").append(texts_.citation(citation, language_));
        if (!law.empty())
            remark(word("form/law") + ": " + law);
        if (item.ask_if)
            remark(word("text/only-if", {{"condition", in_signs(*item.ask_if)}}));
    }

    void limits(const Item& item)
    {
        const Answer& answer = item.answer;
        const auto limit = [&](const char* key, const char* name, const std::string& value) {
            if (!value.empty())
                remark("  " +
                       word(std::string{"limit/"} + key, {{name, value == "today" ? word("limit/today") : value}}));
        };
        switch (answer.kind) {
        case AnswerKind::many:
            remark("  " + word("text/many"));
            break;
        case AnswerKind::text:
            limit("letters", "max", answer.max);
            if (answer.pattern)
                remark("  " + texts_.text(answer.pattern->path(), answer.pattern->hint, language_).text);
            break;
        case AnswerKind::paragraph:
            limit("letters", "max", answer.max);
            remark("  " + word("text/lines"));
            break;
        case AnswerKind::number:
            limit("least", "min", answer.min);
            limit("most", "max", answer.max);
            if (answer.decimals > 0)
                limit("decimals", "max", std::to_string(answer.decimals));
            if (!answer.unit.empty())
                remark("  " + texts_.unit(item, language_));
            break;
        case AnswerKind::date:
            remark("  " + word("text/date"));
            limit("from", "min", answer.min);
            limit("until", "max", answer.max);
            break;
        case AnswerKind::year:
            remark("  " + word("limit/year"));
            limit("from", "min", answer.min);
            limit("until", "max", answer.max);
            break;
        case AnswerKind::authority:
            limit("authority", "example", "RO:cmr");
            break;
        case AnswerKind::attachment:
            limit("files", "max", answer.max);
            remark("  " + word("text/many"));
            break;
        default:
            break;
        }
        if (answer.has_codes())
            codes(*answer.list, answer.under);
    }

    void item_entry(const Item& item, const std::string& address, const Json& value, const Values& names = {})
    {
        explain(item, names);
        if (item.answer.kind == AnswerKind::statement)
            return;
        if (item.answer.kind == AnswerKind::rows)
            return rows(item, address, value);
        limits(item);
        entry(address, lines_of(value));
    }

    void rows(const Item& item, const std::string& address, const Json& value)
    {
        remark(word("limit/rows",
                    {{"min", std::to_string(item.answer.rows_min)}, {"max", std::to_string(item.answer.rows_max)}}));
        remark(word("text/rows"));
        const std::size_t count = value.is_array() ? std::max<std::size_t>(value.size(), 1) : 1;
        for (std::size_t i = 0; i < count; ++i) {
            const Json row = value.is_array() && i < value.size() ? value[i] : Json{};
            for (const Item& cell : item.answer.cells)
                item_entry(cell, address + "." + std::to_string(i + 1) + "." + cell.id, member(row, cell.id));
        }
    }

    void questions(bool is_reply)
    {
        for (const Group& group : form_.questions) {
            title(group);
            for (const Item& item : group.items) {
                if (!fits(item))
                    continue;
                if (!is_reply)
                    choice(item);
                else if (is_put(page_, item))
                    answer(item, texts_.parameters(item, member(page_.questions, item.id), language_));
            }
        }
    }

    void choice(const Item& item)
    {
        const Json& chosen = member(member(page_.filled, "questions"), item.id);
        explain(item, texts_.parameters(item, {}, language_));
        if (item.always)
            remark(word("form/always"));
        else
            remark("  " + word("text/choose"));
        entry(item.id, chosen.is_object() ? std::vector<std::string>{"x"} : std::vector<std::string>{});
        for (const Item& parameter : item.given)
            item_entry(parameter, item.id + "." + parameter.id, member(chosen, parameter.id));
        remark(word("form/your-note"));
        entry(item.id + ".note", lines_of(member(chosen, "note")));
    }

    void answer(const Item& item, const Values& names)
    {
        const Json& given = member(member(page_.filled, "answers"), item.id);
        item_entry(item, item.id, given.is_object() ? member(given, "value") : given, names);
        if (item.answer.kind != AnswerKind::statement && item.cannot_answer) {
            remark(word("form/reason"));
            codes(*item.cannot_answer, {});
            entry(item.id + ".cannot-answer", lines_of(member(given, "cannot-answer")));
        }
        if (item.answer.kind != AnswerKind::statement && item.note) {
            remark(word("form/note"));
            entry(item.id + ".note", lines_of(member(given, "note")));
        }
        for (const Item& follow_up : item.follow_ups)
            answer(follow_up, names);
    }

    const FormTexts& texts_;
    const FormPage& page_;
    const Form& form_;
    std::string language_;
    std::string text_;
};

} // namespace

std::string text_form(const FormTexts& texts, const FormPage& page) { return TextFormWriter{texts, page}.write(); }

} // namespace imi
