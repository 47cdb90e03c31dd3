// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/register/subcommands.hpp"

#include "directory/rights.hpp"
#include "forms/register_template.hpp"
#include "i18n/languages.hpp"

namespace imi::cmd
{

namespace
{

void run(const std::string& kind, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    const std::string language{shown_language(invocation.language())};
    const RegisterTemplate table =
        register_template(db, kind == "users" ? ImportKind::users : ImportKind::authorities, language,
                          UiTexts{shipped_texts("register", language), "register"}, shipped_ui_texts(language));
    invocation.out().document(invocation.out().format() == "xlsx" ? to_xlsx(table, invocation.clock().now())
                                                                  : to_csv(table));
}

} // namespace

void add_template(CLI::App& command, Invocation& invocation)
{
    auto kind = std::make_shared<std::string>("authorities");
    command.add_option("--kind", *kind, "authorities (the default) or users")
        ->type_name("KIND")
        ->check(CLI::IsMember({"authorities", "users"}));
    invocation.out().documents(command, {"csv", "xlsx"});
    command.callback([kind, &invocation] { run(*kind, invocation); });
}

} // namespace imi::cmd
