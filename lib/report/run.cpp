// SPDX-License-Identifier: EUPL-1.2
#include "report/run.hpp"

#include "audit/audit_log.hpp"
#include "cases/case_facts.hpp"
#include "report/question.hpp"
#include "report/register_cells.hpp"
#include "statistics/figures.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <cmath>

namespace imi::report
{

namespace
{

using statistics::Cells;
using statistics::Counting;
using statistics::Dimension;
using statistics::Figure;
using statistics::FigureRow;
using statistics::Measure;
using statistics::Population;
using statistics::Report;
using Source = Dimension::Source;

std::string_view unit_of(const Report& report, const Figure& figure)
{
    return figure.among ? "percent" : report.measure(figure.measure)->unit();
}

/// What runs one report.
class Run
{
public:
    Run(Database& db, Labels& labels, const std::vector<Report>& reports,
        const std::map<std::string, std::string>& kept, std::map<std::string, Cells>& counted,
        std::map<Instant, std::vector<ChangedCase>>& changed_since, Asked asked)
        : db_{db}, labels_{labels}, reports_{reports}, kept_{kept}, counted_{counted},
          changed_since_{changed_since}, asked_{std::move(asked)}
    {
    }

    void table(const Report& report, Result& result)
    {
        const std::vector<Dimension> by = dimensions(report, asked_.by);
        const statistics::FigureTable table =
            compute(report, cells_of(report, asked_.by), positions(by), answer_position(by), today());
        for (const Dimension& dimension : by)
            result.columns.push_back({dimension.id,
                                      labels_.text(report, dimension_path(dimension), dimension.title),
                                      Column::Type::code,
                                      {},
                                      false});
        result.chart = by.size();
        for (const Measure& measure : report.measures) {
            if (measure.id == report.chart)
                result.chart = result.columns.size();
            result.columns.push_back({measure.id, labels_.text(report, measure_path(measure), measure.title),
                                      Column::Type::number, std::string{measure.unit()},
                                      report.population == Population::cases && measure.kind == Measure::Kind::all});
        }
        for (const FigureRow& row : sorted(report, by, table.rows))
            result.rows.push_back(cells(report, by, row));
        if (!by.empty() && report.population != Population::answers) {
            // One that is registered in several rows is one in the total.
            result.total =
                cells(report, by,
                      is_register(report) ? compute(report, cells_of(report, {}), {}, {}, today()).total : table.total);
            result.total.front().label = labels_.ui("report/total");
        }
    }

    void figures(const Report& report, Result& result)
    {
        count_for_figures(report);
        for (const auto& [id, type] :
             std::initializer_list<std::pair<const char*, Column::Type>>{{"figure", Column::Type::code},
                                                                         {"reported", Column::Type::text},
                                                                         {"counted", Column::Type::number},
                                                                         {"agrees", Column::Type::code},
                                                                         {"place", Column::Type::text},
                                                                         {"note", Column::Type::text}})
            result.columns.push_back({id, labels_.ui(std::string{"report/"} + id), type, {}, false});
        for (const Figure& figure : report.figures)
            result.rows.push_back(compare(report, figure));
    }

private:
    std::string today() const { return civil_date(asked_.as_of.until); }

    static std::vector<Dimension> dimensions(const Report& report, const std::vector<std::string>& by)
    {
        std::vector<Dimension> result;
        for (const std::string& id : by)
            result.push_back(*report.dimension(id));
        return result;
    }
    static std::vector<std::size_t> positions(const std::vector<Dimension>& by)
    {
        std::vector<std::size_t> result(by.size());
        for (std::size_t i = 0; i < by.size(); ++i)
            result[i] = i;
        return result;
    }
    static std::optional<std::size_t> answer_position(const std::vector<Dimension>& by)
    {
        for (std::size_t i = 0; i < by.size(); ++i)
            if (by[i].source == Source::answer)
                return i;
        return std::nullopt;
    }

    Cells cells_of(const Report& report, const std::vector<std::string>& by)
    {
        auto counting = counting_of(report, by);
        Cells cells = counting ? count(*counting) : Cells{};
        return is_register(report) ? of_register(report, by, cells) : cells;
    }

