// SPDX-License-Identifier: EUPL-1.2
#include "cmd/request/subcommands.hpp"

#include "cases/mail_delivery.hpp"

#include <nlohmann/json.hpp>

// What an operator runs every night, or every minute.

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;

struct MailOptions {
    bool dry_run = false;
    std::string spool, sender = "imi@imi.invalid";
};

void run_mail(const MailOptions& options, Invocation& invocation)
{
    const ActContext context = invocation.context();
    invocation.out().spare_table({"dry_run"});
    const bool waits = options.spool.empty() || options.dry_run;
    const std::vector<OutboxMail> mails =
        waits ? waiting_mails(invocation.store(), context)
              : deliver_to_spool(invocation.store(), options.spool, options.sender, context);
    for (const OutboxMail& mail : mails)
        invocation.out().record({{"mail", mail.id},
                                 {"recipient", mail.recipient},
                                 {"kind", mail.kind},
                                 {"language", mail.language},
                                 {"subject", mail.subject},
                                 {"created", format_instant(mail.created_at)},
                                 {"dry_run", waits}});
}

} // namespace

void add_due(CLI::App& command, Invocation& invocation)
{
    struct Options {
        bool apply = false, dry_run = false;
    };
    auto options = std::make_shared<Options>();
    command.add_flag("--apply", options->apply, "fire them: remind, escalate, move on");
    command.add_flag("--dry-run", options->dry_run, "list them, whatever --apply says");
    invocation.out().records(command,
                             {{"id", "case"},
                              {"timer", "timer"},
                              {"due", "due"},
                              {"recipient", "recipient"},
                              {"to", "next state"},
                              {"dry_run", "dry run"}},
                             "id");
    command.callback([options, &invocation] {
        invocation.out().spare_table({"dry_run"});
        const bool fires = options->apply && !options->dry_run;
        for (Json& timer : due_timers(invocation.store(), fires, invocation.context())) {
            timer["dry_run"] = !fires;
            invocation.out().record(timer);
        }
        if (!fires)
            invocation.note(invocation.tool() + ": nothing was changed; --apply fires them");
    });
}

void add_mail(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<MailOptions>();
    CLI::Option* spool =
        command.add_option("--spool", options->spool, "write each as a file into this folder; it is sent then")
            ->type_name("DIR");
    command.add_option("--sender", options->sender, "address that the mails come from (else imi@imi.invalid)")
        ->type_name("ADDRESS")
        ->needs(spool);
    command.add_flag("--dry-run", options->dry_run, "list them, whatever --spool says");
    invocation.out().records(command,
                             {{"mail", "mail"},
                              {"created", "created"},
                              {"recipient", "recipient"},
                              {"kind", "kind"},
                              {"language", "language"},
                              {"subject", "subject"},
                              {"dry_run", "dry run"}},
                             "mail");
    command.callback([options, &invocation] { run_mail(*options, invocation); });
}

} // namespace imi::cmd
