// SPDX-License-Identifier: EUPL-1.2
#include "statistics/counting.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace imi::statistics
{

namespace
{

using Json = nlohmann::ordered_json;
using Source = Dimension::Source;

constexpr std::array<std::string_view, 8> counter_words{"all",  "reached", "open",   "due",
                                                        "time", "who",     "answer", "base"};

/// As they stand in the store, in the order of the enumerators.
constexpr std::array<std::string_view, 12> source_words{"month",   "subject",    "state",  "country-of",
                                                        "set-of",  "item",       "answer", "answer-to",
                                                        "country", "profession", "role",   "user-role"};

template <class Value, std::size_t N>
Value value_of_word(const std::array<std::string_view, N>& words, const Json& json)
{
    const auto found = std::find(words.begin(), words.end(), json.get<std::string>());
    return static_cast<Value>(found - words.begin());
}

constexpr std::int64_t hour_seconds = 3600;

std::int64_t hours_begun(Instant from, Instant to)
{
    return to <= from ? 0 : (to - from + hour_seconds - 1) / hour_seconds;
}

template <class Map> std::string value_or_empty(const Map& map, const std::string& key)
{
    const auto found = map.find(key);
    return found == map.end() ? std::string{} : found->second;
}

/// The value of a case; of answers it depends on more.
std::string value_of(const Dimension& dimension, const CaseFacts& facts, const std::string& milestone)
{
    switch (dimension.source) {
    case Source::month:
        return civil_date(facts.milestones.find(milestone)->second).substr(0, 7);
    case Source::subject:
        return facts.subject;
    case Source::state:
        return facts.state;
    case Source::country_of:
        return value_or_empty(facts.countries, dimension.argument);
    case Source::set_of:
        return value_or_empty(facts.sets, dimension.argument);
    default:
        return {};
    }
}

bool is_among(const std::vector<std::string>& codes, const std::string& code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Adds to one cell.
class Adder
{
public:
    Adder(Cells& cells, const std::string& area, int times) : cells_{cells}, area_{area}, times_{times} {}

    /// What the cells that follow have in common: the values of the dimensions.
    void values(const std::vector<std::string>& values)
    {
        row_ = "|" + area_ + "|";
        for (const std::string& value : values)
            row_.append(value).append("|");
    }
    void operator()(const Counter& counter, std::string_view extra = {})
    {
        const auto cell = cells_.try_emplace(counter.text().append(row_).append(extra)).first;
        cell->second += times_;
        if (cell->second == 0)
            cells_.erase(cell);
    }

private:
    Cells& cells_;
    const std::string& area_;
    std::string row_;
    int times_;
};

std::string time_of(const CaseFacts& facts, Instant since, const std::string& milestone)
{
    if (const auto reached = facts.milestones.find(milestone); reached != facts.milestones.end())
        return "h" + std::to_string(hours_begun(since, reached->second));
    if (facts.ended)
        return "c" + std::to_string(hours_begun(since, *facts.ended));
    return "o" + civil_date(since);
}

void count_case(const Counting& counting, const CaseFacts& facts, Adder& add)
{
    const auto dated = facts.milestones.find(counting.milestone);
    if (dated == facts.milestones.end())
        return;
    const Instant since = dated->second;
    if ((counting.from && since < *counting.from) || (counting.to && since > *counting.to))
        return;
    for (const auto& [dimension, codes] : counting.where)
        if (!is_among(codes, value_of(dimension, facts, counting.milestone)))
            return;
    std::vector<std::string> values;
    for (const Dimension& dimension : counting.by)
        values.push_back(value_of(dimension, facts, counting.milestone));
    add.values(values);
    for (const Counter& counter : counting.counters) {
        const bool reached = facts.milestones.contains(counter.milestone);
        switch (counter.kind) {
        case Counter::Kind::all:
            add(counter);
            break;
        case Counter::Kind::reached:
            if (reached)
                add(counter);
            break;
        case Counter::Kind::open:
            if (!facts.ended)
                add(counter);
            break;
        case Counter::Kind::due:
            if (const auto date = facts.dates.find(counter.date); !facts.ended && !reached && date != facts.dates.end())
                add(counter, date->second);
            break;
        case Counter::Kind::time:
            add(counter, time_of(facts, since, counter.milestone));
            break;
        case Counter::Kind::who: {
            std::set<std::string> once;
            for (const std::string& party : counter.parties)
                if (const auto found = facts.authorities.find(party); found != facts.authorities.end())
                    once.insert(found->second.begin(), found->second.end());
            for (const std::string& authority : once)
                add(counter, authority);
            break;
        }
        case Counter::Kind::answer:
        case Counter::Kind::base:
            break;
        }
    }
}

/// One item of one survey: an answer for each code, and once that it was answered.
void count_item(const Counting& counting, const SurveyAnswers& given, const std::string& item,
                const std::vector<std::string>& codes, Adder& add)
{
    const auto value = [&](const Dimension& dimension, const std::string& code) {
        if (dimension.source == Source::item)
            return item;
        if (dimension.source == Source::answer)
            return code;
        const auto other = given.codes.find(dimension.argument);
        return other == given.codes.end() || other->second.empty() ? std::string{} : other->second.front();
    };
    const auto add_one = [&](const Counter& counter, const std::string& code) {
        for (const auto& [dimension, wanted] : counting.where)
            if ((dimension.source != Source::answer || counter.kind == Counter::Kind::answer) &&
                !is_among(wanted, value(dimension, code)))
                return;
        std::vector<std::string> values;
        for (const Dimension& dimension : counting.by)
            values.push_back(value(dimension, code));
        add.values(values);
        add(counter);
    };
    for (const Counter& counter : counting.counters) {
        if (counter.kind == Counter::Kind::base)
            add_one(counter, {});
        else
            for (const std::string& code : codes)
                add_one(counter, code);
    }
}

void count_answers(const Counting& counting, const CaseFacts& facts, Adder& add)
{
    for (const SurveyAnswers& given : facts.surveys)
        if (given.survey == counting.survey && (!counting.from || given.at >= *counting.from) &&
            (!counting.to || given.at <= *counting.to))
            for (const auto& [item, codes] : given.codes)
                count_item(counting, given, item, codes, add);
}

void add_counter(std::vector<Counter>& counters, Counter counter)
{
    if (std::find(counters.begin(), counters.end(), counter) == counters.end())
        counters.push_back(std::move(counter));
}

/// What a measure is computed from; percentages have their parts among the measures.
void add_counters(const Measure& measure, std::vector<Counter>& counters)
{
    using Kind = Measure::Kind;
    switch (measure.kind) {
    case Kind::all:
        return add_counter(counters, {Counter::Kind::all, {}, {}, {}});
    case Kind::reached:
        return add_counter(counters, {Counter::Kind::reached, measure.milestone, {}, {}});
    case Kind::open:
        return add_counter(counters, {Counter::Kind::open, {}, {}, {}});
    case Kind::overdue:
        return add_counter(counters, {Counter::Kind::due, measure.milestone, measure.date, {}});
    case Kind::within:
    case Kind::quantile:
        return add_counter(counters, {Counter::Kind::time, measure.milestone, {}, {}});
    case Kind::involved:
        return add_counter(counters, {Counter::Kind::who, {}, {}, measure.parties});
    case Kind::answers:
        return add_counter(counters, {Counter::Kind::answer, {}, {}, {}});
    case Kind::base:
        return add_counter(counters, {Counter::Kind::base, {}, {}, {}});
    case Kind::percent:
        return;
    }
}

Json to_json(const Dimension& dimension)
{
    return Json{source_words[static_cast<std::size_t>(dimension.source)], dimension.argument, dimension.id};
}

Dimension dimension_of(const Json& json)
{
    Dimension dimension;
    dimension.source = value_of_word<Source>(source_words, json.at(0));
    dimension.argument = json.at(1).get<std::string>();
    dimension.id = json.at(2).get<std::string>();
    return dimension;
}

} // namespace

std::string Counter::text() const
{
    std::string text{counter_words[static_cast<std::size_t>(kind)]};
    for (const std::string* word : {&date, &milestone})
        if (!word->empty())
            text += ":" + *word;
    for (const std::string& party : parties)
        text += ":" + party;
    return text;
}

std::string CellKey::text() const
{
    std::string text = counter + "|" + area;
    for (const std::string& value : values)
        text += "|" + value;
    return text + "|" + extra;
}

CellKey parse_key(std::string_view text)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('|', begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    CellKey key;
    if (parts.size() < 3)
        throw Error{Status::store, "RPT-300",
                    "a cell of statistics is stored in a form that this program does not know",
                    "imi-report nightly --rebuild counts again"};
    key.counter = std::move(parts[0]);
    key.area = std::move(parts[1]);
    key.extra = std::move(parts.back());
    key.values.assign(std::make_move_iterator(parts.begin() + 2), std::make_move_iterator(parts.end() - 1));
    return key;
}

std::optional<Counting> counting_of(const Report& report, const std::vector<std::string>& by)
{
    Counting counting;
    counting.id = report.id;
    counting.population = report.population;
    counting.workflow = report.workflow;
    counting.milestone = report.milestone;
    counting.survey = report.survey;
    const bool of_register = report.population == Population::authorities || report.population == Population::users;
    for (const Measure& measure : report.measures)
        if (!of_register || measure.kind == Measure::Kind::involved)
            add_counters(measure, counting.counters);
    if (counting.counters.empty() || report.population == Population::figures)
        return std::nullopt;
    if (!of_register)
        for (const std::string& id : by)
            counting.by.push_back(*report.dimension(id));
    return counting;
}

std::string counting_id(const Report& figures, std::string_view report)
{
    return figures.id + "/" + std::string{report};
}

std::vector<Counting> published_countings(const std::vector<Report>& reports)
{
    std::vector<Counting> result;
    for (const Report& report : reports) {
        if (report.population != Population::figures) {
            if (auto counting = counting_of(report, report.by))
                result.push_back(std::move(*counting));
            continue;
        }
        for (const Report& other : reports) {
            std::vector<std::string> by;
            bool is_named = false;
            const Figure::Codes none;
            for (const Figure& figure : report.figures) {
                if (figure.report != other.id)
                    continue;
                is_named = true;
                for (const Figure::Codes* list : {&figure.of, figure.among ? &*figure.among : &none})
                    for (const auto& [dimension, codes] : *list)
                        if (!is_among(by, dimension))
                            by.push_back(dimension);
            }
            auto counting = is_named ? counting_of(other, by) : std::nullopt;
            if (!counting)
                continue;
            counting->id = counting_id(report, other.id);
            if (!report.from.empty())
                counting->from = end_of_day(report.from) - 86'399;
            if (!report.to.empty())
                counting->to = end_of_day(report.to);
            result.push_back(std::move(*counting));
        }
    }
    return result;
}

bool looks_at(const Counting& counting, const CaseFacts& facts)
{
    return (counting.area.empty() || counting.area == facts.area) &&
           (counting.population == Population::answers || counting.workflow == facts.workflow);
}

void count(const Counting& counting, const CaseFacts& facts, int times, Cells& cells)
{
    if (!looks_at(counting, facts))
        return;
    Adder add{cells, facts.area, times};
    if (counting.population == Population::answers)
        count_answers(counting, facts, add);
    else
        count_case(counting, facts, add);
}

std::string to_text(const Counting& counting)
{
    Json json{{"population", counting.population == Population::answers ? "answers" : "cases"},
              {"workflow", counting.workflow},
              {"milestone", counting.milestone},
              {"survey", counting.survey},
              {"by", Json::array()},
              {"counters", Json::array()}};
    for (const Dimension& dimension : counting.by)
        json["by"].push_back(to_json(dimension));
    for (const Counter& counter : counting.counters)
        json["counters"].push_back(Json{counter_words[static_cast<std::size_t>(counter.kind)], counter.milestone,
                                        counter.date, counter.parties});
    if (counting.from)
        json["from"] = *counting.from;
    if (counting.to)
        json["to"] = *counting.to;
    return dump_json(json);
}

Counting counting_of_text(const std::string& id, std::string_view text)
{
    try {
        const Json json = Json::parse(text);
        Counting counting;
        counting.id = id;
        counting.population = json.at("population") == "answers" ? Population::answers : Population::cases;
        counting.workflow = json.at("workflow").get<std::string>();
        counting.milestone = json.at("milestone").get<std::string>();
        counting.survey = json.at("survey").get<std::string>();
        for (const Json& dimension : json.at("by"))
            counting.by.push_back(dimension_of(dimension));
        for (const Json& counter : json.at("counters"))
            counting.counters.push_back({value_of_word<Counter::Kind>(counter_words, counter.at(0)),
                                         counter.at(1).get<std::string>(), counter.at(2).get<std::string>(),
                                         counter.at(3).get<std::vector<std::string>>()});
        if (json.contains("from"))
            counting.from = json.at("from").get<Instant>();
        if (json.contains("to"))
            counting.to = json.at("to").get<Instant>();
        return counting;
    } catch (const Json::exception&) {
        throw Error{Status::store, "RPT-300",
                    "what " + id + " counts is stored in a form that this program does not know",
                    "imi-report nightly --rebuild counts again"};
    }
}

} // namespace imi::statistics
