// SPDX-License-Identifier: EUPL-1.2
#include "cmd/imi/completion.hpp"

#include "base/error.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string_view>

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

/// What can follow a path of words, such as "imi-register authority".
struct Follows {
    std::vector<std::string> words;                     ///< subcommands and options, each once
    std::map<std::string, std::vector<std::string>> of; ///< values of the options that take one; none where any will do
};
using Paths = std::map<std::string, Follows>;

bool is_format(const Json& option) { return option["names"] == Json::array({"--format"}); }

/// What the option of this command takes; empty where any value will do.
std::vector<std::string> values_of(const Json& option, const Json& command)
{
    const Json& values = is_format(option) && command.contains("formats") ? command["formats"] : option["values"];
    return values.get<std::vector<std::string>>();
}

void add_options(Follows& follows, const Json& command, const Json& root)
{
    std::set<std::string> seen;
    for (const Json* from : {&command, &root}) {
        for (const Json& option : (*from)["options"]) {
            if (from == &root && &command != &root && !option["common"].get<bool>())
                continue;
            for (const std::string name : option["names"]) {
                if (!seen.insert(name).second)
                    continue;
                follows.words.push_back(name);
                if (!option["value"].get<std::string>().empty())
                    follows.of[name] = values_of(option, command);
            }
        }
    }
}

void collect(const Json& command, const Json& root, const std::string& path, Paths& paths)
{
    Follows& follows = paths[path];
    for (const Json& sub : command["subcommands"])
        follows.words.push_back(sub["name"]);
    add_options(follows, command, root);
    for (const Json& sub : command["subcommands"])
        collect(sub, root, path + " " + sub["name"].get<std::string>(), paths);
}

/// The paths of all tools, and of `imi` itself: "imi TOOL" is read as the path "imi-TOOL".
Paths paths_of(const std::vector<Json>& tools)
{
    Paths paths;
    std::vector<std::string> names;
    for (const Json& tool : tools) {
        const std::string name = tool["name"];
        collect(tool, tool, name, paths);
        names.push_back(name.substr(4));
    }
    paths["imi-help"].words = names;
    paths["imi-completion"].words = {"bash", "zsh", "fish"};
    names.insert(names.end(), {"help", "completion", "--version", "--help"});
    paths["imi"].words = names;
    return paths;
}

std::string command_names(const std::vector<Json>& tools)
{
    std::string names = "imi";
    for (const Json& tool : tools)
        names += " " + tool["name"].get<std::string>();
    return names;
}

// The shell's words are cut at "=": --format=js is three of them. A word behind an option that takes a value is no
// subcommand. Where any value will do, files are completed. Not `path`: zsh searches for programs by it.
constexpr std::string_view bash_head = R"bash(# bash completion for imi
_imi()
{
    local so_far word option current i IFS=$' \t\n'
    so_far="${COMP_WORDS[0]##*/}"
    option=
    for ((i = 1; i < COMP_CWORD; ++i)); do
        word="${COMP_WORDS[i]}"
        if [[ $word == = ]]; then
            continue
        elif [[ -n $option ]]; then
            option=
        elif [[ $word == -* ]]; then
            _imi_values "$so_far $word" > /dev/null && option="$word"
        elif [[ $so_far == imi ]]; then
            so_far="imi-$word"
        elif _imi_words "$so_far $word" > /dev/null; then
            so_far="$so_far $word"
        fi
    done
    current="${COMP_WORDS[COMP_CWORD]}"
    [[ $current == = ]] && current=
    if [[ -n $option ]]; then
        COMPREPLY=($(compgen -W "$(_imi_values "$so_far $option")" -- "$current"))
    else
        COMPREPLY=($(compgen -W "$(_imi_words "$so_far")" -- "$current"))
    fi
    [[ -z ${COMPREPLY[*]:-} ]] && compopt -o default 2> /dev/null
    return 0
}
)bash";

