// SPDX-License-Identifier: EUPL-1.2
#include "questions/item_reader.hpp"

#include "questions/answer_reader.hpp"
#include "questions/placeholders.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 15> item_keys = {
    "ask",      "title",   "hint", "answer", "law",        "required", "cannot-answer", "note",
    "personal", "visible", "for",  "ask-if", "follow-ups", "given",    "always",
};

/// Where one item stands inside its part.
enum class Level { top, follow_up, cell, parameter };

/// Parameters that a text may name, and which of them were named.
struct Parameters {
    std::vector<std::string> names;
    std::set<std::string> used;
};

class ItemReader
{
public:
    ItemReader(Side side, const ItemScope& scope, Reading& reading) : side_{side}, scope_{scope}, reading_{reading} {}

    std::vector<Item> read_all(const YamlNode& node, Level level, const Inherited& inherited, const std::string& parent,
                               const std::string& path, Parameters* parameters)
    {
        std::vector<Item> items;
        if (!reading_.is_map(node, level == Level::parameter ? "given" : "items"))
            return items;
        for (const YamlNode::Entry& entry : node.entries) {
            if (!reading_.is_id(entry.key, reading_.at(entry)) || !reading_.is_map(entry.value, entry.key))
                continue;
            if (!reading_.count_items(1, reading_.at(entry)))
                break;
            if (entry.value.find("use") != nullptr)
                read_block(entry, level, inherited, parent, items);
            else
                items.push_back(read_one(entry, level, inherited, parent, path, parameters));
        }
        return items;
    }

private:
    bool of_set() const { return side_ == Side::set_questions; }

    /// Answers have reasons and notes, data have not; the items of a form become answers where a set asks them.
    bool may_be_answer(Level level) const
    {
        return (of_set() || side_ == Side::form) && (level == Level::top || level == Level::follow_up);
    }

    Item read_one(const YamlNode::Entry& entry, Level level, const Inherited& above, const std::string& parent,
                  const std::string& path, Parameters* outer)
    {
        const YamlNode& map = entry.value;
        Item item;
        item.id = entry.key;
        item.path = path + "/" + entry.key;
        item.place = reading_.at(entry);
        only_known_keys(map);
        const Inherited inherited = inherit(map, above, parent, scope_, reading_);
        item.law = inherited.law;
        item.subjects = inherited.subjects;
        item.ask_if = inherited.ask_if;

        Parameters own;
        if (outer != nullptr)
            own.names = outer->names;
        if (const YamlNode* given = map.find("given"))
            read_given(*given, item, level, own);
        read_texts(map, item, own);
        item.answer = read_answer(map, {scope_.names, scope_.own_lists, item.path}, reading_);
        read_settings(map, item, level);
        if (item.answer.kind == AnswerKind::rows)
            read_cells(map, item, level, inherited, path);
        settle_personal(map, item, inherited);
        if (const YamlNode* follow_ups = map.find("follow-ups"))
            read_follow_ups(*follow_ups, item, level, inherited, path, own);
        check_used(item, own, outer);
        return item;
    }

    void only_known_keys(const YamlNode& map)
    {
        std::vector<std::string_view> keys{item_keys.begin(), item_keys.end()};
        keys.insert(keys.end(), answer_keys().begin(), answer_keys().end());
        reading_.only_keys(map, keys);
    }

    void read_texts(const YamlNode& map, Item& item, Parameters& parameters)
    {
        const YamlNode* answer = map.find("answer");
        std::string comment = describe(item.law);
        comment.append(comment.empty() ? "" : "; ")
            .append(answer != nullptr && !answer->scalar.empty() ? answer->scalar : std::string{"yes-no-unknown"});
        if (const YamlNode* ask = reading_.needed(map, "ask", item.place, "the item " + in_quotes(item.id))) {
            item.ask = reading_.text(*ask, item.path, "ask", comment);
            check_placeholders(item.ask, reading_.at(*ask), parameters);
        }
        for (const std::string key : {"title", "hint"}) {
            const YamlNode* node = map.find(key);
            if (node == nullptr)
                continue;
            std::string& text = key == "title" ? item.title : item.hint;
            text = reading_.text(*node, item.path + "/" + key, key);
            check_placeholders(text, reading_.at(*node), parameters);
        }
    }