    /// From the cells that are kept, where these are what is asked; else from all cases.
    Cells count(Counting counting)
    {
        counting.area = asked_.area;
        // Of authorities that took part it is they that are chosen, not the cases.
        if (counting.population != Population::authorities)
            counting.where = asked_.where;
        if (!counting.from)
            counting.from = asked_.from;
        if (!counting.to)
            counting.to = asked_.to;
        const auto kept = kept_.find(counting.id);
        const bool is_kept = kept != kept_.end() && kept->second == to_text(counting) && counting.where.empty() &&
                             asked_.area.empty() && asked_.as_of.entry == everything.entry;
        return once(to_text(counting), [&] {
            return is_kept ? cells_before(db_, counting, changes())
                           : count_cases(db_, {counting}, asked_.as_of).at(counting.id);
        });
    }

    const std::vector<ChangedCase>& changes()
    {
        const auto known = changed_since_.find(asked_.as_of.until);
        return known != changed_since_.end()
                   ? known->second
                   : changed_since_.emplace(asked_.as_of.until, imi::changed_since(db_, asked_.as_of.until))
                         .first->second;
    }

    /// The register, with those that `cells` name as having taken part.
    Cells of_register(const Report& report, const std::vector<std::string>& by, const Cells& cells)
    {
        RegisterQuestion question;
        question.population = report.population;
        question.by = dimensions(report, by);
        question.where = asked_.where;
        question.area = asked_.area;
        question.as_of = asked_.as_of.until;
        for (const auto& [key, n] : cells)
            question.involved.insert(statistics::parse_key(key).extra);
        return once(report.id + " " + joined(by, " "), [&] { return register_cells(db_, question); });
    }

    /// Counts what was not counted before at the same moment with the same conditions.
    template <class Count> Cells once(const std::string& what, const Count& count)
    {
        std::string key = what + "\n" + asked_.area + "\n" + std::to_string(asked_.as_of.until) + "\n" +
                          std::to_string(asked_.as_of.entry);
        for (const auto& [dimension, codes] : asked_.where)
            key.append("\n").append(dimension.id).append("=").append(joined(codes, ","));
        const auto known = counted_.find(key);
        return known != counted_.end() ? known->second : counted_.emplace(key, count()).first->second;
    }

    std::vector<FigureRow> sorted(const Report& report, const std::vector<Dimension>& by, std::vector<FigureRow> rows)
    {
        std::vector<std::pair<std::vector<std::pair<std::size_t, std::string>>, FigureRow>> keyed;
        for (FigureRow& row : rows) {
            std::vector<std::pair<std::size_t, std::string>> key;
            for (std::size_t i = 0; i < by.size(); ++i)
                key.emplace_back(labels_.place(report, by[i], row.codes[i], item_of(by, row)), row.codes[i]);
            keyed.emplace_back(std::move(key), std::move(row));
        }
        std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<FigureRow> result;
        for (auto& [key, row] : keyed)
            result.push_back(std::move(row));
        return result;
    }

    static std::string item_of(const std::vector<Dimension>& by, const FigureRow& row)
    {
        for (std::size_t i = 0; i < by.size(); ++i)
            if (by[i].source == Source::item && i < row.codes.size())
                return row.codes[i];
        return {};
    }

    std::vector<Cell> cells(const Report& report, const std::vector<Dimension>& by, const FigureRow& row)
    {
        std::vector<Cell> result;
        for (std::size_t i = 0; i < by.size(); ++i) {
            if (row.codes.empty()) {
                result.emplace_back();
                continue;
            }
            const std::string& code = row.codes[i];
            result.push_back(
                {code,
                 code.empty() ? labels_.ui("report/unknown") : labels_.code(report, by[i], code, item_of(by, row)),
                 {}});
        }
        for (const std::optional<double>& value : row.values)
            result.push_back({{}, {}, value});
        return result;
    }

    // ---- figures

    /// Each report that figures are taken from is counted once, by all dimensions that they name.
    void count_for_figures(const Report& report)
    {
        const auto published = statistics::published_countings(reports_);
        for (const Figure& figure : report.figures) {
            FigureSource& source = sources_[figure.report];
            source.report = find(figure.report);
            for (const Figure::Codes* codes : {&figure.of, figure.among ? &*figure.among : nullptr})
                if (codes != nullptr)
                    for (const auto& [dimension, list] : *codes)
                        if (std::find(source.by.begin(), source.by.end(), dimension) == source.by.end())
                            source.by.push_back(dimension);
        }
        for (auto& [id, source] : sources_)
            for (const Counting& counting : published)
                if (counting.id == statistics::counting_id(report, id)) {
                    Counting wanted = counting;
                    source.cells = count(std::move(wanted));
                    if (!is_register(*source.report))
                        for (std::size_t i = 0; i < counting.by.size(); ++i)
                            source.by[i] = counting.by[i].id;
                }
        for (auto& [id, source] : sources_)
            if (is_register(*source.report))
                source.cells = of_register(*source.report, source.by, source.cells);
    }

