// SPDX-License-Identifier: EUPL-1.2
#include "directory/columns_map.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "directory/column_names.hpp"
#include "formats/yaml.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::string_view left_out = "_left-out";

[[noreturn]] void refuse(const Place& place, const std::string& message, const std::string& hint)
{
    throw Error{Status::input, "REG-072", message, hint, place.text()};
}

} // namespace

ColumnsMap::ColumnsMap(const std::string& path)
{
    const YamlNode root = read_yaml(path, limits::yaml_bytes);
    constexpr const char* shape = "write lines such as `their header: our column`, or `their header: ~`";
    if (root.kind != YamlNode::Kind::map)
        refuse({path, root.line, root.column}, "the map of columns is no map", shape);
    for (const YamlNode::Entry& one : root.entries) {
        if (one.value.kind != YamlNode::Kind::scalar)
            refuse({path, one.line, one.column}, in_quotes(one.key) + " takes the name of one column", shape);
        Entry entry{one.key,
                    one.value.scalar,
                    {path, one.line, one.column},
                    {path, one.value.line == 0 ? one.line : one.value.line, one.value.column}};
        if (!one.value.quoted && (entry.column == "~" || entry.column == "null"))
            entry.column.clear();
        const auto twice = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& other) {
            return !entry.column.empty() && other.column == entry.column;
        });
        if (twice != entries_.end())
            refuse(entry.column_place,
                   in_quotes(twice->header) + " and " + in_quotes(entry.header) + " are both to be the column " +
                       in_quotes(entry.column),
                   "keep one of them; leave the other out by ~");
        entries_.push_back(std::move(entry));
    }
}

const ColumnsMap::Entry* ColumnsMap::find(const std::string& header) const
{
    const auto with = [&](const auto& same) {
        const auto found =
            std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return same(entry.header); });
        return found == entries_.end() ? nullptr : &*found;
    };
    const std::string normal = to_nfc(header);
    if (const Entry* exact = with([&](const std::string& name) { return name == normal; }))
        return exact;
    const std::string folded = fold_case(normal);
    return with([&](const std::string& name) { return fold_case(name) == folded; });
}

std::vector<std::string> ColumnsMap::renamed(std::vector<std::string> header) const
{
    if (entries_.empty())
        return header;
    for (std::string& column : header) {
        if (const Entry* entry = find(column))
            column = entry->column.empty() ? std::string{left_out} : entry->column;
    }
    return header;
}

void ColumnsMap::check(const std::vector<std::string>& header, ImportKind kind, const std::string& file) const
{
    std::vector<const Entry*> used;
    for (const std::string& column : header)
        used.push_back(find(column));
    for (const Entry& entry : entries_) {
        if (std::find(used.begin(), used.end(), &entry) == used.end())
            refuse(entry.place, file + " has no column " + in_quotes(entry.header),
                   did_you_mean(nearest(entry.header, header)));
        if (!entry.column.empty() && !is_column(entry.column, kind))
            refuse(entry.column_place, "there is no column " + in_quotes(entry.column),
                   did_you_mean(nearest_column(entry.column, kind)));
    }
}

void ColumnsMap::rename(nlohmann::ordered_json& record, const Place& place) const
{
    if (entries_.empty() || !record.is_object())
        return;
    nlohmann::ordered_json result = nlohmann::ordered_json::object();
    for (auto& [name, value] : record.items()) {
        const Entry* entry = find(name);
        if (entry != nullptr && entry->column.empty())
            continue;
        const std::string& member = entry == nullptr ? name : entry->column;
        if (result.contains(member))
            refuse(place, "the member " + in_quotes(member) + " stands twice when its members are result",
                   "leave one of them out by ~ in the map of columns");
        result[member] = std::move(value);
    }
    record = std::move(result);
}

} // namespace imi
