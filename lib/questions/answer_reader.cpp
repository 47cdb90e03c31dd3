// SPDX-License-Identifier: EUPL-1.2
#include "questions/answer_reader.hpp"

#include "base/date.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/list_reader.hpp"
#include "rules/decimal.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 9> limit_keys = {"options", "min",        "max",  "pattern", "decimals",
                                                        "unit",    "not-before", "rows", "items"};

constexpr int most_letters = 20'000;
constexpr int most_files = 50;
constexpr int most_rows = 200;
constexpr int most_decimals = 9;

bool takes(AnswerKind kind, std::string_view key, bool named_list)
{
    using Kind = AnswerKind;
    if (key == "options")
        return (kind == Kind::one || kind == Kind::many) && !named_list;
    if (key == "min")
        return kind == Kind::number || kind == Kind::date || kind == Kind::year;
    if (key == "max")
        return kind == Kind::number || kind == Kind::date || kind == Kind::year || kind == Kind::text ||
               kind == Kind::paragraph || kind == Kind::attachment;
    if (key == "pattern")
        return kind == Kind::text;
    if (key == "decimals" || key == "unit")
        return kind == Kind::number;
    if (key == "not-before")
        return kind == Kind::date;
    return kind == Kind::rows;
}

std::vector<std::string> words_of(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::optional<int> small_number(std::string_view text, int least, int most)
{
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < least || number > most)
        return std::nullopt;
    return number;
}