    void check_placeholders(const std::string& text, const Place& place, Parameters& parameters)
    {
        const auto names = placeholders(text);
        if (!names) {
            reading_.error("QS-052", place, "a brace is no placeholder",
                           "write {NAME} for a parameter, {{ for a brace");
            return;
        }
        for (const std::string& name : *names) {
            if (std::find(parameters.names.begin(), parameters.names.end(), name) == parameters.names.end())
                reading_.error("QS-052", place, "{" + name + "} is no parameter of this question",
                               suggest_one(name, parameters.names));
            parameters.used.insert(name);
        }
    }

    void check_used(const Item& item, const Parameters& own, Parameters* outer)
    {
        for (const Item& parameter : item.given) {
            if (!own.used.contains(parameter.id))
                reading_.warning("QS-053", parameter.place, "no text names the parameter {" + parameter.id + "}");
        }
        if (outer != nullptr)
            outer->used.insert(own.used.begin(), own.used.end());
    }

    void read_given(const YamlNode& node, Item& item, Level level, Parameters& parameters)
    {
        if (!of_set() || level != Level::top) {
            reading_.error("QS-051", reading_.at(node), "'given' stands only in a question that can be chosen",
                           "put it into the questions: of a set, at the top");
            return;
        }
        item.given = read_all(node, Level::parameter, {}, {}, item.path + "/given", nullptr);
        for (const Item& parameter : item.given)
            parameters.names.push_back(parameter.id);
    }

    void read_cells(const YamlNode& map, Item& item, Level level, const Inherited& inherited, const std::string& path)
    {
        const YamlNode* cells = reading_.needed(map, "items", item.place, "the table " + in_quotes(item.id));
        if (level == Level::cell)
            reading_.error("QS-044", item.place, "a table cannot stand in a table");
        else if (cells != nullptr)
            item.answer.cells =
                read_all(*cells, Level::cell, {inherited.law, inherited.personal, {}, {}}, {}, path, nullptr);
    }

    void read_follow_ups(const YamlNode& node, Item& item, Level level, const Inherited& inherited,
                         const std::string& path, Parameters& parameters)
    {
        if (level == Level::cell || level == Level::parameter) {
            reading_.error("QS-044", reading_.at(node), "'follow-ups' means nothing in a table or a parameter",
                           "use ask-if: {CELL: ANSWER}");
            return;
        }
        // A follow-up is asked only when its question is, so conditions and `for` need not be said again.
        item.follow_ups =
            read_all(node, Level::follow_up, {inherited.law, inherited.personal, {}, {}}, item.id, path, &parameters);
    }

    void read_settings(const YamlNode& map, Item& item, Level level)
    {
        const bool shown_only = item.answer.kind == AnswerKind::statement;
        const bool answered = of_set() && (level == Level::top || level == Level::follow_up) && !shown_only;
        item.required = answered                                                                  ? Required::to_answer
                        : level == Level::parameter || (side_ == Side::small_form && !shown_only) ? Required::to_send
                                                                                                  : Required::never;
        item.note = answered;
        item.cannot_answer = answered ? scope_.reasons : nullptr;
        if (const YamlNode* node = map.find("required"))
            read_required(*node, item, level);
        const YamlNode* reasons = map.find("cannot-answer");
        if (reasons != nullptr)
            read_cannot_answer(*reasons, item);
        const YamlNode* note = map.find("note");
        if (note != nullptr) {
            item.note = reading_.yes_no(*note, "note");
            item.says_note = true;
        }
        if (!shown_only && !may_be_answer(level))
            for (const YamlNode* node : {item.cannot_answer ? reasons : nullptr, item.note ? note : nullptr})
                if (node != nullptr)
                    reading_.error("QS-044", reading_.at(*node),
                                   in_quotes(node == note ? "note" : "cannot-answer") +
                                       " means nothing here: only a question of a set is answered with it",
                                   "leave it out; where an answer may be missing, write required: never");
        const YamlNode* always = map.find("always");
        if (always != nullptr && (!of_set() || level != Level::top))
            reading_.error("QS-044", reading_.at(*always),
                           "'always' means something only in a question that can be chosen");
        else if (always != nullptr)
            item.always = reading_.yes_no(*always, "always");
        if (!shown_only)
            return;
        for (const std::string_view key : {"required", "cannot-answer", "note", "follow-ups", "visible"}) {
            if (const YamlNode* node = map.find(key))
                reading_.error("QS-044", reading_.at(*node),
                               "'" + std::string{key} + "' means nothing in a statement: it is only shown");
        }
    }

