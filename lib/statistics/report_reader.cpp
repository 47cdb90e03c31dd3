// SPDX-License-Identifier: EUPL-1.2
#include "statistics/report.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "formats/json.hpp"
#include "formats/yaml_json.hpp"
#include "questions/reading.hpp"
#include "rules/milestones.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace imi::statistics
{

namespace
{

using Json = nlohmann::ordered_json;

template <class Value> struct Word {
    std::string_view text;
    Value value;
};

constexpr std::array populations{
    Word<Population>{"cases", Population::cases},
    Word<Population>{"answers", Population::answers},
    Word<Population>{"authorities", Population::authorities},
    Word<Population>{"users", Population::users},
};

using Source = Dimension::Source;
constexpr std::array sources{
    Word<Source>{"month", Source::month},         Word<Source>{"subject", Source::subject},
    Word<Source>{"state", Source::state},         Word<Source>{"item", Source::item},
    Word<Source>{"answer", Source::answer},       Word<Source>{"country", Source::country},
    Word<Source>{"role", Source::role},           Word<Source>{"profession", Source::profession},
    Word<Source>{"user-role", Source::user_role},
};
/// Keys of a dimension that take a name.
constexpr std::array named_sources{
    Word<Source>{"country-of", Source::country_of},
    Word<Source>{"set-of", Source::set_of},
    Word<Source>{"answer-to", Source::answer_to},
};

/// Which population has which dimensions and measures.
bool fits(Source source, Population population)
{
    switch (source) {
    case Source::month:
    case Source::subject:
    case Source::state:
    case Source::country_of:
    case Source::set_of:
        return population == Population::cases;
    case Source::item:
    case Source::answer:
    case Source::answer_to:
        return population == Population::answers;
    case Source::country:
        return population == Population::authorities || population == Population::users;
    case Source::role:
    case Source::profession:
        return population == Population::authorities;
    case Source::user_role:
        return population == Population::users;
    }
    return false;
}

using Kind = Measure::Kind;
bool fits(Kind kind, Population population)
{
    switch (kind) {
    case Kind::all:
        return population != Population::answers;
    case Kind::percent:
        return true;
    case Kind::answers:
    case Kind::base:
        return population == Population::answers;
    case Kind::involved:
        return population == Population::authorities;
    default:
        return population == Population::cases;
    }
}

using Claim = Figure::Claim;
constexpr std::array claims{
    Word<Claim>{"is", Claim::is},
    Word<Claim>{"more-than", Claim::more_than},
    Word<Claim>{"at-least", Claim::at_least},
    Word<Claim>{"at-most", Claim::at_most},
    Word<Claim>{"about", Claim::about},
};

/// A column as it stands in a file of columns.
struct Columns {
    std::map<std::string, Dimension, std::less<>> dimensions;
    std::map<std::string, Measure, std::less<>> measures;
};

template <class Map> std::vector<std::string> names_of(const Map& map)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : map)
        names.push_back(name);
    return names;
}

class ReportReader
{
public:
    ReportReader(const std::vector<OtherFile>& files, std::vector<Text>* texts, Findings& findings, bool is_whole)
        : files_{files}, texts_{texts}, findings_{findings}, is_whole_{is_whole}
    {
    }

    std::vector<Report> run()
    {
        for (const OtherFile& file : files_)
            if (file.kind == "columns")
                read_file(file, [&](Reading& reading) { read_columns(file, reading); });
        for (const OtherFile& file : files_)
            if (file.kind == "report")
                read_file(file, [&](Reading& reading) { read_report(file, reading); });
        for (std::size_t i = 0; is_whole_ && i < reports_.size(); ++i)
            check_figures(reports_[i], *places_[i]);
        return std::move(reports_);
    }

private:
    template <class Read> void read_file(const OtherFile& file, const Read& read)
    {
        static const Acts no_acts;
        std::vector<Text> texts;
        Reading reading{file.file, "en", no_acts, texts, findings_};
        read(reading);
        if (texts_ != nullptr)
            texts_->insert(texts_->end(), texts.begin(), texts.end());
    }

    // ---- columns

    void read_columns(const OtherFile& file, Reading& reading)
    {
        constexpr std::array<std::string_view, 4> keys{"columns", "version", "dimensions", "measures"};
        reading.only_keys(file.root, keys);
        reading.version(file.root);
        for_entries(reading, file.root, "dimensions", [&](const YamlNode::Entry& entry) {
            columns_.dimensions[entry.key] = read_dimension(entry, reading);
        });
        for_entries(reading, file.root, "measures",
                    [&](const YamlNode::Entry& entry) { columns_.measures[entry.key] = read_measure(entry, reading); });
    }

