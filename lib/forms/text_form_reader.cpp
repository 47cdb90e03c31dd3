// SPDX-License-Identifier: EUPL-1.2
#include "forms/text_form.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// An item of the file with the lines below it.
struct Entry {
    std::string address;
    std::size_t line = 0;
    std::vector<std::pair<std::string, std::size_t>> values; ///< with their lines
};

/// Where the value of an address belongs.
struct Home {
    enum class Kind { header, field, answer, choice, parameter, note, reason, table } kind = Kind::field;
    const Item* item = nullptr;
    const Item* question = nullptr;
};

class TextFormReader
{
public:
    TextFormReader(std::string_view text, std::string file, const Form& form, Stage stage)
        : text_{text}, file_{std::move(file)}, form_{form}, is_reply_{form.kind == FormKind::set &&
                                                                      stage == Stage::reply}
    {
        const bool is_set = form.kind == FormKind::set;
        for (const char* name : {"@questionset", "@language", "@subject", "@comment"})
            homes_[name] = {Home::Kind::header, nullptr, nullptr};
        for_each_item(!is_set     ? form.questions
                      : is_reply_ ? form.reply
                                  : form.request,
                      [&](const Item& item, const Item*) { add_value(item, item.id, Home::Kind::field, nullptr); });
        if (is_set && is_reply_)
            for_each_item(form.questions, [&](const Item& item, const Item*) { add_answer(item); });
        else if (is_set)
            add_choices();
    }

    TextFormContent read()
    {
        split();
        for (const Entry& entry : entries_)
            take(entry);
        put_in_order();
        std::stable_sort(result_.faults.begin(), result_.faults.end(),
                         [](const Diagnostic& a, const Diagnostic& b) { return a.place.line < b.place.line; });
        return std::move(result_);
    }

private:
    void add_value(const Item& item, const std::string& address, Home::Kind kind, const Item* question)
    {
        if (item.answer.kind == AnswerKind::statement)
            return;
        homes_[address] = {item.answer.kind == AnswerKind::rows ? Home::Kind::table : kind, &item, question};
    }

    void add_answer(const Item& item)
    {
        add_value(item, item.id, Home::Kind::answer, &item);
        if (item.note)
            homes_[item.id + ".note"] = {Home::Kind::note, &item, &item};
        if (item.cannot_answer)
            homes_[item.id + ".cannot-answer"] = {Home::Kind::reason, &item, &item};
    }

    void add_choices()
    {
        for (const Group& group : form_.questions) {
            for (const Item& item : group.items) {
                homes_[item.id] = {Home::Kind::choice, &item, &item};
                homes_[item.id + ".note"] = {Home::Kind::note, &item, &item};
                for (const Item& parameter : item.given)
                    add_value(parameter, item.id + "." + parameter.id, Home::Kind::parameter, &item);
            }
        }
    }

    void fault(const char* code, std::size_t line, std::size_t column, const std::string& message,
               std::string hint = {})
    {
        result_.faults.push_back({Severity::error, code, {file_, line, column}, {}, message, std::move(hint)});
    }