std::string shell_function(const std::string& name, const std::string& cases)
{
    return name + "()\n{\n    case \"$1\" in\n" + cases + "    *) return 1 ;;\n    esac\n}\n";
}

std::string bash(const std::vector<Json>& tools)
{
    std::string words;
    std::string values;
    const auto row = [](const std::string& path, const std::vector<std::string>& list) {
        return "    \"" + path + "\") echo \"" + joined(list) + "\" ;;\n";
    };
    for (const auto& [path, follows] : paths_of(tools)) {
        words += row(path, follows.words);
        for (const auto& [option, list] : follows.of)
            values += row(path + " " + option, list);
    }
    return std::string{bash_head} + shell_function("_imi_words", words) + shell_function("_imi_values", values) +
           "complete -F _imi " + command_names(tools) + "\n";
}

std::string zsh(const std::vector<Json>& tools)
{
    return "#compdef " + command_names(tools) + "\nautoload -U +X bashcompinit && bashcompinit\n" + bash(tools);
}

std::string fish_quoted(const std::string& text)
{
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' || c == '\\' ? std::string{"\\"} + c : std::string{c};
    return out + "'";
}

void fish_option(std::string& script, const std::string& head, const Json& option,
                 const std::vector<std::string>& values)
{
    script += head;
    for (const std::string name : option["names"])
        script += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!values.empty())
        script += " -x -a " + fish_quoted(joined(values));
    else if (!option["value"].get<std::string>().empty())
        script += " -r";
    script += " -d " + fish_quoted(option["help"].get<std::string>()) + "\n";
}

/// A condition of fish, made of parts that must all hold.
std::string both(const std::string& a, const std::string& b) { return a.empty() ? b : a + "; and " + b; }

/// Subcommands and options of a command for which `reached` holds; empty for the tool itself.
void fish_command(std::string& script, const Json& command, const Json& root, const std::string& reached)
{
    std::string verbs;
    for (const Json& sub : command["subcommands"])
        verbs += " " + sub["name"].get<std::string>();
    const std::string here = verbs.empty() ? reached : both(reached, "not __fish_seen_subcommand_from" + verbs);
    const auto head = [&](const std::string& condition) {
        return "complete -c " + root["name"].get<std::string>() +
               (condition.empty() ? "" : " -n " + fish_quoted(condition));
    };
    for (const Json& sub : command["subcommands"]) {
        const std::string name = sub["name"];
        script += head(here) + " -a " + name + " -d " + fish_quoted(sub["summary"].get<std::string>()) + "\n";
        fish_command(script, sub, root, both(reached, "__fish_seen_subcommand_from " + name));
    }
    for (const Json& option : command["options"]) {
        if (!is_format(option))
            fish_option(script, head(option["common"].get<bool>() ? "" : here), option, values_of(option, command));
    }
    // The one common option whose values differ.
    for (const Json& option : root["options"]) {
        if (is_format(option) && command.contains("formats"))
            fish_option(script, head(here), option, values_of(option, command));
    }
}

std::string fish(const std::vector<Json>& tools)
{
    std::string script = "# fish completion for imi\n";
    for (const Json& tool : tools) {
        script += "complete -c imi -n __fish_use_subcommand -a " + tool["name"].get<std::string>().substr(4) + " -d " +
                  fish_quoted(tool["summary"].get<std::string>()) + "\n";
        fish_command(script, tool, tool, {});
    }
    return script + "complete -c imi -n '__fish_seen_subcommand_from completion' -x -a 'bash zsh fish'\n";
}

} // namespace

std::string completion_script(const std::string& shell, const std::vector<Json>& tools)
{
    if (shell == "bash")
        return bash(tools);
    if (shell == "zsh")
        return zsh(tools);
    if (shell == "fish")
        return fish(tools);
    throw Error{Status::usage, "CLI-001", "there is no completion for " + escape_for_message(shell),
                "give bash, zsh or fish"};
}

} // namespace imi::cmd