    template <class Use> void for_entries(Reading& reading, const YamlNode& root, std::string_view key, const Use& use)
    {
        const YamlNode* map = root.find(key);
        if (map == nullptr || !reading.is_map(*map, key))
            return;
        for (const YamlNode::Entry& entry : map->entries)
            if (reading.is_map(entry.value, entry.key))
                use(entry);
    }

    Dimension read_dimension(const YamlNode::Entry& entry, Reading& reading)
    {
        constexpr std::array<std::string_view, 6> keys{"title", "is", "country-of", "set-of", "answer-to", "values"};
        const YamlNode& node = entry.value;
        reading.only_keys(node, keys);
        Dimension dimension;
        dimension.id = entry.key;
        if (const YamlNode* title = reading.needed(node, "title", reading.at(entry), entry.key))
            dimension.title = reading.text(*title, dimension_path(dimension), "title", "heading of a column");
        int kinds = 0;
        if (const YamlNode* is = node.find("is"); is != nullptr) {
            ++kinds;
            one_of(reading, *is, "is", sources, dimension.source);
        }
        for (const auto& word : named_sources)
            if (const YamlNode* name = node.find(word.text); name != nullptr) {
                ++kinds;
                dimension.source = word.value;
                dimension.argument = reading.plain(*name, word.text).value_or("");
            }
        if (kinds != 1)
            reading.error("QS-012", reading.at(entry),
                          "the dimension " + in_quotes(entry.key) + " says " + (kinds == 0 ? "not" : "twice") +
                              " what it is",
                          "give it one of is, country-of, set-of, answer-to");
        for_values(reading, node, [&](const YamlNode::Entry& value) {
            dimension.values.emplace_back(
                value.key, reading.text(value.value, value_path(dimension, value.key), "values", "label of a code"));
        });
        return dimension;
    }

    template <class Use> void for_values(Reading& reading, const YamlNode& node, const Use& use)
    {
        if (const YamlNode* values = node.find("values"); values != nullptr && reading.is_map(*values, "values"))
            for (const YamlNode::Entry& value : values->entries)
                use(value);
    }

    Measure read_measure(const YamlNode::Entry& entry, Reading& reading)
    {
        constexpr std::array<std::string_view, 12> keys{"title",    "counts",   "reached", "open",
                                                        "overdue",  "until",    "within",  "quantile",
                                                        "estimate", "involved", "percent", "of"};
        const YamlNode& node = entry.value;
        reading.only_keys(node, keys);
        Measure measure;
        measure.id = entry.key;
        if (const YamlNode* title = reading.needed(node, "title", reading.at(entry), entry.key))
            measure.title = reading.text(*title, measure_path(measure), "title", "heading of a column");
        int kinds = 0;
        const auto has = [&](std::string_view key, Kind kind) {
            const YamlNode* value = node.find(key);
            if (value != nullptr) {
                measure.kind = kind;
                ++kinds;
            }
            return value;
        };
        if (const YamlNode* counts = has("counts", Kind::all)) {
            constexpr std::array words{Word<Kind>{"all", Kind::all}, Word<Kind>{"answers", Kind::answers},
                                       Word<Kind>{"base", Kind::base}};
            one_of(reading, *counts, "counts", words, measure.kind);
        }
        if (const YamlNode* reached = has("reached", Kind::reached))
            measure.milestone = milestone(reading, *reached, "reached");
        if (const YamlNode* open = has("open", Kind::open); open != nullptr && !reading.yes_no(*open, "open"))
            reading.error("QS-044", reading.at(*open), "a measure that counts nothing", "open: yes, or leave it out");
        if (const YamlNode* overdue = has("overdue", Kind::overdue))
            measure.date = reading.plain(*overdue, "overdue").value_or("");
        if (const YamlNode* within = has("within", Kind::within))
            measure.number = days(reading, *within);
        if (const YamlNode* quantile = has("quantile", Kind::quantile)) {
            const double value = number(reading, *quantile, "quantile", 1, 99);
            measure.number = static_cast<int>(value);
            if (value != measure.number)
                reading.error("RPT-004", reading.at(*quantile), "a quantile is a whole number of per cent");
        }
        if (const YamlNode* involved = has("involved", Kind::involved))
            for (auto& [party, place] : reading.texts(*involved, "involved"))
                measure.parties.push_back(party);
        if (const YamlNode* percent = has("percent", Kind::percent)) {
            measure.part = reading.plain(*percent, "percent").value_or("");
            if (const YamlNode* whole = reading.needed(node, "of", reading.at(entry), entry.key))
                measure.whole = reading.plain(*whole, "of").value_or("");
        }
        if (kinds != 1)
            reading.error("QS-012", reading.at(entry),
                          "the measure " + in_quotes(entry.key) + " counts " +
                              (kinds == 0 ? "nothing" : "several things"),
                          "give it one of counts, reached, open, overdue, within, quantile, involved, percent");
        const bool has_until =
            measure.kind == Kind::overdue || measure.kind == Kind::within || measure.kind == Kind::quantile;
        if (has_until) {
            if (const YamlNode* until = reading.needed(node, "until", reading.at(entry), entry.key))
                measure.milestone = milestone(reading, *until, "until");
        } else if (const YamlNode* until = node.find("until")) {
            reading.error("QS-044", reading.at(*until), "until has no meaning here");
        }
        if (const YamlNode* estimate = node.find("estimate")) {
            measure.estimate = reading.yes_no(*estimate, "estimate");
            if (measure.kind != Kind::within && measure.kind != Kind::quantile)
                reading.error("QS-044", reading.at(*estimate), "estimate has no meaning here");
        }
        return measure;
    }

