// SPDX-License-Identifier: EUPL-1.2
#include "cmd/imi/completion.hpp"

#include "base/error.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>

#include <unistd.h>

namespace
{

using namespace imi;

const std::vector<std::string>& tools()
{
    static const std::vector<std::string> names{"store", "register", "search", "request", "report", "qsgen", "lang"};
    return names;
}

/// The tool beside this program, else by PATH.
std::string program(const std::string& tool)
{
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path() / ("imi-" + tool);
    return std::filesystem::exists(beside) ? beside.string() : "imi-" + tool;
}

nlohmann::ordered_json options_of(const std::string& tool)
{
    // The path is our own, never the caller's text.
    const std::string command = "'" + program(tool) + "' --dump-options";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), pclose};
    std::string text;
    std::array<char, 4096> buffer{};
    while (pipe && fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr)
        text += buffer.data();
    return nlohmann::ordered_json::parse(text);
}

void print_overview()
{
    std::cout << "Usage: imi TOOL …\n\nAdministrative cooperation between public authorities of the European Economic "
                 "Area.\n\nTools:\n";
    for (const std::string& tool : tools()) {
        std::string head = "  imi " + tool;
        head.resize(26, ' ');
        std::cout << head << options_of(tool)["summary"].get<std::string>() << '\n';
    }
    std::cout << "  imi help [TOOL]         this overview, or the manual of a tool\n"
                 "  imi completion SHELL    completion for bash, zsh or fish\n";
}

[[noreturn]] void run(const std::string& path, std::vector<char*> arguments)
{
    arguments.push_back(nullptr);
    execvp(path.c_str(), arguments.data());
    throw Error{Status::store, "CLI-021", escape_for_message(path) + " cannot be run: " + std::strerror(errno),
                "install the tools of imi in one folder"};
}

Error no_such_tool(const std::string& name)
{
    std::vector<std::string> all = tools();
    all.insert(all.end(), {"help", "completion"});
    const std::string near = nearest(name, all);
    return Error{Status::usage, "CLI-003", "there is no tool " + escape_for_message(name),
                 near.empty() ? "see imi help" : "did you mean " + near + "?"};
}

bool is_tool(const std::string& name) { return std::find(tools().begin(), tools().end(), name) != tools().end(); }

/// The page of a tool (section 1) or a format (section 5) in the folder of manuals beside the program; empty when there
/// is none.
std::string page_of(const std::string& name)
{
    const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "share/man";
    for (const std::string section : {"1", "5"}) {
        for (const char* packed : {"", ".gz"}) {
            const auto page = folder / ("man" + section) / (name + "." + section + packed);
            if (std::filesystem::exists(page))
                return page.string();
        }
    }
    return {};
}

/// The manual page, where there are one and a program to show it; else what the tool says of itself.
void help(const std::string& topic)
{
    if (topic.empty())
        return print_overview();
    const std::string tool = topic.starts_with("imi-") ? topic.substr(4) : topic;
    std::string name = tool == "imi" ? tool : "imi-" + tool;
    std::string page = page_of(name);
    if (page.empty() && !is_tool(tool))
        throw no_such_tool(topic);
    if (!page.empty()) {
        std::string manual = "man";
        std::string is_file = "-l";
        std::vector<char*> arguments{manual.data(), is_file.data(), page.data(), nullptr};
        execvp(manual.c_str(), arguments.data());
        if (!is_tool(tool))
            throw Error{Status::store, "CLI-021", "there is no program man to show " + page,
                        "install man-db or mandoc"};
    }
    std::string option = "--help";
    run(program(tool), {name.data(), option.data()});
}

void dispatch(int argc, char** argv)
{
    const std::string first = argc > 1 ? argv[1] : "--help";
    if (first == "--help" || first == "-h")
        return print_overview();
    if (first == "--version") {
        std::cout << "imi " << IMI_VERSION << '\n';
        return;
    }
    if (first == "help")
        return help(argc > 2 ? argv[2] : "");
    if (first == "completion") {
        std::vector<nlohmann::ordered_json> all;
        for (const std::string& tool : tools())
            all.push_back(options_of(tool));
        std::cout << cmd::completion_script(argc > 2 ? argv[2] : "", all);
        return;
    }
    if (!is_tool(first))
        throw no_such_tool(first);
    std::string name = "imi-" + first;
    std::vector<char*> arguments{name.data()};
    arguments.insert(arguments.end(), argv + 2, argv + argc);
    run(program(first), std::move(arguments));
}

} // namespace

int main(int argc, char** argv)
{
    try {
        dispatch(argc, argv);
        return 0;
    } catch (const Error& error) {
        std::cerr << "imi: error: " << error.what() << " [" << error.id() << "]\n";
        if (!error.hint().empty())
            std::cerr << "hint: " << error.hint() << '\n';
        return static_cast<int>(error.status());
    } catch (const std::exception& error) {
        std::cerr << "imi: error: this is a fault of the program: " << error.what() << " [CLI-070]\n";
        return static_cast<int>(Status::bug);
    }
}
