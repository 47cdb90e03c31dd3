// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/arguments.hpp"

#include "directory/value_checks.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace imi::cmd
{

namespace
{

constexpr std::size_t most_argument_bytes = std::size_t{128} << 10;

/// Common options that take a value: so the word behind them is no verb.
const std::set<std::string_view> with_value{"--store",  "--as",    "--lang",     "--format", "-o",
                                            "--output", "--color", "--progress", "--now",    "--timeout"};

std::vector<std::string_view> words_before_end(int argc, char** argv)
{
    std::vector<std::string_view> words;
    for (int i = 1; i < argc && std::string_view{argv[i]} != "--"; ++i)
        words.emplace_back(argv[i]);
    return words;
}

/// Words of the command line that are neither options nor values of common options.
std::vector<std::string_view> plain_words(int argc, char** argv)
{
    std::vector<std::string_view> plain;
    const auto words = words_before_end(argc, argv);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].size() > 1 && words[i][0] == '-') {
            i += with_value.contains(words[i]);
            continue;
        }
        plain.push_back(words[i]);
    }
    return plain;
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

const CLI::App* find_command(const CLI::App& app, std::string_view name)
{
    for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (sub->get_name() == name)
            return sub;
    }
    return nullptr;
}

std::string hint_for(std::string_view typed, const std::vector<std::string>& candidates)
{
    const std::string near = nearest(typed, candidates);
    return near.empty() ? std::string{"see --help"} : "did you mean " + near + "?";
}

void collect_options(const CLI::App& app, std::vector<std::string>& names)
{
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
        for (const std::string& name : option->get_snames())
            names.push_back("-" + name);
    }
}

/// The commands on the way to the verb.
std::vector<const CLI::App*> path_to(const CLI::App& app, const Verb& verb)
{
    std::vector<const CLI::App*> path{&app};
    if (verb.row == nullptr)
        return path;
    for (const std::string_view word : split(verb.name))
        path.push_back(find_command(*path.back(), word));
    return path;
}

void refuse_unknown_verb(const CLI::App& app, int argc, char** argv)
{
    const CLI::App* at = &app;
    for (const std::string_view word : plain_words(argc, argv)) {
        std::vector<std::string> names;
        for (const CLI::App* sub : at->get_subcommands([](const CLI::App*) { return true; }))
            names.push_back(sub->get_name());
        if (names.empty())
            return;
        const CLI::App* next = find_command(*at, word);
        if (next == nullptr)
            throw Error{Status::usage, "CLI-003", "there is no subcommand " + escape_for_message(word),
                        hint_for(word, names)};
        at = next;
    }
}

void refuse_unknown_option(const CLI::App& app, const Verb& verb, int argc, char** argv)
{
    std::vector<std::string> known;
    for (const CLI::App* command : path_to(app, verb))
        collect_options(*command, known);
    const auto words = words_before_end(argc, argv);
    const std::set<std::string, std::less<>> known_set{known.begin(), known.end()};
    std::set<std::string, std::less<>> takes_value;
    for (const CLI::App* command : path_to(app, verb)) {
        for (const CLI::Option* option : command->get_options()) {
            if (option->get_items_expected_max() == 0)
                continue;
            for (const std::string& name : option->get_lnames())
                takes_value.insert("--" + name);
            for (const std::string& name : option->get_snames())
                takes_value.insert("-" + name);
        }
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word.size() < 2 || word[0] != '-')
            continue;
        const std::string_view name = word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
        if (!known_set.contains(name))
            throw Error{Status::usage, "CLI-002", "there is no option " + escape_for_message(word),
                        hint_for(name, known)};
        const bool has_equals = word.starts_with("--") && word.find('=') != std::string_view::npos;
        if (!takes_value.contains(name)) {
            if (has_equals)
                throw Error{Status::usage, "CLI-001", "the option " + std::string{name} + " takes no value",
                            "leave it out, or give it alone"};
            continue;
        }
        const bool value_behind = !has_equals && (word.starts_with("--") || word.size() == 2);
        if (value_behind && i + 1 >= words.size())
            throw Error{Status::usage, "CLI-001", "the option " + std::string{name} + " takes a value", "see --help"};
        const std::string_view value = has_equals     ? word.substr(word.find('=') + 1)
                                       : value_behind ? words[i + 1]
                                                      : word.substr(2);
        if (value.empty())
            throw Error{Status::usage, "CLI-001", "the option " + std::string{name} + " has an empty value",
                        "see --help"};
        i += value_behind;
    }
}

} // namespace