    struct FigureSource {
        const Report* report = nullptr;
        std::vector<std::string> by;
        Cells cells;
    };

    const Report* find(const std::string& id) const
    {
        for (const Report& report : reports_)
            if (report.id == id)
                return &report;
        throw Error{Status::conflict, "RPT-010", "the report " + id + " is not installed, from which figures are taken",
                    "imi-qsgen install installs all reports of a package"};
    }

    std::optional<double> value(const FigureSource& source, const std::string& measure,
                                const Figure::Codes& codes) const
    {
        Cells chosen;
        for (const auto& [text, n] : source.cells) {
            const statistics::CellKey key = statistics::parse_key(text);
            bool fits = true;
            for (std::size_t i = 0; i < source.by.size(); ++i) {
                const auto wanted = codes.find(source.by[i]);
                const bool is_answer = source.report->dimension(source.by[i])->source == Source::answer;
                fits &= wanted == codes.end() || (is_answer && key.counter == "base") ||
                        std::find(wanted->second.begin(), wanted->second.end(), key.values[i]) != wanted->second.end();
            }
            if (fits)
                chosen.emplace(text, n);
        }
        const statistics::FigureTable table = compute(*source.report, chosen, {}, std::nullopt, today());
        for (std::size_t i = 0; i < source.report->measures.size(); ++i)
            if (source.report->measures[i].id == measure)
                return table.total.values[i];
        return std::nullopt;
    }

    static std::optional<bool> agrees(const Figure& figure, std::optional<double> counted)
    {
        if (figure.claim == Figure::Claim::none)
            return std::nullopt;
        if (!counted)
            return false;
        constexpr double rounding = 1e-9;
        switch (figure.claim) {
        case Figure::Claim::is:
            return std::abs(*counted - figure.value) < rounding;
        case Figure::Claim::more_than:
            return *counted > figure.value + rounding;
        case Figure::Claim::at_least:
            return *counted >= figure.value - rounding;
        case Figure::Claim::at_most:
            return *counted <= figure.value + rounding;
        default:
            return std::abs(*counted - figure.value) <= figure.within + rounding;
        }
    }

    std::vector<Cell> compare(const Report& report, const Figure& figure)
    {
        const FigureSource& source = sources_.at(figure.report);
        std::optional<double> counted = value(source, figure.measure, figure.of);
        if (figure.among)
            counted =
                statistics::percent(counted.value_or(0), value(source, figure.measure, *figure.among).value_or(0));
        const std::optional<bool> agree = agrees(figure, counted);
        const std::string yes_no = !agree ? std::string{} : *agree ? "yes" : "no";
        std::string said = figure.said;
        if (said.empty()) {
            said = std::to_string(static_cast<std::int64_t>(figure.value));
            if (unit_of(*source.report, figure) == "percent")
                said += " %";
        }
        Cell number{{}, {}, counted};
        number.code = unit_of(*source.report, figure);
        return {{figure.id, name(*source.report, figure), {}},
                {{}, said, {}},
                number,
                {yes_no, agree ? labels_.ui("answer/" + yes_no) : std::string{}, {}},
                {{}, figure.place, {}},
                {{},
                 figure.note.empty() ? std::string{} : labels_.text(report, note_path(report, figure), figure.note),
                 {}}};
    }

    /// "Requests sent, by country: United Kingdom".
    std::string name(const Report& source, const Figure& figure)
    {
        std::vector<std::string> words;
        const auto add = [&](const Figure::Codes& codes) {
            const auto item = codes.find("item");
            for (const Dimension& dimension : source.dimensions)
                if (const auto found = codes.find(dimension.id); found != codes.end())
                    for (const std::string& code : found->second)
                        words.push_back(labels_.code(source, dimension, code,
                                                     item == codes.end() ? std::string{} : item->second.front()));
        };
        add(figure.of);
        if (figure.measure != source.measures.front().id) {
            const Measure& measure = *source.measure(figure.measure);
            words.push_back(labels_.text(source, measure_path(measure), measure.title));
        }
        const std::string title = labels_.text(source, title_path(source), source.title);
        return words.empty() ? title : title + ": " + joined(words, ", ");
    }

