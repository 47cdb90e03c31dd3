// SPDX-License-Identifier: EUPL-1.2
#include "directory/plan_file.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"
#include "text/escape.hpp"

#include <algorithm>
#include <cstddef>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::string_view rows_begin = ",\"rows\":[";
constexpr std::string_view hash_begin = "],\"sha256\":\"";
constexpr std::string_view hash_end = "\"}";
/// Of the form of the file; another one is refused.
constexpr int plan_version = 1;
constexpr unsigned owner_only = 0600;

std::string hash_text(const Hash& hash) { return hash == Hash{} ? std::string{} : to_hex(Bytes{hash}); }

std::optional<Hash> parse_hash(std::string_view text)
{
    Hash hash{};
    if (text.empty())
        return hash;
    if (text.size() != 2 * hash.size())
        return std::nullopt;
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const int high = digit(text[2 * i]);
        const int low = digit(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        hash[i] = static_cast<std::byte>(high * 16 + low);
    }
    return hash;
}

} // namespace

PlanWriter::PlanWriter(const std::string& path, bool overwrite, const Json& head) : file_{path, overwrite, owner_only}
{
    Json whole{{"plan", plan_version}};
    whole.update(head);
    std::string text = dump_json(whole);
    text.pop_back();
    line(text.append(rows_begin));
}

void PlanWriter::line(const std::string& text)
{
    hash_.add(text);
    hash_.add("\n");
    file_.write(text + "\n");
}

void PlanWriter::row(const PlannedRow& row)
{
    Json json{{"object", row.object}, {"action", row.action}};
    if (row.place.line != 0) {
        json["line"] = row.place.line;
        json["file"] = row.place.file;
    }
    json["old_hash"] = hash_text(row.old_hash);
    json["new_hash"] = hash_text(row.new_hash);
    json["cells"] = Json::array();
    for (const ChangedCell& cell : row.cells)
        json["cells"].push_back({{"member", cell.member}, {"old", cell.old_value}, {"new", cell.new_value}});
    json["record"] = row.record;
    if (!pending_.empty())
        line(pending_ + ",");
    pending_ = dump_json(json);
}

void PlanWriter::finish()
{
    if (!pending_.empty())
        line(pending_);
    file_.write(std::string{hash_begin}.append(to_hex(Bytes{hash_.finish()})).append(hash_end).append("\n"));
    file_.commit();
}

PlanReader::PlanReader(const std::string& path) : input_{Input::open(path)}, lines_{input_}
{
    std::string_view first;
    if (!lines_.next(first) || !first.starts_with("{\"plan\":") || !first.ends_with(rows_begin))
        refuse("is no plan");
    hash_.add(first);
    hash_.add("\n");
    head_ = parse_json(std::string{first.substr(0, first.size() - rows_begin.size())} + "}", {name(), 1, 0});
    if (member(head_, "plan") != Json(plan_version))
        refuse("is a plan of another form than this program knows");
    const std::string kind = text(head_, "kind");
    if (kind != to_string(ImportKind::authorities) && kind != to_string(ImportKind::users))
        refuse("is a plan for " + escape_for_message(kind) + ", which this program does not know");
    kind_ = kind == to_string(ImportKind::users) ? ImportKind::users : ImportKind::authorities;
    for (const char* name : {"mode", "made_by", "made_at"})
        text(head_, name);
    for (const char* name : {"create", "update", "unchanged", "error"}) {
        if (!member(head_, name).is_number_integer())
            refuse(std::string{"is no plan: "} + name + " is no number");
    }
    if (head_.contains("scope"))
        text(head_, "scope");
}

void PlanReader::refuse(const std::string& message) const
{
    throw Error{Status::input, "REG-065", message, "make it by imi-register import --dry-run --plan FILE", name()};
}

std::string PlanReader::text(const Json& object, const char* name) const
{
    const Json& value = member(object, name);
    if (!value.is_string())
        refuse(std::string{"is no plan: "} + name + " is missing");
    return value.get<std::string>();
}

std::optional<Json> PlanReader::next()
{
    std::string_view line;
    if (ended_)
        return std::nullopt;
    if (!lines_.next(line))
        refuse("is cut: its end is missing");
    if (line.starts_with(hash_begin)) {
        ended_ = true;
        hash_text_ = to_hex(Bytes{hash_.finish()});
        if (line != std::string{hash_begin}.append(hash_text_).append(hash_end) || lines_.next(line))
            refuse("was changed after it was made");
        return std::nullopt;
    }
    hash_.add(line);
    hash_.add("\n");
    if (line.ends_with(','))
        line.remove_suffix(1);
    Json row = parse_json(line, {name(), lines_.line_number(), 0});
    if (!row.is_object())
        refuse("is no plan: a row is " + std::string{json_kind(row)});
    text(row, "object");
    text(row, "action");
    if (row.contains("file"))
        text(row, "file");
    if (!member(row, "cells").is_array())
        refuse("is no plan: cells are missing");
    for (const Json& cell : member(row, "cells")) {
        for (const char* name : {"member", "old", "new"})
            text(cell, name);
    }
    if (!member(row, "record").is_object())
        refuse("is no plan: a record is missing");
    return row;
}

ExpectedChange PlanReader::expectation(const Json& row) const
{
    const auto old_hash = parse_hash(text(row, "old_hash"));
    const auto new_hash = parse_hash(text(row, "new_hash"));
    if (!old_hash || !new_hash)
        refuse("is no plan: a hash cannot be read");
    return {*old_hash, *new_hash, false};
}

} // namespace imi
