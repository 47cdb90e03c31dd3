// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"
#include "directory/import.hpp"
#include "store/store.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Cases of every workflow, as authorities work with them: each call is one user's act, whole or not at all.
namespace imi
{

class CaseLibrary;
struct CallerKeyRow;
struct FormToFill;
struct CasePrint;

/// How a desk is asked.
struct DeskOptions {
    std::string from;     ///< "RO:cmr": for which authority, where the user acts for several; may be empty
    std::string language; ///< BCP 47: in which labels are shown, and which an act records
    std::map<std::string, std::string> words = {}; ///< in that language, of answers that no package names: "yes-no/yes"
};

/// A part of a case that is split (`--part AUTHORITY=QUESTION,QUESTION`).
struct CasePart {
    std::string authority;
    std::vector<std::string> questions;
};

/// What is handed in with a start or an action.
struct ActInput {
    nlohmann::ordered_json form; ///< as case_form() gives it (CONTRACT 4); null where none is handed in
    std::string form_name;       ///< file of the form, for messages
    std::vector<std::pair<std::string, std::string>> set; ///< FIELD, VALUE over the form; an empty value clears
    std::vector<std::string> to;                          ///< authorities named
    std::vector<std::string> users;                       ///< logins, where the action allocates the case
    std::vector<CasePart> parts;                          ///< where the action splits the case
    std::string recipient; ///< country or authority, where the actor stands for several recipients
    std::string comment;
    std::string key; ///< the caller's own reference: once for an authority
    std::optional<int> if_version;
    bool dry_run = false;
};

/// A new case. What is empty is found out where only one thing is possible.
struct StartInput : ActInput {
    std::string area;        ///< code or short code
    std::string questionset; ///< "general" or "general@1.0"
    std::string workflow, start;
    std::vector<std::pair<std::string, std::string>> subject; ///< vocabulary, code
    std::vector<std::string> ask;                             ///< questions chosen, beside those of the form
    std::string follows;                                      ///< an earlier case
};

/// What a start or an action did.
struct ActOutcome {
    std::string id; ///< "PQ-2008-000131"
    std::string action;
    std::string state; ///< code; `state_label` in the reader's language
    std::string state_label;
    std::string party;     ///< as which it was done
    int version = 0;       ///< after it
    bool repeated = false; ///< the key was used before for the same; nothing was written now
    bool dry_run = false;
    std::vector<std::string> parts;    ///< numbers of the parts that it opened
    std::vector<std::string> left_out; ///< countries without a postbox
};
/// {"id", "action", "state", "label", "version", "repeated"?, "dry_run"?, "parts"?, "left_out"?}.
nlohmann::ordered_json to_json(const ActOutcome& outcome);

/// Which cases are listed; all conditions must hold.
struct CaseFilter {
    bool inbox = false;   ///< those that wait for the reader, the most urgent first
    bool outbox = false;  ///< those that the reader's authority began
    bool overdue = false; ///< those with a deadline that has passed
    std::string state, area, workflow, key;
    bool open = false;      ///< no final state
    std::int64_t limit = 0; ///< 0: all
};

/// A file that goes with a case.
struct CaseFile {
    std::string name;
    std::int64_t size = 0;
    std::string sha256; ///< hexadecimal
    std::string by;     ///< authority that attached it
    Instant at = 0;
    std::string form; ///< form that names it and was given; empty: not yet
};

/// Keys of callers by authority and key, which dry runs would have used.
using RehearsedKeys = std::map<std::pair<std::string, std::string>, CallerKeyRow>;

/// The desk of one user. Every refusal is an Error with the statuses of CONTRACT 1: a case that is not visible is
/// absent (5) like one that is not there. Timers that are due fire before every act. Reading personal parts or files
/// writes an audit entry first, and is refused where that cannot be written: open the store for writing.
class CaseDesk
{
public:
    CaseDesk(Store& store, ActContext context, DeskOptions options = {});

    ActOutcome start(const StartInput& input);
    ActOutcome act(const std::string& case_id, const std::string& action, const ActInput& input);

    /// Actions of the case's present state in the order of the workflow: {"action", "label", "allowed", "party"?,
    /// "recipient"?, "forms", "comment": "required"?, "to"?, "reason"?}.
    std::vector<nlohmann::ordered_json> actions(const std::string& case_id);
    /// The form of an action to be filled in, with the draft or what was given last (CONTRACT 4, "cases").
    nlohmann::ordered_json form(const std::string& case_id, const std::string& action);

