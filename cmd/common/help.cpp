// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/help.hpp"

#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::size_t width = 80;
constexpr std::size_t left = 26;

void append_wrapped(std::string& out, std::string_view text, std::size_t indent)
{
    std::size_t column = indent;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (column > indent && column + 1 + end > width) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += text.substr(0, end);
        column += end;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    out += '\n';
}

void append_row(std::string& out, const std::string& name, const std::string& text)
{
    std::string head = "  " + name;
    if (head.size() + 2 > left)
        head += '\n' + std::string(left, ' ');
    else
        head.append(left - head.size(), ' ');
    out += head;
    append_wrapped(out, text, left);
}

std::string names_of(const CLI::Option& option)
{
    std::string names;
    for (const std::string& name : option.get_snames())
        names.append(names.empty() ? "" : ", ").append("-").append(name);
    for (const std::string& name : option.get_lnames())
        names.append(names.empty() ? "" : ", ").append("--").append(name);
    if (option.get_items_expected_max() != 0)
        names += " " + option.get_type_name();
    return names;
}

std::string usage(const CLI::App& app, const std::string& path)
{
    std::string text = "Usage: " + path;
    const bool has_verbs = !app.get_subcommands([](const CLI::App*) { return true; }).empty();
    text += has_verbs ? " SUBCOMMAND …" : " [OPTION]…";
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_positional())
            continue;
        const std::string name = option->get_name() + (option->get_expected_max() > 1 ? "…" : "");
        text += option->get_required() ? " " + name : " [" + name + "]";
    }
    return text + "\n";
}

void append_options(std::string& out, const CLI::App& app, const std::string& group, const std::string& title)
{
    bool first = true;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional() || option->get_group() != group)
            continue;
        if (first)
            out += "\n" + title + ":\n";
        first = false;
        append_row(out, names_of(*option), option->get_description());
    }
}

std::string path_of(const CLI::App* app)
{
    return app->get_parent() == nullptr ? app->get_name() : path_of(app->get_parent()) + " " + app->get_name();
}

} // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const
{
    std::string out = usage(*app, path_of(app));
    if (!app->get_description().empty()) {
        out += '\n';
        append_wrapped(out, app->get_description(), 0);
    }
    bool first = true;
    for (const CLI::Option* option : app->get_options()) {
        if (!option->get_positional())
            continue;
        out += first ? "\nArguments:\n" : "";
        first = false;
        append_row(out, option->get_name(), option->get_description());
    }
    first = true;
    for (const CLI::App* sub : app->get_subcommands([](const CLI::App*) { return true; })) {
        out += first ? "\nSubcommands:\n" : "";
        first = false;
        std::string summary = sub->get_description();
        for (const CLI::App* below : sub->get_subcommands([](const CLI::App*) { return true; }))
            summary += (summary.empty() ? "" : " | ") + below->get_name();
        append_row(out, sub->get_name(), summary);
    }
    append_options(out, *app, "Options", "Options");
    const CLI::App* root = app;
    while (root->get_parent() != nullptr)
        root = root->get_parent();
    append_options(out, *root, "Common options", "Common options");
    return out;
}

bool dump_options_asked(int argc, char** argv) { return argc == 2 && std::string_view{argv[1]} == "--dump-options"; }

namespace
{

/// The closed list of an option, out of the name of its type: "KIND:{authorities,users}".
Json values_of(const std::string& type)
{
    Json values = Json::array();
    const std::size_t begin = type.find('{');
    const std::size_t end = type.find('}', begin);
    if (begin == std::string::npos || end == std::string::npos)
        return values;
    for (std::size_t at = begin + 1; at < end;) {
        const std::size_t comma = std::min(type.find(',', at), end);
        values.push_back(type.substr(at, comma - at));
        at = comma + 1;
    }
    return values;
}

Json describe(const CLI::App& app, const FormatsOf& formats)
{
    Json json{{"name", app.get_name()}, {"summary", app.get_description()}};
    Json options = Json::array();
    Json arguments = Json::array();
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional()) {
            arguments.push_back({{"name", option->get_name()}, {"help", option->get_description()}});
            continue;
        }
        Json names = Json::array();
        for (const std::string& name : option->get_snames())
            names.push_back("-" + name);
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
        const std::string type = option->get_items_expected_max() == 0 ? std::string{} : option->get_type_name();
        options.push_back({{"names", names},
                           {"value", type},
                           {"values", values_of(type)},
                           {"help", option->get_description()},
                           {"common", option->get_group() == "Common options"}});
    }
    json["arguments"] = arguments;
    json["options"] = options;
    if (const auto own = formats.find(&app); own != formats.end())
        json["formats"] = own->second;
    Json subcommands = Json::array();
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        subcommands.push_back(describe(*sub, formats));
    json["subcommands"] = subcommands;
    return json;
}

} // namespace

std::string dump_options(const CLI::App& app, const FormatsOf& formats) { return dump_json(describe(app, formats)); }

} // namespace imi::cmd
