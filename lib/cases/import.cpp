// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_desk.hpp"
#include "cases/desk_support.hpp"
#include "cases/historic_case.hpp"
#include "cases/input_shape.hpp"
#include "directory/rights.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"

// Historic cases of another system.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// The id for a message, whatever is wrong with it.
std::string shown_id(const Json& object)
{
    return object.contains("id") && object.at("id").is_string() ? object.at("id").get<std::string>() : std::string{};
}

} // namespace

CaseImportResult import_cases(Store& store, const std::vector<std::string>& files, bool dry_run,
                              const ActContext& context)
{
    CaseImportResult result;
    struct Line {
        Json json;
        Place place;
        Hash content;
    };
    std::vector<Line> lines;
    for (const std::string& file : files) {
        Input input = Input::open(file);
        LineReader reader{input};
        std::string_view line;
        while (reader.next(line)) {
            const Place place{input.name(), reader.line_number(), 0};
            Json json = parse_json(line, place);
            const Hash content = sha256(dump_json(json));
            lines.push_back({std::move(json), place, content});
        }
    }
    result.rows = lines.size();
    Database& db = store.db();
    const auto play = [&](CaseWork& work, const Actor& actor) {
        require(actor, "store", {});
        for (const Line& line : lines) {
            try {
                const auto known = work.cases().find(text_of_member(line.json, "id", "CAS-060", TextKind::line));
                if (known && (known->imported == line.content || is_taken_in(work, line.json, *known))) {
                    ++result.unchanged;
                    continue;
                }
                if (known)
                    throw Error{Status::conflict, "CAS-061", known->number + " is there already, with other content",
                                "a case that is in is not imported again"};
                take_in(work, line.json, line.content);
                ++result.create;
            } catch (const Error& error) {
                result.status = result.diagnostics.empty() ? error.status() : result.status;
                result.diagnostics.push_back(
                    {Severity::error, error.id(), line.place, shown_id(line.json), error.what(), error.hint()});
            }
        }
    };
    // A dry run plays the cases too, and takes everything back.
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    CaseLibrary library{db};
    CaseWork work{db, context.clock.now(), library};
    const Actor actor = context.actor(db);
    play(work, actor);
    if (dry_run || !result.diagnostics.empty() || !work.has_changes())
        return result;
    result.batch = work.batch();
    work.audit(actor, context, "import", std::to_string(result.create) + " cases", {});
    transaction.commit();
    return result;
}

} // namespace imi
