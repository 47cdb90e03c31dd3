// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "base/limits.hpp"
#include "cases/case_view.hpp"
#include "cases/given_form.hpp"
#include "text/check.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <algorithm>

// Files that go with a case.

namespace imi
{

namespace
{

/// The name as it is kept: a bare file name that no shell, terminal or file system reads otherwise.
std::string cleaned(const std::string& written)
{
    const auto refuse = [&](const std::string& why) {
        throw Error{Status::input, "CAS-040",
                    "the file name " + in_quotes(written) + " " + why + "; nothing was changed",
                    "give a bare name, such as diploma.pdf"};
    };
    if (const auto fault = text_fault(written))
        refuse("cannot be used: " + fault->message);
    const std::string name = to_nfc(written);
    if (name.empty() || name.size() > limits::file_name_bytes)
        refuse("must have 1 to " + std::to_string(limits::file_name_bytes) + " bytes");
    if (name.find_first_of("/\\") != std::string::npos)
        refuse("holds a path");
    if (name.front() == '.' || name.front() == '-' || name.front() == ' ' || name.back() == ' ' || name.back() == '.')
        refuse("begins or ends with a dot, hyphen or blank");
    return name;
}

bool takes_files(const CaseModel& model, const workflow::Action& action)
{
    for (const workflow::Name& name : action.forms) {
        const CaseForm* form = model.form(name.text);
        bool found = false;
        if (form != nullptr)
            for_each_item(fields_of(*form),
                          [&](const Item& item, const Item*) { found |= item.answer.kind == AnswerKind::attachment; });
        if (found)
            return true;
    }
    return false;
}

/// For which authority the user may attach now: one that may fill in a form with documents.
workflow::Actor attacher(CaseWork& work, const OpenCase& opened, const Actor& actor, const std::string& from)
{
    const workflow::Actor reader = choose_actor(work, opened, actor, from, {});
    const auto may = [&](const workflow::Actor& who) {
        for (const workflow::Available& available :
             workflow::available_actions(opened.workflow(), opened.state, *opened.facts, who, work.now()))
            if (!available.party.empty() && takes_files(*opened.model, *available.action))
                return true;
        return false;
    };
    if (may(reader))
        return reader;
    if (from.empty())
        for (const std::string& key : authorities_of(actor, opened.row.area)) {
            const workflow::Actor who{actor.login, key, {}, false};
            if (sight_of(opened, who, work.now()) > workflow::Level::nothing && may(who))
                return who;
        }
    throw Error{Status::forbidden, "CAS-041",
                reader.seat() + " has no form with documents to fill in now; nothing was changed",
                "imi-request actions lists what may be done"};
}

} // namespace

CaseFile CaseDesk::attach(const std::string& case_id, const std::string& written, std::string_view content,
                          bool dry_run)
{
    const std::string name = cleaned(written);
    if (content.size() > limits::attachment_bytes)
        throw Error{Status::input, "CAS-042",
                    in_quotes(name) + " has " + std::to_string(content.size()) + " bytes, more than " +
                        std::to_string(limits::attachment_bytes) + "; nothing was changed",
                    "send it in parts"};
    return in_change(store_, context_, *library_, dry_run, [&](CaseWork& work, const Actor& actor, bool writes) {
        OpenCase opened = open_visible(work, actor, case_id);
        const workflow::Actor who = attacher(work, opened, actor, options_.from);
        CaseFileRow file{name, sha256(content), static_cast<std::int64_t>(content.size()), who.seat(), work.now(), 0};
        const auto result = [&] {
            return CaseFile{name, file.size, to_hex(Bytes{file.hash}), file.authority, file.at, {}};
        };
        const auto same = std::find_if(opened.files.begin(), opened.files.end(),
                                       [&](const CaseFileRow& other) { return other.name == name; });
        if (same != opened.files.end()) {
            if (same->hash == file.hash && same->authority == file.authority) {
                file = *same;
                return result();
            }
            throw Error{Status::conflict, "CAS-043",
                        "the case has another file " + in_quotes(name) + "; nothing was changed",
                        "give it another name"};
        } else if (opened.files.size() >= limits::attachments) {
            throw Error{Status::input, "CAS-042",
                        "the case has " + std::to_string(limits::attachments) + " files; nothing was changed",
                        "no more may be attached"};
        }
        if (writes) {
            work.store_file(opened, file, content);
            work.audit(actor, context_, "attach", opened.row.number, {});
        }
        return result();
    });
}

std::vector<CaseFile> CaseDesk::files(const std::string& case_id)
{
    return in_snapshot(store_, context_, *library_, [&](CaseWork& work, const Actor& actor) {
        const OpenCase opened = open_visible(work, actor, case_id);
        return files_for(opened, reader_of(work, opened, actor, options_.from));
    });
}

std::string CaseDesk::fetch(const std::string& case_id, const std::string& name)
{
    Database& db = store_.db();
    WriteTransaction transaction{store_, {context_.tool, context_.actor(db).acting_login}, context_.timeout_seconds};
    CaseWork work{db, context_.clock.now(), *library_};
    const Actor actor = context_.actor(db);
    const OpenCase opened = open_visible(work, actor, case_id);
    const std::vector<CaseFile> files = files_for(opened, reader_of(work, opened, actor, options_.from));
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const CaseFile& file) { return file.name == name; });
    if (found == files.end())
        throw Error{Status::absent, "CAS-044", "the case has no file " + in_quotes(name),
                    "imi-request files lists those that you see"};
    Hash hash{};
    for (const CaseFileRow& row : opened.files)
        if (row.name == name)
            hash = row.hash;
    auto content = work.cases().file_content(hash);
    if (!content)
        throw Error{Status::absent, "CAS-044", "the file " + in_quotes(name) + " was erased", {}};
    audit_reading(db, actor, context_, "fetch", opened.row.number);
    transaction.commit();
    return std::move(*content);
}

} // namespace imi