    /// The forms behind it, for pages and text forms; of an action mostly one. `in_any_state`: also while the action is
    /// not possible, to read what was filled in for it.
    std::vector<FormToFill> forms(const std::string& case_id, const std::string& action, bool in_any_state = false);
    /// Those of a start.
    std::vector<FormToFill> start_forms(const StartInput& input);

    /// {"id", "area", "workflow", "questionset", "state", "label", "from", "to": [], "subject", "due"?, "overdue",
    /// "urgent", "waits_for", "awaits_me", "started", "changed", "version", "key"?}; only cases that the reader sees.
    std::vector<nlohmann::ordered_json> list(const CaseFilter& filter);
    /// The case as far as the reader sees it: what list() gives, then "sight", "dates", "milestones", "parties":
    /// [{"party", "label", "authorities"}], "recipients", "parts", "parent", "follows", "forms": [{"form", "title",
    /// "revision", "grade", "at", "by", "questionset", "fields": [{"id", "title", "value", "text", "personal"}],
    /// "questions": [{"id", "ask", "parameters": [...], "answer", "text", "cannot_answer", "note"}]}], "files",
    /// "actions". `value` is a code, number or text as stored, `text` what it is called in the reader's language; what
    /// the reader may not see yet is left out ("hidden": true).
    nlohmann::ordered_json show(const std::string& case_id);
    /// Events, oldest first: {"version", "at", "due_at"?, "kind", "action", "label", "party", "authority", "user",
    /// "from", "to", "dates"?, "forms"?, "comment"?, ...}.
    std::vector<nlohmann::ordered_json> history(const std::string& case_id);
    /// What show() and history() give, with the forms that were filled in.
    /// The log has it under `verb`.
    CasePrint print(const std::string& case_id, const std::string& verb = "print");
    /// Deadlines as arithmetic: {"timer", "recipient"?, "due", "lines": [...], "does"}; the next one first.
    std::vector<nlohmann::ordered_json> explain(const std::string& case_id);

    /// Attaches a file; allowed to whoever may fill in a form with documents now. `name` is a bare file name. The same
    /// name with the same bytes is there already; with others it is a conflict.
    CaseFile attach(const std::string& case_id, const std::string& name, std::string_view content,
                    bool dry_run = false);
    std::vector<CaseFile> files(const std::string& case_id);
    std::string fetch(const std::string& case_id, const std::string& name);

    /// The visible cases as import reads them (CONTRACT 4, "cases"), by number.
    void export_cases(const CaseFilter& filter, const std::function<void(const nlohmann::ordered_json&)>& each);
    /// Events of the visible cases after `cursor` (empty: all), in the order in which they were written; each with
    /// "cursor", to go on from, and without anything personal.
    void events(const std::string& cursor, const std::function<void(const nlohmann::ordered_json&)>& each);

    /// One line of a batch: {"do": "new", "area", "questionset", …} or {"do": ACTION, "case", …}, with the members of
    /// ActInput and StartInput as named here and "form". A transaction of its own; what is refused is {"error":
    /// {"code", "message", "hint"}, "status"} beside its "line".
    nlohmann::ordered_json batch_line(const nlohmann::ordered_json& line, bool dry_run = false);

private:
    Store& store_;
    ActContext context_;
    DeskOptions options_;
    std::shared_ptr<CaseLibrary> library_;
    std::shared_ptr<RehearsedKeys> rehearsed_; ///< of this desk and its copies
};

/// Timers that are due at the context's time, over all cases: [{"id", "timer", "due", "recipient"?, "to"?}]; with
/// `apply` they are fired, each case in its own transaction. An operator's act.
std::vector<nlohmann::ordered_json> due_timers(Store& store, bool apply, const ActContext& context);

/// What an import of historic cases did.
struct CaseImportResult {
    std::uint64_t rows = 0, create = 0, unchanged = 0;
    std::optional<std::int64_t> batch;   ///< nothing where nothing was written
    std::vector<Diagnostic> diagnostics; ///< errors; nothing was written unless there are none
    Status status = Status::done;        ///< of the first of them
};
/// Takes in closed and running cases of another system (CONTRACT 4, "import"): times stay, the path must be allowed
/// under some set-up. All or nothing. An operator's act.
CaseImportResult import_cases(Store& store, const std::vector<std::string>& files, bool dry_run,
                              const ActContext& context);

} // namespace imi