    void split()
    {
        std::size_t number = 0;
        std::string_view rest = text_;
        if (rest.starts_with("\xEF\xBB\xBF"))
            rest.remove_prefix(3);
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            read_line(line, ++number);
        }
    }

    void read_line(std::string_view line, std::size_t number)
    {
        const std::size_t begin = line.find_first_not_of(" \t");
        if (begin == std::string_view::npos || line[begin] == '#')
            return;
        const std::size_t column = begin + 1;
        const std::string_view rest = line.substr(begin);
        if (rest.front() == '=') {
            const std::size_t skip = rest.size() > 1 && rest[1] == ' ' ? 2 : 1;
            if (entries_.empty())
                fault("FORM-013", number, column, "a value stands before the first [item]");
            else
                entries_.back().values.emplace_back(rest.substr(skip), number);
            return;
        }
        const std::size_t close = rest.find_last_not_of(" \t");
        if (rest.front() == '[' && rest[close] == ']') {
            entries_.push_back({std::string{rest.substr(1, close - 1)}, number, {}});
            return;
        }
        fault("FORM-010", number, column, in_quotes(rest) + " is neither [item], = value nor # remark",
              "begin each line of an answer with =");
    }

    /// Lines up to the last that holds something.
    static std::vector<std::string> lines_of(const Entry& entry)
    {
        std::vector<std::string> lines;
        for (const auto& [value, line] : entry.values)
            lines.push_back(value);
        while (!lines.empty() && lines.back().find_first_not_of(" \t") == std::string::npos)
            lines.pop_back();
        return lines;
    }

    static std::string joined(const std::vector<std::string>& lines)
    {
        std::string text;
        for (const std::string& line : lines)
            text.append(&line == lines.data() ? "" : "\n").append(line);
        return text;
    }

    std::string one_line(const Entry& entry, const std::vector<std::string>& lines)
    {
        if (lines.size() > 1)
            fault("FORM-014", entry.values[1].second, 1, "[" + entry.address + "] takes one line",
                  "take the other lines out");
        return lines.empty() ? std::string{} : lines.front();
    }

    Json value_of(const Item& item, const Entry& entry)
    {
        const std::vector<std::string> lines = lines_of(entry);
        if (lines.empty())
            return nullptr;
        if (item.answer.kind == AnswerKind::paragraph)
            return joined(lines);
        if (item.answer.kind != AnswerKind::many && item.answer.kind != AnswerKind::attachment)
            return one_line(entry, lines);
        Json list = Json::array();
        for (const std::string& line : lines) {
            if (!line.empty())
                list.push_back(line);
        }
        return list;
    }

    void take(const Entry& entry)
    {
        if (!seen_.insert(entry.address).second) {
            fault("FORM-012", entry.line, 2, "[" + entry.address + "] stands in the form twice");
            return;
        }
        if (take_cell(entry))
            return;
        const auto found = homes_.find(entry.address);
        if (found == homes_.end() || found->second.kind == Home::Kind::table) {
            std::vector<std::string> known;
            for (const auto& [address, home] : homes_)
                known.push_back(address);
            fault("FORM-011", entry.line, 2, "there is no item " + in_quotes(entry.address) + " in this form",
                  did_you_mean(nearest(entry.address, known)));
            return;
        }
        put(found->second, entry);
    }

    /// `table.ROW.cell`; false when it is none.
    bool take_cell(const Entry& entry)
    {
        for (std::size_t dot = entry.address.find('.'); dot != std::string::npos;
             dot = entry.address.find('.', dot + 1)) {
            const auto table = homes_.find(entry.address.substr(0, dot));
            if (table == homes_.end() || table->second.kind != Home::Kind::table)
                continue;
            const std::size_t end = entry.address.find('.', dot + 1);
            if (end == std::string::npos)
                return false;
            const std::string cell_id = entry.address.substr(end + 1);
            const auto& cells = table->second.item->answer.cells;
            const auto cell =
                std::find_if(cells.begin(), cells.end(), [&](const Item& one) { return one.id == cell_id; });
            if (cell == cells.end())
                return false;
            int row = 0;
            const char* last = entry.address.data() + end;
            const auto read = std::from_chars(entry.address.data() + dot + 1, last, row);
            if (read.ec != std::errc{} || read.ptr != last || row < 1 || row > 1000) {
                fault("FORM-015", entry.line, dot + 3, "rows are numbered from 1");
                return true;
            }
            const Json value = value_of(*cell, entry);
            if (!value.is_null())
                rows_[table->first][row][cell_id] = value;
            return true;
        }
        return false;
    }

    void put(const Home& home, const Entry& entry)
    {
        const std::vector<std::string> lines = lines_of(entry);
        const auto set = [](Json& object, const std::string& key, Json value) {
            if (!value.is_null())
                object[key] = std::move(value);
        };
        switch (home.kind) {
        case Home::Kind::header:
            if (!lines.empty())
                headers_[entry.address] = entry.address == "@comment" ? joined(lines) : one_line(entry, lines);
            break;
        case Home::Kind::field:
            set(data_, home.item->id, value_of(*home.item, entry));
            break;
        case Home::Kind::answer:
            set(answers_[home.item->id], "value", value_of(*home.item, entry));
            break;
        case Home::Kind::choice:
            if (!one_line(entry, lines).empty())
                chosen_.insert(home.item->id);
            break;
        case Home::Kind::parameter:
            set(parts_[home.question->id], home.item->id, value_of(*home.item, entry));
            break;
        case Home::Kind::note:
            set(is_reply_ ? answers_[home.item->id] : parts_[home.item->id], "note",
                lines.empty() ? Json{} : Json(joined(lines)));
            break;
        case Home::Kind::reason:
            set(answers_[home.item->id], "cannot-answer", lines.empty() ? Json{} : Json(one_line(entry, lines)));
            break;
        case Home::Kind::table:
            break;
        }
    }

    Json table(const std::string& address) const
    {
        const auto found = rows_.find(address);
        if (found == rows_.end())
            return nullptr;
        Json rows = Json::array();
        for (const auto& [number, row] : found->second)
            rows.push_back(row);
        return rows;
    }

    /// Members in the order of CONTRACT 4, items in page order, whatever the order of the file.
    void put_in_order()
    {
        Json& file = result_.file;
        file = Json::object();
        for (const char* name : {"questionset", "language"}) {
            if (const auto found = headers_.find(std::string{"@"} + name); found != headers_.end())
                file[name] = found->second;
        }
        if (const auto found = headers_.find("@subject"); found != headers_.end() && form_.subject)
            file["subject"] = {{form_.subject->name, found->second}};
        const bool is_set = form_.kind == FormKind::set;
        file["data"] = Json::object();
        for_each_item(!is_set     ? form_.questions
                      : is_reply_ ? form_.reply
                                  : form_.request,
                      [&](const Item& item, const Item*) {
                          Json value = item.answer.kind == AnswerKind::rows ? table(item.id)
                                       : data_.contains(item.id)            ? data_.at(item.id)
                                                                            : Json{};
                          if (!value.is_null())
                              file["data"][item.id] = std::move(value);
                      });
        if (is_set && is_reply_)
            put_answers(file["answers"] = Json::object());
        else if (is_set)
            put_choice(file["questions"] = Json::object());
        if (const auto found = headers_.find("@comment"); found != headers_.end())
            file["comment"] = found->second;
    }

    void put_choice(Json& questions) const
    {
        for (const Group& group : form_.questions) {
            for (const Item& item : group.items) {
                const auto parts = parts_.find(item.id);
                const bool has_parts = parts != parts_.end() && !parts->second.empty();
                if (chosen_.contains(item.id) || (item.always && has_parts))
                    questions[item.id] = has_parts ? parts->second : Json::object();
            }
        }
    }

    void put_answers(Json& answers)
    {
        for_each_item(form_.questions, [&](const Item& item, const Item*) {
            const auto found = answers_.find(item.id);
            Json answer = found == answers_.end() ? Json{} : found->second;
            if (Json rows = table(item.id); !rows.is_null())
                answer["value"] = std::move(rows);
            if (!answer.is_object() || answer.empty())
                return;
            // A value alone needs no braces.
            answers[item.id] = answer.size() == 1 && answer.contains("value") ? answer.at("value") : answer;
        });
    }

    std::string_view text_;
    std::string file_;
    const Form& form_;
    bool is_reply_;
    std::map<std::string, Home> homes_;
    std::vector<Entry> entries_;
    std::set<std::string> seen_;
    std::set<std::string> chosen_;
    std::map<std::string, std::string> headers_;
    std::map<std::string, Json> answers_, parts_;
    std::map<std::string, std::map<int, Json>> rows_;
    Json data_ = Json::object();
    TextFormContent result_;
};

} // namespace

TextFormContent read_text_form(std::string_view text, const std::string& file, const Form& form, Stage stage)
{
    return TextFormReader{text, file, form, stage}.read();
}

} // namespace imi
