// SPDX-License-Identifier: EUPL-1.2
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/codes.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void run(const std::string& code, Invocation& invocation)
{
    const authoring::ExplainedCode& row = authoring::explain(code);
    if (invocation.out().format() == "json") {
        invocation.out().single({{"code", row.code}, {"meaning", row.meaning}, {"explanation", row.more}});
        return;
    }
    std::string text = std::string{row.code} + ": " + std::string{row.meaning} + "\n";
    if (!row.more.empty())
        text += "\n" + std::string{row.more} + "\n";
    invocation.out().document(text);
}

void list(Invocation& invocation)
{
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    std::string text;
    for (const authoring::ExplainedCode& row : authoring::explained_codes()) {
        all.push_back({{"code", row.code}, {"meaning", row.meaning}, {"explanation", row.more}});
        text += std::string{row.code} + "  " + std::string{row.meaning} + "\n";
    }
    invocation.out().document(invocation.out().format() == "json" ? all.dump(2) + "\n" : text);
}

} // namespace

void add_explain(CLI::App& command, Invocation& invocation)
{
    auto code = std::make_shared<std::string>();
    command.add_option("CODE", *code, "as it stands at the end of a message, such as QS-072 (else all of them)");
    invocation.out().documents(command, {"text", "json"});
    command.callback([code, &invocation] { code->empty() ? list(invocation) : run(*code, invocation); });
}

} // namespace imi::cmd