bool is_unit(std::string_view text)
{
    if (text == "%" || built_in_list("currencies")->find(text) != nullptr)
        return true;
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

class AnswerReader
{
public:
    AnswerReader(const YamlNode& item, const AnswerScope& scope, Reading& reading)
        : item_{item}, scope_{scope}, reading_{reading}
    {
    }

    Answer read()
    {
        read_kind();
        for (const YamlNode::Entry& entry : item_.entries) {
            const bool is_limit = std::find(limit_keys.begin(), limit_keys.end(), entry.key) != limit_keys.end();
            if (is_limit && !takes(answer_.kind, entry.key, named_list_) && known_)
                reading_.error("QS-044", reading_.at(entry),
                               "'" + entry.key +
                                   "' means nothing beside answer: " + std::string{to_string(answer_.kind)});
        }
        read_limits();
        return std::move(answer_);
    }

private:
    const YamlNode* limit(std::string_view key) const
    {
        return takes(answer_.kind, key, named_list_) ? item_.find(key) : nullptr;
    }

    void read_kind()
    {
        const YamlNode* node = item_.find("answer");
        const auto written =
            node == nullptr ? std::optional<std::string>{"yes-no-unknown"} : reading_.plain(*node, "answer");
        if (!written) {
            known_ = false;
            return;
        }
        const std::vector<std::string> words = words_of(*written);
        const auto kind = parse_answer_kind(words[0]);
        if (!kind) {
            known_ = false;
            std::vector<std::string> kinds;
            for (int i = 0; i <= static_cast<int>(AnswerKind::statement); ++i)
                kinds.emplace_back(to_string(static_cast<AnswerKind>(i)));
            reading_.error("QS-042", reading_.at(*node), in_quotes(words[0]) + " is no kind of answer",
                           suggest_one(words[0], kinds));
            return;
        }
        answer_.kind = *kind;
        if (*kind == AnswerKind::yes_no || *kind == AnswerKind::yes_no_unknown)
            answer_.list = built_in_list(to_string(*kind));
        if (words.size() > 1)
            read_named_list(*node, words);
        else if (*kind == AnswerKind::one || *kind == AnswerKind::many)
            read_own_options();
    }

    void read_named_list(const YamlNode& node, const std::vector<std::string>& words)
    {
        const bool choice = answer_.kind == AnswerKind::one || answer_.kind == AnswerKind::many;
        const bool shape = words[1] == "of" && (words.size() == 3 || (words.size() == 5 && words[3] == "under"));
        if (!choice || !shape) {
            reading_.error("QS-042", reading_.at(node), in_quotes(node.scalar) + " is no kind of answer",
                           "write one of LIST, or one of LIST under CODE");
            known_ = false;
            return;
        }
        named_list_ = true;
        answer_.list = find_list(words[2]);
        if (!answer_.list) {
            std::vector<std::string> known = scope_.names.list_names();
            for (const auto& list : scope_.own_lists)
                known.push_back(list->name);
            reading_.error("QS-040", reading_.at(node), "there is no list or vocabulary " + in_quotes(words[2]),
                           suggest_one(words[2], known));
            return;
        }
        if (words.size() == 5)
            read_under(node, words[4]);
    }

    void read_under(const YamlNode& node, const std::string& under)
    {
        answer_.under = under;
        if (answer_.list->is_open() || answer_.list->knows(under))
            return;
        reading_.error("QS-041", reading_.at(node),
                       in_quotes(under) + " is no code or group of " + in_quotes(answer_.list->name),
                       suggest_one(under, answer_.list->names()));
        answer_.under.clear();
    }

    CodeListPtr find_list(std::string_view name) const
    {
        for (const auto& list : scope_.own_lists) {
            if (list->name == name)
                return list;
        }
        return scope_.names.list(name);
    }

    void read_own_options()
    {
        const YamlNode* options = item_.find("options");
        if (options != nullptr) {
            answer_.list = read_options(*options, scope_.path + "/options", CodeList::Source::options, reading_);
            return;
        }
        reading_.error("QS-012", reading_.at(*item_.find("answer")),
                       "'" + std::string{to_string(answer_.kind)} + "' lacks its options",
                       "add options: {CODE: LABEL}, or write one of LIST");
    }

    void read_limits()
    {
        switch (answer_.kind) {
        case AnswerKind::text:
            answer_.max = count_limit("250", most_letters);
            read_pattern();
            break;
        case AnswerKind::paragraph:
            answer_.max = count_limit("4000", most_letters);
            break;
        case AnswerKind::attachment:
            answer_.max = count_limit("1", most_files);
            break;
        case AnswerKind::number:
        case AnswerKind::date:
        case AnswerKind::year:
            read_range();
            break;
        case AnswerKind::rows:
            read_rows();
            break;
        case AnswerKind::yes_no_unknown:
        case AnswerKind::yes_no:
        case AnswerKind::one:
        case AnswerKind::many:
        case AnswerKind::authority:
        case AnswerKind::statement:
            break;
        }
    }

    std::string count_limit(const char* usual, int most)
    {
        const YamlNode* node = limit("max");
        const auto written = node == nullptr ? std::nullopt : reading_.plain(*node, "max");
        if (!written)
            return usual;
        const auto number = small_number(*written, 1, most);
        if (!number)
            reading_.error("QS-047", reading_.at(*node),
                           in_quotes(*written) + " is no number from 1 to " + std::to_string(most));
        return number ? std::to_string(*number) : usual;
    }

    void read_pattern()
    {
        const YamlNode* node = limit("pattern");
        const auto name = node == nullptr ? std::nullopt : reading_.plain(*node, "pattern");
        if (!name)
            return;
        answer_.pattern = scope_.names.pattern(*name);
        if (!answer_.pattern)
            reading_.error("QS-043", reading_.at(*node), "there is no pattern " + in_quotes(*name),
                           suggest_one(*name, scope_.names.pattern_names()));
    }

    void read_range()
    {
        if (const YamlNode* node = limit("decimals")) {
            const auto written = reading_.plain(*node, "decimals");
            const auto number = written ? small_number(*written, 0, most_decimals) : std::nullopt;
            if (written && !number)
                reading_.error("QS-047", reading_.at(*node), in_quotes(*written) + " is no number from 0 to 9");
            answer_.decimals = number.value_or(0);
        }
        if (const YamlNode* node = limit("unit")) {
            answer_.unit = reading_.plain(*node, "unit").value_or(std::string{});
            if (!answer_.unit.empty() && !is_unit(answer_.unit))
                reading_.error("QS-047", reading_.at(*node), in_quotes(answer_.unit) + " is no unit",
                               "EUR or another currency, %, h, or another CLDR unit");
        }
        if (const YamlNode* node = limit("not-before")) {
            answer_.not_before = reading_.plain(*node, "not-before").value_or(std::string{});
            answer_.not_before_place = reading_.at(*node);
        }
        answer_.min = range_limit("min");
        answer_.max = range_limit("max");
        const auto numbers = compare_decimals(answer_.min, answer_.max);
        const bool dates = answer_.kind == AnswerKind::date && is_civil_date(answer_.min) && is_civil_date(answer_.max);
        if ((numbers && *numbers > 0) || (dates && answer_.min > answer_.max))
            reading_.error("QS-045", reading_.at(*item_.find("min")),
                           "the least value " + answer_.min + " is above the greatest, " + answer_.max);
    }

    std::string range_limit(std::string_view key)
    {
        const YamlNode* node = limit(key);
        const auto written = node == nullptr ? std::nullopt : reading_.plain(*node, key);
        if (!written)
            return {};
        if (answer_.kind == AnswerKind::date) {
            if (*written == "today" || is_civil_date(*written))
                return *written;
            reading_.error("QS-047", reading_.at(*node), in_quotes(*written) + " is no date",
                           iso_guess(*written).empty() ? "write it like 2008-03-25, or today"
                                                       : "write it like " + iso_guess(*written));
            return {};
        }
        auto number = canonical_decimal(*written);
        if (answer_.kind == AnswerKind::year && *written != "today" && !small_number(*written, 1, 9999))
            number.reset();
        else if (answer_.kind == AnswerKind::year)
            return *written;
        if (number && decimals_of(*number) > static_cast<std::size_t>(answer_.decimals))
            number.reset();
        if (!number)
            reading_.error("QS-047", reading_.at(*node), in_quotes(*written) + " is no limit of this answer",
                           answer_.kind == AnswerKind::year
                               ? "write a year, or today"
                               : "write a number; decimals: N allows digits after the point");
        return number.value_or(std::string{});
    }

    void read_rows()
    {
        const YamlNode* node = limit("rows");
        const auto written = node == nullptr ? std::nullopt : reading_.plain(*node, "rows");
        if (!written)
            return;
        const std::size_t dots = written->find("..");
        const auto least = small_number(written->substr(0, dots), 0, most_rows);
        const auto most = dots == std::string::npos ? least : small_number(written->substr(dots + 2), 1, most_rows);
        if (!least || !most) {
            reading_.error("QS-047", reading_.at(*node), in_quotes(*written) + " says no number of rows",
                           "write MIN..MAX, such as 1..20");
            return;
        }
        if (*least > *most)
            reading_.error("QS-045", reading_.at(*node), "the least number of rows is above the greatest");
        answer_.rows_min = *least;
        answer_.rows_max = *most;
    }

    const YamlNode& item_;
    const AnswerScope& scope_;
    Reading& reading_;
    Answer answer_;
    bool known_ = true;
    bool named_list_ = false;
};

} // namespace

std::span<const std::string_view> answer_keys() { return limit_keys; }

Answer read_answer(const YamlNode& item, const AnswerScope& scope, Reading& reading)
{
    return AnswerReader{item, scope, reading}.read();
}

} // namespace imi