    Database& db_;
    Labels& labels_;
    const std::vector<Report>& reports_;
    const std::map<std::string, std::string>& kept_;
    std::map<std::string, Cells>& counted_;
    std::map<Instant, std::vector<ChangedCase>>& changed_since_;
    Asked asked_;
    std::map<std::string, FigureSource> sources_;
};

} // namespace

Desk::Desk(Database& db, const UiTexts& ui, std::string language, Instant now)
    : db_{db}, ui_{ui}, now_{now}, labels_{std::make_unique<Labels>(db, ui, std::move(language))},
      reports_{installed_reports(db)}, kept_{statistics::CellRepository{db}.specs()}
{
}

void Desk::speak(std::string language) { labels_ = std::make_unique<Labels>(db_, ui_, std::move(language)); }

const Report& Desk::find(std::string_view name) const
{
    std::vector<std::string> known;
    for (const Report& report : reports_) {
        if (report.id == name)
            return report;
        known.push_back(report.id);
    }
    const std::string hint = did_you_mean(nearest(name, known));
    throw Error{Status::absent, "RPT-010", "there is no report " + in_quotes(name),
                hint.empty() ? "imi-report list names them" : hint};
}

Result Desk::run(const Report& report, const Query& query)
{
    const std::vector<AuditEntry> last = AuditLog{db_}.latest({}, 1);
    const std::int64_t last_entry = last.empty() ? 0 : last.front().number;
    Asked asked = understand(db_, report, query, now_, last_entry);
    Result result;
    result.id = report.id;
    result.version = report.version;
    result.title = labels_->text(report, title_path(report), report.title);
    result.definition = labels_->text(report, definition_path(report), report.definition);
    if (report.population == Population::cases)
        result.population = report.workflow + " " + report.milestone;
    result.parameters = parameters_of(query, asked);
    result.as_of = asked.as_of.until;
    result.entry = asked.as_of.entry;
    if (const auto entry = AuditLog{db_}.find(result.entry))
        result.head = to_hex(Bytes{entry->head});
    if (asked.as_of.entry == last_entry)
        asked.as_of.entry = everything.entry;
    Run run{db_, *labels_, reports_, kept_, counted_, changed_since_, std::move(asked)};
    if (report.population == Population::figures)
        run.figures(report, result);
    else
        run.table(report, result);
    return result;
}

std::vector<std::string> irreconcilable(const std::vector<Result>& results)
{
    std::vector<std::string> faults;
    struct First {
        std::string id;
        std::optional<double> total;
    };
    std::map<std::string, First> expected; ///< by population
    const auto number = [](std::optional<double> value) {
        return std::to_string(static_cast<std::int64_t>(value.value_or(0)));
    };
    for (const Result& result : results)
        for (std::size_t i = 0; i < result.columns.size() && !result.total.empty(); ++i) {
            const Column& column = result.columns[i];
            if (!column.adds_up)
                continue;
            double sum = 0;
            for (const std::vector<Cell>& row : result.rows)
                sum += row[i].number.value_or(0);
            const std::optional<double> total = result.total[i].number;
            if (sum != total)
                faults.push_back(result.id + ": the rows of " + column.id + " add up to " + number(sum) +
                                 ", not to the total, " + number(total));
            const auto [first, is_first] = expected.try_emplace(result.population, First{result.id, total});
            if (!is_first && first->second.total != total)
                faults.push_back(result.id + " counts " + number(total) + " cases, " + first->second.id + " " +
                                 number(first->second.total));
        }
    return faults;
}

std::span<const CodeRow> report_codes()
{
    static constexpr CodeRow rows[] = {
        {"RPT-010", "there is no such report"},
        {"RPT-011", "no such dimension or code of a report"},
        {"RPT-012", "not a period, or the report has none"},
        {"RPT-013", "a moment or an entry of the log that has not come"},
        {"RPT-014", "no such legislative area"},
        {"RPT-015", "none of the languages"},
        {"RPT-016", "the report has no chart, or nothing to show"},
        {"RPT-021", "sums that do not agree"},
        {"RPT-022", "a folder of published reports that cannot be read or written"},
        {"RPT-023", "another run is writing the reports"},
        {"RPT-024", "not a published report, or one of another store"},
    };
    return rows;
}

} // namespace imi::report