    void read_required(const YamlNode& node, Item& item, Level level)
    {
        const auto written = reading_.plain(node, "required");
        if (!written)
            return;
        const std::vector<std::string> words = {"never", "to-save", "to-send", "to-answer"};
        const auto found = std::find(words.begin(), words.end(), *written);
        if (found == words.end()) {
            reading_.error("QS-010", reading_.at(node), in_quotes(*written) + " is no grade",
                           suggest_one(*written, words));
            return;
        }
        item.required = static_cast<Required>(found - words.begin());
        item.says_required = true;
        const bool answered = of_set() && level != Level::parameter;
        const bool wrong = answered ? item.required == Required::to_save || item.required == Required::to_send
                                    : item.required == Required::to_answer;
        if (wrong)
            reading_.error("QS-050", reading_.at(node), in_quotes(*written) + " means nothing on this side",
                           answered ? "to-answer or never" : "to-save, to-send or never");
    }

    void read_cannot_answer(const YamlNode& node, Item& item)
    {
        const auto written = reading_.plain(node, "cannot-answer");
        if (!written)
            return;
        item.says_cannot_answer = true;
        item.cannot_answer = nullptr;
        if (*written == "never")
            return;
        for (const auto& list : scope_.own_lists) {
            if (list->name == *written)
                item.cannot_answer = list;
        }
        if (!item.cannot_answer)
            item.cannot_answer = scope_.names.list(*written);
        if (!item.cannot_answer)
            reading_.error("QS-040", reading_.at(node), "there is no list " + in_quotes(*written),
                           suggest_one(*written, scope_.names.list_names()));
    }

    void settle_personal(const YamlNode& map, Item& item, const Inherited& inherited)
    {
        const AnswerKind kind = item.answer.kind;
        const bool free = kind == AnswerKind::text || kind == AnswerKind::paragraph || kind == AnswerKind::attachment;
        item.personal = free ? Personal::yes : Personal::no;
        for (const Item& cell : item.answer.cells)
            item.personal = std::max(item.personal, cell.personal);
        if (kind == AnswerKind::statement)
            item.personal = Personal::no;
        else if (inherited.personal)
            item.personal = *inherited.personal;
        item.says_personal = inherited.personal.has_value();
        item.visible_when_sent = item.personal == Personal::no;
        const YamlNode* node = map.find("visible");
        const auto written = node == nullptr ? std::nullopt : reading_.plain(*node, "visible");
        if (!written)
            return;
        if (*written != "sent" && *written != "accepted")
            reading_.error("QS-010", reading_.at(*node),
                           "'visible' takes sent or accepted, not " + in_quotes(*written));
        else if (*written == "sent" && item.personal != Personal::no)
            reading_.error("QS-049", reading_.at(*node), "personal data cannot be seen before acceptance",
                           "leave visible out, or write personal: no");
        else
            item.visible_when_sent = *written == "sent";
    }

