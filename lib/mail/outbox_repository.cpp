// SPDX-License-Identifier: EUPL-1.2
#include "mail/outbox.hpp"

namespace imi
{

namespace
{

constexpr std::string_view columns = "SELECT id, case_id, version, recipient, kind, language, subject, body, "
                                     "created_at, delivered_at FROM outbox ";
constexpr std::string_view not_delivered = "WHERE delivered_at IS NULL ORDER BY id";
constexpr std::string_view of_one_case = "WHERE case_id = :case ORDER BY id";
constexpr std::string_view insert_mail =
    "INSERT INTO outbox (id, case_id, version, recipient, kind, language, subject, body, created_at, delivered_at) "
    "VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM outbox), :case, :version, :recipient, :kind, :language, :subject, "
    ":body, :created, NULL) ON CONFLICT (case_id, version, recipient, kind) DO NOTHING";
constexpr std::string_view update_delivered =
    "UPDATE outbox SET delivered_at = :now WHERE id = :id AND delivered_at IS NULL RETURNING id";

std::vector<OutboxMail> read(Statement& rows)
{
    std::vector<OutboxMail> mails;
    while (rows.step()) {
        OutboxMail mail;
        mail.id = rows.integer(0);
        mail.case_id = rows.integer(1);
        mail.version = static_cast<int>(rows.integer(2));
        mail.recipient = rows.text(3);
        mail.kind = rows.text(4);
        mail.language = rows.text(5);
        mail.subject = rows.text(6);
        mail.body = rows.text(7);
        mail.created_at = rows.integer(8);
        mail.delivered_at = rows.optional_integer(9);
        mails.push_back(std::move(mail));
    }
    return mails;
}

} // namespace

void OutboxRepository::add(const OutboxMail& mail)
{
    db_.prepare(insert_mail)
        .bind(":case", mail.case_id)
        .bind(":version", std::int64_t{mail.version})
        .bind(":recipient", std::string_view{mail.recipient})
        .bind(":kind", std::string_view{mail.kind})
        .bind(":language", std::string_view{mail.language})
        .bind(":subject", std::string_view{mail.subject})
        .bind(":body", std::string_view{mail.body})
        .bind(":created", mail.created_at)
        .run();
}

std::vector<OutboxMail> OutboxRepository::waiting()
{
    Statement rows = db_.prepare(std::string{columns}.append(not_delivered));
    return read(rows);
}

std::vector<OutboxMail> OutboxRepository::of_case(std::int64_t case_id)
{
    Statement rows = db_.prepare(std::string{columns}.append(of_one_case));
    rows.bind(":case", case_id);
    return read(rows);
}

bool OutboxRepository::mark_delivered(std::int64_t id, Instant now)
{
    Statement row = db_.prepare(update_delivered);
    return row.bind(":id", id).bind(":now", now).step();
}

} // namespace imi
