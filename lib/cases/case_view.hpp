// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/desk_support.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

/// A case as one reader sees it.
namespace imi
{

/// Who reads, and how much of the case: decided once, then asked by every part that is shown.
struct CaseReader {
    workflow::Actor who;
    workflow::Level level = workflow::Level::nothing;
    Instant now = 0;
};

/// The user's view of a case: as the authority `from`, else the one that sees most. Absent where it sees nothing.
CaseReader reader_of(CaseWork& work, const OpenCase& opened, const Actor& actor, const std::string& from);

/// What a list says of a case: see CaseDesk::list().
nlohmann::ordered_json summary_of(const OpenCase& work, const CaseReader& reader, const CaseTexts& texts,
                                  const std::string& short_code);

/// The next deadline of the present state, or the earliest that has passed in it; nothing where it has none. Among
/// recipients with lives of their own, of the reader's own life.
std::optional<Instant> urgency_of(const OpenCase& work, const CaseReader& reader);
/// Whether a deadline of the present state has passed.
bool is_overdue(const OpenCase& work, const CaseReader& reader);
/// Whether the case waits for the reader: for its authority, and not for other users there to whom it was allocated.
bool awaits(const OpenCase& work, const CaseReader& reader);

/// One form as given once: see CaseDesk::show(). `opened` becomes true where something personal is shown.
nlohmann::ordered_json form_view(const OpenCase& work, const workflow::FormRecord& record, const CaseReader& reader,
                                 const CaseTexts& texts, bool& opened);

/// The label of what happened.
std::string event_label(const workflow::Workflow& workflow, const workflow::Event& event, const CaseTexts& texts);
/// See CaseDesk::history().
nlohmann::ordered_json event_view(const OpenCase& work, const StoredEvent& stored, const CaseReader& reader,
                                  const CaseTexts& texts, bool& opened);

/// Files that the reader may fetch: its own, and those named by a form that it sees in full.
std::vector<CaseFile> files_for(const OpenCase& work, const CaseReader& reader);

} // namespace imi