    void read_block(const YamlNode::Entry& entry, Level level, const Inherited& above, const std::string& parent,
                    std::vector<Item>& items)
    {
        constexpr std::array<std::string_view, 4> keys = {"use", "ask-if", "for", "law"};
        const YamlNode& use = *entry.value.find("use");
        reading_.only_keys(entry.value, keys);
        const Inherited inherited = inherit(entry.value, above, parent, scope_, reading_);
        const auto name = reading_.plain(use, "use");
        if (level == Level::cell || level == Level::parameter)
            reading_.error("QS-044", reading_.at(use), "a block cannot stand in a table or a parameter");
        else if (const auto form = name ? used_form(*name, reading_.at(use)) : nullptr) {
            for (Item& item : block_items(*form, entry.key, inherited, side_, scope_.reasons))
                items.push_back(std::move(item));
        }
    }

public:
    /// The form that `use` names, or nullptr after QS-080 or QS-082.
    std::shared_ptr<const Form> used_form(const std::string& name, const Place& place)
    {
        auto form = find_form(name, place);
        std::size_t count = 0;
        if (form)
            for_each_item(form->questions,
                          [&](const Item& item, const Item*) { count += 1 + item.answer.cells.size(); });
        return reading_.count_items(count, place) ? form : nullptr;
    }

private:
    std::shared_ptr<const Form> find_form(const std::string& name, const Place& place)
    {
        if (scope_.names.is_being_read(name)) {
            reading_.error("QS-082", place, "the form " + in_quotes(name) + " uses itself");
            return nullptr;
        }
        auto form = scope_.names.form(name);
        if (form && form->kind == FormKind::form)
            return form;
        reading_.error("QS-080", place,
                       form ? in_quotes(name) + " is a " + std::string{to_string(form->kind)} + ", not a form"
                            : "there is no form " + in_quotes(name),
                       form ? std::string{} : suggest_one(name, scope_.names.form_names()));
        return nullptr;
    }

    Side side_;
    const ItemScope& scope_;
    Reading& reading_;
};

Group read_group(const YamlNode::Entry& entry, Side side, const ItemScope& scope, Reading& reading)
{
    constexpr std::array<std::string_view, 7> keys = {"title", "hint", "items", "law", "personal", "for", "ask-if"};
    Group group;
    group.id = entry.key;
    group.path = scope.path + "/" + entry.key + ".group";
    group.place = reading.at(entry);
    reading.only_keys(entry.value, keys);
    if (const YamlNode* title = reading.needed(entry.value, "title", group.place, "the group " + in_quotes(group.id)))
        group.title = reading.text(*title, group.path, "title", "group");
    if (const YamlNode* hint = entry.value.find("hint"))
        group.hint = reading.text(*hint, group.path + "/hint", "hint");
    ItemReader reader{side, scope, reading};
    const Inherited inherited = inherit(entry.value, {}, {}, scope, reading);
    if (const YamlNode* items = reading.needed(entry.value, "items", group.place, "the group " + in_quotes(group.id)))
        group.items = reader.read_all(*items, Level::top, inherited, {}, scope.path, nullptr);
    return group;
}

} // namespace

std::vector<Group> read_groups(const YamlNode& node, Side side, const ItemScope& scope, Reading& reading)
{
    std::vector<Group> groups;
    if (!reading.is_map(node, "questions"))
        return groups;
    for (const YamlNode::Entry& entry : node.entries) {
        if (entry.key == "use") {
            for (const auto& [name, place] : reading.texts(entry.value, "use")) {
                if (const auto form = ItemReader{side, scope, reading}.used_form(name, place))
                    for (Group group : form->questions) {
                        if (side == Side::data)
                            make_data(group.items);
                        groups.push_back(std::move(group));
                    }
            }
        } else if (reading.is_id(entry.key, reading.at(entry)) && reading.is_map(entry.value, entry.key)) {
            groups.push_back(read_group(entry, side, scope, reading));
        }
    }
    return groups;
}

std::vector<Item> read_items(const YamlNode& node, Side side, const ItemScope& scope, Reading& reading)
{
    return ItemReader{side, scope, reading}.read_all(node, Level::top, {}, {}, scope.path, nullptr);
}

} // namespace imi