    // ---- reports

    void read_report(const OtherFile& file, Reading& reading)
    {
        constexpr std::array<std::string_view, 14> keys{"report",   "version", "title",    "definition", "counts",
                                                        "workflow", "survey",  "from",     "dimensions", "by",
                                                        "measures", "chart",   "compares", "lines"};
        const YamlNode& root = file.root;
        reading.only_keys(root, keys);
        Report report;
        report.id = file.id;
        report.place = reading.at(root);
        report.version = reading.version(root).text();
        const Place owner = reading.at(root);
        if (const YamlNode* title = reading.needed(root, "title", owner, "a report"))
            report.title = reading.text(*title, title_path(report), "title", "title of a report");
        if (const YamlNode* definition = reading.needed(root, "definition", owner, "a report"))
            report.definition = reading.text(*definition, definition_path(report), "definition", "what is counted");
        if (const YamlNode* compares = root.find("compares"); compares != nullptr)
            read_figures(*compares, root, report, reading);
        else
            read_counts(root, report, reading);
        reports_.push_back(std::move(report));
        places_.push_back(&file);
    }

    void read_counts(const YamlNode& root, Report& report, Reading& reading)
    {
        const Place owner = reading.at(root);
        if (const YamlNode* counts = reading.needed(root, "counts", owner, "a report"))
            one_of(reading, *counts, "counts", populations, report.population);
        if (report.population == Population::answers) {
            if (const YamlNode* survey = reading.needed(root, "survey", owner, "a report of answers"))
                report.survey = reading.plain(*survey, "survey").value_or("");
        }
        const YamlNode* workflow = root.find("workflow");
        if (workflow != nullptr)
            report.workflow = reading.plain(*workflow, "workflow").value_or("");
        else if (report.population == Population::cases)
            reading.needed(root, "workflow", owner, "a report of cases");
        if (!report.workflow.empty())
            if (const YamlNode* from = reading.needed(root, "from", owner, "a report of cases"))
                report.milestone = milestone(reading, *from, "from");
        columns(reading, root, "dimensions", columns_.dimensions, report.population, report.dimensions,
                [](const Dimension& dimension) { return dimension.source; });
        columns(reading, root, "measures", columns_.measures, report.population, report.measures,
                [](const Measure& measure) { return measure.kind; });
        if (const YamlNode* by = reading.needed(root, "by", owner, "a report"))
            for (const auto& [id, place] : reading.texts(*by, "by")) {
                if (report.dimension(id) == nullptr)
                    reading.error("RPT-001", place, "the report has no dimension " + in_quotes(id),
                                  "name it among its dimensions");
                else
                    report.by.push_back(id);
            }
        if (const YamlNode* chart = root.find("chart")) {
            report.chart = reading.plain(*chart, "chart").value_or("");
            if (report.measure(report.chart) == nullptr)
                reading.error("RPT-003", reading.at(*chart), "the report has no measure " + in_quotes(report.chart));
        }
        for (const Measure& measure : report.measures)
            for (const std::string& other : {measure.part, measure.whole})
                if (const Measure* used = report.measure(other);
                    !other.empty() && other != "total" && (used == nullptr || used->kind == Kind::percent))
                    reading.error("RPT-003", reading.at(*root.find("measures")),
                                  in_quotes(measure.id) + " needs the measure " + in_quotes(other),
                                  "name it among the measures of the report; a percentage of a percentage is none");
    }

