// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/import_result.hpp"

#include "base/faulty_input.hpp"
#include "base/interruption.hpp"
#include "cmd/register/subcommands.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <limits>
#include <set>

namespace imi::cmd
{

namespace
{

constexpr std::size_t shown_warnings = 20;
constexpr std::size_t shown_errors = 100;
/// Of a dry run, in a table.
constexpr std::uint64_t shown_changes = 50;

void tell(Invocation& invocation, const ImportResult& result)
{
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        const bool is_error = diagnostic.severity == Severity::error;
        const bool shown =
            invocation.options().verbose || (is_error ? errors++ < shown_errors : warnings++ < shown_warnings);
        if (shown)
            invocation.warn(diagnostic);
    }
    if (!invocation.options().verbose && warnings > shown_warnings)
        invocation.note(invocation.tool() + ": " + std::to_string(result.warning - shown_warnings) +
                        " more warnings; --verbose shows more of them");
    for (const auto& [name, count] : result.ignored)
        invocation.note(invocation.tool() + ": warning: " + escape_for_message(name) + " was left out (" +
                        std::to_string(count) + " values) [REG-002]");
}

/// "line 3, line 7 …": where the errors are, for the one message that ends the command.
std::string places_of(const ImportResult& result)
{
    std::set<std::pair<std::string, std::size_t>> places;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        if (diagnostic.severity == Severity::error && diagnostic.place.line != 0)
            places.insert({diagnostic.place.file, diagnostic.place.line});
    }
    std::string text;
    std::size_t shown = 0;
    for (const auto& [file, line] : places) {
        if (++shown > 5)
            return text + " …";
        text.append(text.empty() ? "" : ", ").append("line ").append(std::to_string(line));
    }
    return text;
}

/// The errors of a result, as many as are shown.
std::vector<Diagnostic> shown_faults(const ImportResult& result)
{
    std::vector<Diagnostic> faults;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        if (diagnostic.severity == Severity::error && faults.size() < shown_errors)
            faults.push_back(diagnostic);
    }
    return faults;
}

/// All or nothing: what was refused, in one error. Told as JSON, it says what the first fault says, and holds all of
/// them; otherwise they stand before it.
[[noreturn]] void refuse(Invocation& invocation, const ImportResult& result, const std::string& hint)
{
    const Diagnostic& first = result.diagnostics.front();
    if (!invocation.out().is_json())
        tell(invocation, result);
    const std::string rows =
        result.error == 1 ? "1 row has an error" : std::to_string(result.error) + " rows have errors";
    const std::string places = places_of(result);
    std::string message = rows + (places.empty() ? "" : " (" + places + ")") + "; nothing was changed";
    if (invocation.out().is_json())
        message = first.text() + "; " + message;
    const Status status = result.not_permitted ? Status::forbidden : result.is_stale ? Status::conflict : Status::input;
    throw FaultyInput{Error{status, invocation.out().is_json() ? first.code : "REG-030", message,
                            first.hint.empty() || !invocation.out().is_json() ? hint : first.hint,
                            invocation.out().is_json() ? first.place.text() : std::string{}},
                      shown_faults(result)};
}

nlohmann::ordered_json to_json(const ImportItem& item, bool as_text)
{
    nlohmann::ordered_json record{{"object", item.object}, {"action", item.action}, {"place", item.place.text()}};
    if (!item.code.empty()) {
        record["code"] = item.code;
        record["message"] = item.message;
    }
    record["changes"] = nlohmann::ordered_json::array();
    if (as_text && !item.code.empty())
        record["changes"].push_back(item.message + " [" + item.code + "]");
    for (const ChangedCell& cell : item.cells) {
        if (as_text)
            record["changes"].push_back(change_text(cell));
        else
            record["changes"].push_back({{"member", cell.member}, {"old", cell.old_value}, {"new", cell.new_value}});
    }
    return record;
}

/// A table of what is going to happen, before the counts.
void print_items(Invocation& invocation, const ImportResult& result, const ImportOptions& import)
{
    if (result.items.empty())
        return;
    const auto writer = make_record_writer(
        RecordFormat::table, {{"action", "action"}, {"object", "object"}, {"place", "place"}, {"changes", "changes"}},
        false, [&](std::string_view text) { invocation.out().before_records(text); });
    for (const ImportItem& item : result.items)
        writer->record(to_json(item, true));
    writer->finish();
    const std::uint64_t changes = result.create + result.update;
    if (changes > import.most_items)
        invocation.note(invocation.tool() + ": " + std::to_string(changes - import.most_items) +
                        " more changes; --verbose shows all of them, --plan FILE keeps them");
    invocation.out().before_records("\n");
}

} // namespace

std::vector<Column> import_columns()
{
    return {{"rows", "rows"},           {"create", "create"}, {"update", "update"},     {"suspend", "suspend"},
            {"unchanged", "unchanged"}, {"clear", "clear"},   {"conflict", "conflict"}, {"error", "error"},
            {"warning", "warning"},     {"batch", "batch"},   {"dry_run", "dry run"}};
}

void ask_items(Invocation& invocation, ImportOptions& import)
{
    import.with_unchanged = invocation.options().verbose;
    if (invocation.options().verbose)
        import.most_items = std::numeric_limits<std::uint64_t>::max();
    else if (import.dry_run && invocation.out().format() == "table")
        import.most_items = shown_changes;
}

ImportResult interruptible(Invocation& invocation, const std::function<ImportResult(const ActContext&)>& import)
{
    ActContext context = invocation.context();
    const Interruption interruption;
    context.progress = [shown = std::move(context.progress)](std::string_view doing, std::uint64_t done,
                                                             std::uint64_t total) {
        throw_if_interrupted();
        if (shown)
            shown(doing, done, total);
    };
    return import(context); // and the line of progress is cleared with it
}

void print_import(Invocation& invocation, const ImportResult& result, const ImportOptions& import,
                  const std::string& hint)
{
    if (result.error != 0 && !import.partial)
        refuse(invocation, result, hint);
    tell(invocation, result);
    nlohmann::ordered_json record{{"rows", result.rows}, {"create", result.create}, {"update", result.update}};
    if (import.mode == ImportMode::sync)
        record["suspend"] = result.suspend;
    for (const auto& [name, count] : {std::pair{"unchanged", result.unchanged}, std::pair{"clear", result.clear},
                                      std::pair{"conflict", result.conflict}, std::pair{"error", result.error},
                                      std::pair{"warning", result.warning}})
        record[name] = count;
    record["batch"] = result.batch ? nlohmann::ordered_json(*result.batch) : nullptr;
    record["dry_run"] = import.dry_run;
    if (invocation.out().format() == "table") {
        print_items(invocation, result, import);
    } else if (import.most_items != 0) {
        record["items"] = nlohmann::ordered_json::array();
        for (const ImportItem& item : result.items)
            record["items"].push_back(to_json(item, false));
    }
    invocation.out().single(record);
    if (result.error != 0 || (import.mode == ImportMode::sync && result.conflict != 0))
        invocation.set_status(Status::findings);
    if (!import.dry_run && !result.batch)
        invocation.note(invocation.tool() + ": nothing was changed: " +
                        (result.rows == 0                             ? "there were 0 rows"
                         : result.error != 0 && result.unchanged == 0 ? "no row could be taken"
                                                                      : "all was so already"));
}

} // namespace imi::cmd
