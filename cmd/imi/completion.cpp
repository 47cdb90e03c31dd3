// SPDX-License-Identifier: EUPL-1.2
#include "cmd/imi/completion.hpp"

#include "base/error.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;

std::string options_text(const Json& command, const Json& root)
{
    std::string text;
    for (const Json* from : {&command, &root}) {
        for (const Json& option : (*from)["options"]) {
            if (from == &root && &command != &root && !option["common"].get<bool>())
                continue;
            for (const Json& name : option["names"])
                text += (text.empty() ? "" : " ") + name.get<std::string>();
        }
    }
    return text;
}

std::string subcommands_text(const Json& command)
{
    std::string text;
    for (const Json& sub : command["subcommands"])
        text += (text.empty() ? "" : " ") + sub["name"].get<std::string>();
    return text;
}

/// What can follow each path of words ("imi-register", "imi-register authority").
void collect(const Json& command, const Json& root, const std::string& path,
             std::map<std::string, std::string>& follows)
{
    const std::string verbs = subcommands_text(command);
    follows[path] = verbs + (verbs.empty() ? "" : " ") + options_text(command, root);
    for (const Json& sub : command["subcommands"])
        collect(sub, root, path + " " + sub["name"].get<std::string>(), follows);
}

std::string bash(const std::map<std::string, std::string>& follows, const std::string& tools)
{
    std::string script =
        "# bash completion for imi\n_imi()\n{\n    local words path word\n    path=\"${COMP_WORDS[0]##*/}\"\n"
        "    for ((i = 1; i < COMP_CWORD; ++i)); do\n        word=\"${COMP_WORDS[i]}\"\n"
        "        [[ $path == imi ]] && path=\"imi-$word\" && continue\n"
        "        [[ $word != -* ]] && _imi_words \"$path $word\" > /dev/null && path=\"$path $word\"\n"
        "    done\n    words=\"$(_imi_words \"$path\")\"\n"
        "    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
        "    [[ ${#COMPREPLY[@]} -eq 0 ]] && compopt -o default\n}\n_imi_words()\n{\n    case \"$1\" in\n";
    script += "    imi) echo \"" + tools + " help completion\" ;;\n";
    for (const auto& [path, words] : follows)
        script += "    \"" + path + "\") echo \"" + words + "\" ;;\n";
    script += "    *) return 1 ;;\n    esac\n}\n";
    std::string names = "imi";
    for (const auto& [path, words] : follows) {
        if (path.find(' ') == std::string::npos)
            names += " " + path;
    }
    return script + "complete -F _imi " + names + "\n";
}

std::string zsh(const std::string& bash_script)
{
    return "#compdef imi imi-store imi-register imi-search\nautoload -U +X bashcompinit && bashcompinit\n" +
           bash_script;
}

std::string fish_quoted(const std::string& text)
{
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' || c == '\\' ? std::string{"\\"} + c : std::string{c};
    return out + "'";
}

void fish_command(std::string& script, const std::string& tool, const Json& command, const std::string& condition)
{
    for (const Json& sub : command["subcommands"]) {
        const std::string name = sub["name"];
        script += "complete -c " + tool + " -n " + fish_quoted(condition) + " -a " + name + " -d " +
                  fish_quoted(sub["summary"].get<std::string>()) + "\n";
        fish_command(script, tool, sub, "__fish_seen_subcommand_from " + name);
    }
    for (const Json& option : command["options"]) {
        script += "complete -c " + tool + " -n " + fish_quoted(option["common"].get<bool>() ? "true" : condition);
        for (const Json& name : option["names"]) {
            const std::string text = name;
            script += text.starts_with("--") ? " -l " + text.substr(2) : " -s " + text.substr(1);
        }
        script += (option["value"].get<std::string>().empty() ? "" : " -r") + std::string{" -d "} +
                  fish_quoted(option["help"].get<std::string>()) + "\n";
    }
}

} // namespace

std::string completion_script(const std::string& shell, const std::vector<Json>& tools)
{
    std::map<std::string, std::string> follows;
    std::string names;
    std::string fish = "# fish completion for imi\n";
    for (const Json& tool : tools) {
        const std::string name = tool["name"];
        collect(tool, tool, name, follows);
        names += (names.empty() ? "" : " ") + name.substr(4);
        fish += "complete -c imi -n __fish_use_subcommand -a " + name.substr(4) + " -d " +
                fish_quoted(tool["summary"].get<std::string>()) + "\n";
        fish_command(fish, name, tool, "__fish_use_subcommand");
    }
    if (shell == "bash")
        return bash(follows, names);
    if (shell == "zsh")
        return zsh(bash(follows, names));
    if (shell == "fish")
        return fish;
    throw Error{Status::usage, "CLI-001", "there is no completion for " + escape_for_message(shell),
                "give bash, zsh or fish"};
}

} // namespace imi::cmd
