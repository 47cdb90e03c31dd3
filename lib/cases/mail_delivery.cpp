// SPDX-License-Identifier: EUPL-1.2
#include "cases/mail_delivery.hpp"

#include "audit/audit_log.hpp"
#include "directory/rights.hpp"
#include "formats/json.hpp"
#include "formats/output_file.hpp"
#include "mail/compose.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

std::vector<OutboxMail> waiting_mails(Store& store, const ActContext& context)
{
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    require(context.actor(store.db()), "store", {});
    return OutboxRepository{store.db()}.waiting();
}

std::vector<OutboxMail> deliver_to_spool(Store& store, const std::string& spool, const std::string& from,
                                         const ActContext& context)
{
    Database& db = store.db();
    std::vector<OutboxMail> delivered;
    for (const OutboxMail& mail : waiting_mails(store, context)) {
        WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
        const Actor actor = context.actor(db);
        require(actor, "store", {});
        if (!OutboxRepository{db}.mark_delivered(mail.id, context.clock.now()))
            continue;
        std::string name = std::to_string(mail.id);
        name.insert(0, name.size() < 8 ? 8 - name.size() : 0, '0');
        OutputFile file{spool + "/" + name + ".eml", true, 0600};
        file.write(mail_message(mail, from));
        file.commit();
        AuditEvent event = audit_event(actor, context, "mail", "case event " + std::to_string(mail.version));
        event.detail = dump_json({{"mail", mail.id}, {"kind", mail.kind}});
        AuditLog{db}.append(event, context.clock.now());
        transaction.commit();
        delivered.push_back(mail);
    }
    return delivered;
}

} // namespace imi
