// SPDX-License-Identifier: EUPL-1.2
#include "statistics/report.hpp"

#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::statistics
{

namespace
{

using Json = nlohmann::ordered_json;

Json to_json(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::scalar:
        return node.scalar;
    case YamlNode::Kind::list: {
        Json list = Json::array();
        for (const YamlNode& item : node.items)
            list.push_back(to_json(item));
        return list;
    }
    case YamlNode::Kind::map:
        break;
    }
    Json map = Json::object();
    for (const YamlNode::Entry& entry : node.entries)
        map[entry.key] = to_json(entry.value);
    return map;
}

} // namespace

std::string_view Measure::unit() const
{
    return kind == Kind::quantile ? "hours" : kind == Kind::percent || kind == Kind::within ? "percent" : "count";
}

const Dimension* Report::dimension(std::string_view name) const
{
    const auto found =
        std::find_if(dimensions.begin(), dimensions.end(), [&](const Dimension& d) { return d.id == name; });
    return found == dimensions.end() ? nullptr : &*found;
}

const Measure* Report::measure(std::string_view name) const
{
    const auto found = std::find_if(measures.begin(), measures.end(), [&](const Measure& m) { return m.id == name; });
    return found == measures.end() ? nullptr : &*found;
}

std::string title_path(const Report& report) { return report.id + "/title"; }
std::string definition_path(const Report& report) { return report.id + "/definition"; }
std::string note_path(const Report& report, const Figure& figure) { return report.id + "/line/" + figure.id + "/note"; }
std::string dimension_path(const Dimension& dimension) { return "common/dimension/" + dimension.id; }
std::string value_path(const Dimension& dimension, std::string_view code)
{
    return dimension_path(dimension) + "/" + std::string{code};
}
std::string measure_path(const Measure& measure) { return "common/measure/" + measure.id; }

std::vector<std::string> text_paths(const Report& report)
{
    std::vector<std::string> paths{title_path(report), definition_path(report)};
    for (const Dimension& dimension : report.dimensions) {
        paths.push_back(dimension_path(dimension));
        for (const auto& [code, label] : dimension.values)
            paths.push_back(value_path(dimension, code));
    }
    for (const Measure& measure : report.measures)
        paths.push_back(measure_path(measure));
    for (const Figure& figure : report.figures)
        if (!figure.note.empty())
            paths.push_back(note_path(report, figure));
    return paths;
}

std::string canonical_content(const Report& report, const std::vector<OtherFile>& files)
{
    Json content{{"report", nullptr}, {"columns", Json::object()}};
    for (const OtherFile& file : files) {
        if (file.kind == "report" && file.id == report.id)
            content["report"] = to_json(file.root);
        if (file.kind != "columns")
            continue;
        for (const std::string_view list : {"dimensions", "measures"}) {
            const YamlNode* columns = file.root.find(list);
            if (columns == nullptr)
                continue;
            for (const YamlNode::Entry& entry : columns->entries)
                if (list == "dimensions" ? report.dimension(entry.key) != nullptr
                                         : report.measure(entry.key) != nullptr)
                    content["columns"][std::string{list}][entry.key] = to_json(entry.value);
        }
    }
    return dump_json(content);
}

std::span<const CodeRow> statistics_codes()
{
    static constexpr CodeRow rows[] = {
        {"RPT-001", "an unknown column of reports"},
        {"RPT-002", "a column that does not fit what a report counts"},
        {"RPT-003", "no such measure or report to take figures from"},
        {"RPT-004", "not a number, duration or date"},
        {"RPT-005", "a report names what no package has"},
        {"RPT-300", "statistics are stored in a form that this program does not know"},
    };
    return rows;
}

std::string_view explanation(std::string_view code)
{
    static constexpr std::pair<std::string_view, std::string_view> more[] = {
        {"RPT-001",
         "Dimensions and measures are declared in the file of columns of the package, and named by reports."},
        {"RPT-002", "Cases have a month, countries, a subject, a set and a state; answers have items and answers; the "
                    "register has countries, roles and professions. imi-reports(5) has a table."},
        {"RPT-003",
         "A percentage is computed from two measures of the same report; figures are taken from reports of the "
         "same package."},
        {"RPT-004", "Durations are whole days, such as 14 days; dates are written as 2008-07-31."},
        {"RPT-005",
         "A report counts the cases of a workflow, the holders of its parties and the answers to a survey: these "
         "must be in the packages read. Otherwise it would count nothing for ever."},
    };
    for (const auto& [known, text] : more)
        if (known == code)
            return text;
    return {};
}

} // namespace imi::statistics