    template <class Column, class What>
    void columns(Reading& reading, const YamlNode& root, std::string_view key,
                 const std::map<std::string, Column, std::less<>>& known, Population population,
                 std::vector<Column>& into, const What& what)
    {
        const YamlNode* list = reading.needed(root, key, reading.at(root), "a report");
        if (list == nullptr)
            return;
        for (const auto& [id, place] : reading.texts(*list, key)) {
            const auto found = known.find(id);
            if (found == known.end())
                reading.error("RPT-001", place, "there is no column " + in_quotes(id),
                              suggest_one(id, names_of(known)));
            else if (!fits(what(found->second), population))
                reading.error("RPT-002", place, "the column " + in_quotes(id) + " does not fit what is counted");
            else
                into.push_back(found->second);
        }
    }

    void read_figures(const YamlNode& compares, const YamlNode& root, Report& report, Reading& reading)
    {
        report.population = Population::figures;
        constexpr std::array<std::string_view, 2> keys{"from", "to"};
        if (reading.is_map(compares, "compares")) {
            reading.only_keys(compares, keys);
            for (const YamlNode::Entry& entry : compares.entries) {
                if (!is_civil_date(entry.value.scalar))
                    reading.error("RPT-004", reading.at(entry.value), in_quotes(entry.value.scalar) + " is no date",
                                  "write it as 2008-02-28");
                (entry.key == "from" ? report.from : report.to) = entry.value.scalar;
            }
        }
        for_entries(reading, root, "lines", [&](const YamlNode::Entry& entry) {
            report.figures.push_back(read_figure(entry, report, reading));
        });
    }

    Figure read_figure(const YamlNode::Entry& entry, const Report& report, Reading& reading)
    {
        constexpr std::array<std::string_view, 13> keys{"report",    "measure",  "of",      "among", "is",
                                                        "more-than", "at-least", "at-most", "about", "within",
                                                        "said",      "at",       "note"};
        const YamlNode& node = entry.value;
        reading.only_keys(node, keys);
        Figure figure;
        figure.id = entry.key;
        const auto plain = [&](std::string_view key) {
            const YamlNode* value = node.find(key);
            return value == nullptr ? std::string{} : reading.plain(*value, key).value_or("");
        };
        for (const std::string_view key : {"report", "measure"})
            reading.needed(node, key, reading.at(entry), entry.key);
        figure.report = plain("report");
        figure.measure = plain("measure");
        figure.said = plain("said");
        figure.place = plain("at");
        if (const YamlNode* of = node.find("of"))
            figure.of = codes(reading, *of, "of");
        if (const YamlNode* among = node.find("among"))
            figure.among = codes(reading, *among, "among");
        int count = 0;
        for (const auto& claim : claims)
            if (const YamlNode* value = node.find(claim.text)) {
                ++count;
                figure.claim = claim.value;
                figure.value = number(reading, *value, claim.text, 0, 1e12);
            }
        if (count > 1 || (count == 0 && figure.said.empty()))
            reading.error("QS-012", reading.at(entry),
                          "the line " + in_quotes(entry.key) +
                              (count > 1 ? " claims several things" : " claims nothing"),
                          "give it one of is, more-than, at-least, at-most, about; or said alone");
        if (const YamlNode* within = node.find("within"))
            figure.within = number(reading, *within, "within", 0, 1e12);
        if (const YamlNode* note = node.find("note"))
            figure.note = reading.text(*note, note_path(report, figure), "note", "note on a figure");
        return figure;
    }

    static Figure::Codes codes(Reading& reading, const YamlNode& node, std::string_view what)
    {
        Figure::Codes result;
        if (reading.is_map(node, what))
            for (const YamlNode::Entry& entry : node.entries)
                for (const auto& [code, place] : reading.texts(entry.value, entry.key))
                    result[entry.key].push_back(code);
        return result;
    }