Verb find_verb(std::span<const Subcommand> table, int argc, char** argv)
{
    const auto words = plain_words(argc, argv);
    Verb best;
    std::size_t best_length = 0;
    for (const Subcommand& row : table) {
        const auto name = split(row.name);
        if (name.size() <= words.size() && std::equal(name.begin(), name.end(), words.begin()) &&
            (best.row == nullptr || name.size() > best_length)) {
            best = {&row, std::string{row.name}};
            best_length = name.size();
        }
    }
    for (const Subcommand& row : table)
        if (row.any_word && best.row == nullptr && !words.empty() && is_code(words.front()))
            best = {&row, std::string{words.front()}};
    return best;
}

bool help_asked(int argc, char** argv)
{
    const auto words = words_before_end(argc, argv);
    return std::any_of(words.begin(), words.end(),
                       [](std::string_view word) { return word == "--help" || word == "-h" || word == "--version"; });
}

std::string format_argument(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.starts_with("--format="))
            return std::string{word.substr(9)};
        if (word == "--format" && i + 1 < argc)
            return argv[i + 1];
    }
    return {};
}

void check_arguments(CLI::App& app, std::span<const Subcommand> table, int argc, char** argv)
{
    std::size_t bytes = 0;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        bytes += word.size() + 1;
        if (invalid_utf8(word))
            throw Error{Status::usage, "CLI-004", "the argument " + escape_for_message(word) + " is not valid UTF-8"};
    }
    if (bytes > most_argument_bytes)
        throw Error{Status::usage, "CLI-004",
                    "the command line is longer than " + std::to_string(most_argument_bytes) + " bytes"};
    // A tool with a nameless row takes words as its arguments.
    const bool takes_words =
        std::any_of(table.begin(), table.end(), [](const Subcommand& row) { return row.name.empty(); });
    if (!takes_words)
        refuse_unknown_verb(app, argc, argv);
    refuse_unknown_option(app, find_verb(table, argc, argv), argc, argv);
    if (!help_asked(argc, argv) && argc == 1 && !takes_words &&
        !app.get_subcommands([](const CLI::App*) { return true; }).empty())
        throw Error{Status::usage, "CLI-003", "a subcommand is missing", "see " + app.get_name() + " --help"};
}

void one_value_each(CLI::App& app)
{
    for (CLI::Option* option : app.get_options()) {
        if (!option->get_positional())
            option->allow_extra_args(false);
    }
    for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; }))
        one_value_each(*sub);
}

namespace
{

std::int64_t parse_number(const std::string& name, const std::string& text, std::int64_t low, std::int64_t high)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high)
        throw Error{Status::usage, "CLI-005", name + ": " + escape_for_message(text) + " is no number that fits here",
                    "give a whole decimal number from " + std::to_string(low) + " to " + std::to_string(high)};
    return value;
}

} // namespace

CLI::Option* add_number(CLI::App& command, const std::string& name, std::int64_t& target, const std::string& help,
                        std::int64_t low, std::int64_t high)
{
    // By way of a text: the library would read 010 as eight.
    return command
        .add_option_function<std::string>(
            name, [&target, name, low, high](const std::string& text) { target = parse_number(name, text, low, high); },
            help)
        ->type_name("N");
}

CLI::Option* add_number(CLI::App& command, const std::string& name, std::optional<std::int64_t>& target,
                        const std::string& help, std::int64_t low, std::int64_t high)
{
    return command
        .add_option_function<std::string>(
            name, [&target, name, low, high](const std::string& text) { target = parse_number(name, text, low, high); },
            help)
        ->type_name("N");
}

} // namespace imi::cmd
