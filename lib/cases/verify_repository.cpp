// SPDX-License-Identifier: EUPL-1.2
#include "cases/verify_cases.hpp"

#include "cases/case_facts.hpp"
#include "cases/case_work.hpp"

namespace imi
{

namespace
{

constexpr std::string_view select_events =
    "SELECT e.batch, c.number, e.version, e.content, e.content_hash FROM case_event e "
    "JOIN imi_case c ON c.id = e.case_id ORDER BY e.batch, e.case_id, e.version";
constexpr std::string_view select_files =
    "SELECT f.batch, c.number, f.name, f.hash, d.content FROM case_file f JOIN imi_case c ON c.id = f.case_id "
    "LEFT JOIN file_content d ON d.hash = f.hash ORDER BY f.batch, f.case_id, f.name";

void read_events(Database& db, BatchHashes& batches, std::vector<Diagnostic>& findings)
{
    Statement rows = db.prepare(select_events);
    while (rows.step()) {
        const std::string object = std::string{rows.text(1)} + "@" + std::to_string(rows.integer(2));
        if (sha256(rows.text(3)) != to_hash(rows.blob(4)))
            findings.push_back(record_finding("AUD-002", object, "the event is not the one that was stored"));
        batches.add(rows.integer(0), object, {}, rows.blob(4));
    }
}

void read_files(Database& db, BatchHashes& batches, std::vector<Diagnostic>& findings)
{
    Statement rows = db.prepare(select_files);
    while (rows.step()) {
        const std::string object = std::string{rows.text(1)} + " file " + std::string{rows.text(2)};
        if (!rows.is_null(4) && sha256(rows.blob(4)) != to_hash(rows.blob(3)))
            findings.push_back(record_finding("AUD-002", object, "it is not the file that was attached"));
        batches.add(rows.integer(0), object, {}, rows.blob(3));
    }
}

/// What was filled in is what its event commits itself to.
void check_forms(const OpenCase& work, std::vector<Diagnostic>& findings)
{
    for (const CaseFormRow& form : work.forms) {
        const auto commitment = form.commitment();
        if (!commitment)
            continue;
        bool proven = false;
        for (const StoredEvent& stored : work.events) {
            const auto promised = stored.commitments.find(form.form);
            proven |= stored.event.version == form.version && promised != stored.commitments.end() &&
                      promised->second == *commitment;
        }
        if (!proven)
            findings.push_back(record_finding("AUD-002", work.row.number + "@" + std::to_string(form.version),
                                              form.form.empty()
                                                  ? "the comment is not the one that was given"
                                                  : "the form " + form.form + " is not what was filled in"));
    }
}

void check_derived(CaseWork& work, const CaseRow& row, std::vector<Diagnostic>& findings)
{
    const OpenCase opened = work.open(row);
    const auto differs = [&](const std::string& what) {
        findings.push_back(record_finding("STO-003", row.number, what + " is not what its events say"));
    };
    int expected = 1;
    for (const StoredEvent& stored : opened.events)
        if (stored.event.version != expected++) {
            differs("the numbering of its events");
            break;
        }
    if (row.state != opened.state.life.state)
        differs("its state");
    if (row.version != opened.state.version)
        differs("its version");
    if (row.ended_at != opened.state.ended || row.started_at != opened.state.started)
        differs("its beginning or end");
    if (work.cases().seats(row.id) != seats_of(opened))
        differs("the list of its seats");
    check_forms(opened, findings);
}

} // namespace

RecordSource case_records()
{
    return [](Database& db, BatchHashes& batches, std::vector<Diagnostic>& findings) {
        read_events(db, batches, findings);
        read_files(db, batches, findings);
        CaseLibrary library{db};
        CaseWork work{db, 0, library};
        std::vector<CaseRow> rows;
        work.cases().for_each([&](const CaseRow& row) { rows.push_back(row); });
        for (const CaseRow& row : rows)
            check_derived(work, row, findings);
        check_cells(db, findings);
    };
}

} // namespace imi