    /// Reports, dimensions and measures that figures name.
    void check_figures(const Report& report, const OtherFile& file)
    {
        for (const Figure& figure : report.figures) {
            const auto found = std::find_if(reports_.begin(), reports_.end(),
                                            [&](const Report& other) { return other.id == figure.report; });
            const YamlNode& node = *file.root.find("lines")->find(figure.id);
            const Place place = place_of(file.file, node);
            if (found == reports_.end() || found->population == Population::figures) {
                findings_.error("RPT-003", place,
                                "there is no report " + in_quotes(figure.report) + " to take figures from");
                continue;
            }
            if (found->measure(figure.measure) == nullptr)
                findings_.error("RPT-003", place, figure.report + " has no measure " + in_quotes(figure.measure));
            const Figure::Codes none;
            for (const Figure::Codes* list : {&figure.of, figure.among ? &*figure.among : &none})
                for (const auto& [dimension, codes] : *list)
                    if (found->dimension(dimension) == nullptr)
                        findings_.error("RPT-001", place, figure.report + " has no dimension " + in_quotes(dimension));
        }
    }

    // ---- values

    template <class Value, std::size_t N>
    static void one_of(Reading& reading, const YamlNode& node, std::string_view key,
                       const std::array<Word<Value>, N>& words, Value& value)
    {
        std::vector<std::string> known;
        for (const auto& word : words) {
            if (node.scalar == word.text) {
                value = word.value;
                return;
            }
            known.emplace_back(word.text);
        }
        reading.error("QS-010", reading.at(node), in_quotes(node.scalar) + " is no value of " + std::string{key},
                      suggest_one(node.scalar, known));
    }

    static std::string milestone(Reading& reading, const YamlNode& node, std::string_view key)
    {
        if (std::find(milestones.begin(), milestones.end(), node.scalar) == milestones.end())
            reading.error("QS-010", reading.at(node),
                          in_quotes(node.scalar) + " is no milestone, as " + std::string{key} + " wants",
                          suggest_one(node.scalar, std::vector<std::string>{milestones.begin(), milestones.end()}));
        return node.scalar;
    }

    static double number(Reading& reading, const YamlNode& node, std::string_view key, double least, double most)
    {
        double value = 0;
        const char* end = node.scalar.data() + node.scalar.size();
        const auto [rest, fault] = std::from_chars(node.scalar.data(), end, value);
        if (fault != std::errc{} || rest != end || value < least || value > most)
            reading.error("RPT-004", reading.at(node),
                          in_quotes(node.scalar) + " is no number that " + std::string{key} + " may be");
        return value;
    }

    /// "14 days".
    static int days(Reading& reading, const YamlNode& node)
    {
        int value = 0;
        const char* end = node.scalar.data() + node.scalar.size();
        const auto [rest, fault] = std::from_chars(node.scalar.data(), end, value);
        const std::string_view unit{rest, static_cast<std::size_t>(end - rest)};
        if (fault != std::errc{} || value < 1 || value > 36'500 || (unit != " days" && unit != " day"))
            reading.error("RPT-004", reading.at(node), in_quotes(node.scalar) + " is no duration in days",
                          "write it as 14 days");
        return value;
    }

    const std::vector<OtherFile>& files_;
    std::vector<Text>* texts_;
    Findings& findings_;
    bool is_whole_; ///< all reports that figures may name are there
    Columns columns_;
    std::vector<Report> reports_;
    std::vector<const OtherFile*> places_;
};

} // namespace

std::vector<Report> read_reports(const std::vector<OtherFile>& files, std::vector<Text>* texts, Findings& findings)
{
    return ReportReader{files, texts, findings, true}.run();
}

Report load_report(std::string_view content)
{
    const auto damaged = [] {
        return Error{Status::store, "RPT-300", "a report is stored in a form that this program does not know",
                     "install the reports again"};
    };
    std::vector<OtherFile> files(2);
    try {
        const Json json = Json::parse(content);
        files[0] = {"columns", "common", {}, json_to_yaml(json.at("columns"))};
        files[1] = {"report", json.at("report").at("report").get<std::string>(), {}, json_to_yaml(json.at("report"))};
    } catch (const Json::exception&) {
        throw damaged();
    }
    // These keys stand in the file that the columns come from.
    files[0].root.entries.push_back({"version", 0, 0, {YamlNode::Kind::scalar, "1.0", false, {}, {}, 0, 0}});
    Findings findings;
    std::vector<Report> reports = ReportReader{files, nullptr, findings, false}.run();
    if (findings.has_errors() || reports.size() != 1)
        throw damaged();
    return std::move(reports.front());
}

} // namespace imi::statistics
