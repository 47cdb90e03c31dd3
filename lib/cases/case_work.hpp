// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_library.hpp"
#include "cases/directory_facts.hpp"
#include "directory/actor.hpp"
#include "directory/import.hpp"
#include "mail/outbox.hpp"
#include "questions/mail_texts.hpp"
#include "workflow/engine.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// A case as read within one transaction.
struct OpenCase {
    CaseRow row;
    const CaseModel* model = nullptr;
    std::vector<StoredEvent> events;
    std::vector<CaseFormRow> forms;
    std::vector<CaseFileRow> files;
    workflow::CaseState state;
    std::shared_ptr<DirectoryFacts> facts;

    const workflow::Workflow& workflow() const { return model->workflow; }
    /// The comment of an event; empty when there is none, or it was erased.
    std::string comment(int version) const;
    /// What was given with a form once; nothing when it was replaced or erased.
    const CaseFormRow* given(const workflow::FormRecord& record) const;
};

/// What is to be stored with a form that an event gives.
using GiveForm = std::function<CaseFormRow(const workflow::FormGiven& given, const workflow::Event& event)>;

class CellKeeper;

/// Work on cases: reads them, and stores what steps of the engine did, with all that follows: parts, the case above,
/// mails, timers, lists. Within one transaction, or reading in a snapshot what is stored in a transaction after it that
/// finds the same. The library may outlive it, and is brought up to date here.
class CaseWork
{
public:
    CaseWork(Database& db, Instant now, CaseLibrary& library);
    ~CaseWork();

    CaseLibrary& library() { return library_; }
    CaseRepository& cases() { return cases_; }
    Database& db() { return db_; }
    Instant now() const { return now_; }

    std::optional<OpenCase> open(std::string_view number);
    OpenCase open(CaseRow row);
    /// A case that has not begun: with a number of its own unless the row has one.
    OpenCase fresh(CaseRow row);

    /// Mails of a step that is not stored yet, one for each address of those that it tells.
    std::vector<OutboxMail> mails(OpenCase& work, const workflow::Step& step);
    /// Stores the events of a step and what follows from them. `give` may be empty where no form is given. The case is
    /// as after it.
    void store(OpenCase& work, const workflow::Step& step, const GiveForm& give, std::vector<OutboxMail> mails);
    /// Attaches a file.
    void store_file(OpenCase& work, CaseFileRow file, std::string_view content);

    /// Number of the audit entry that is being made.
    std::int64_t batch();
    bool has_changes() const { return !events_.empty() || !files_.empty(); }
    /// Numbers of the parts that were begun.
    const std::vector<std::string>& begun_parts() const { return parts_; }
    /// Appends the audit entry, as the last step of the transaction.
    void audit(const Actor& actor, const ActContext& context, const std::string& verb, const std::string& object,
               const std::string& comment);

private:
    /// As a state with `purge: at once` wants it.
    void erase_content(OpenCase& work);
    /// What the register says is read once for all cases of an area and workflow.
    std::shared_ptr<DirectoryFacts> facts(const CaseRow& row);
    void save_lists(OpenCase& work);
    void open_part(OpenCase& parent, const workflow::Event& event, const workflow::ChildOpened& opened);
    void do_in_parts(const OpenCase& parent, const workflow::Event& event);
    void tell_parent(const OpenCase& child);

    struct Stored {
        std::int64_t case_id;
        std::int64_t version;
        std::string object;
        Hash hash;
    };
    Database& db_;
    CaseRepository cases_;
    CaseLibrary& library_;
    Instant now_;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<DirectoryFacts>> facts_; ///< by area and workflow
    std::unique_ptr<CellKeeper> cells_;                                                    ///< from the first change on
    std::optional<std::int64_t> batch_;
    std::vector<Stored> events_, files_;
    std::vector<std::string> parts_;
    std::vector<std::string> erased_; ///< numbers of cases
};

/// What lists keep of a case: its seats, and the timers that fire next, with their keys.
std::vector<CaseSeatRow> seats_of(const OpenCase& work);
std::vector<std::pair<std::string, Instant>> timers_of(const OpenCase& work);

} // namespace imi
