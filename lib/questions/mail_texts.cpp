// SPDX-License-Identifier: EUPL-1.2
#include "questions/mail_texts.hpp"

#include "base/error.hpp"
#include "questions/reading.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 5> root_keys{"mail", "version", "events", "parts", "workflows"};
constexpr std::array<std::string_view, 5> event_names{"awaited", "told", "moved", "reminded", "escalated"};
constexpr std::array<std::string_view, 3> part_names{"due", "facts", "closing"};
constexpr std::array<std::string_view, 2> text_names{"subject", "body"};
constexpr std::array<std::string_view, 7> placeholder_names{"case",         "area",       "action", "state",
                                                            "from-country", "to-country", "due"};

class MailReader
{
public:
    MailReader(const OtherFile& file, Findings& findings) : reading_{file.file, "en", acts_, result_.texts, findings}
    {
        result_.id = file.id;
        result_.version = reading_.version(file.root).text();
        reading_.only_keys(file.root, root_keys);
        const Place owner = reading_.at(file.root);
        if (const YamlNode* events = reading_.needed(file.root, "events", owner, "a mail file"))
            read_events(*events);
        if (const YamlNode* parts = reading_.needed(file.root, "parts", owner, "a mail file");
            parts != nullptr && reading_.is_map(*parts, "parts")) {
            reading_.only_keys(*parts, part_names);
            for (const YamlNode::Entry& part : parts->entries)
                text(part.value, "mail/" + result_.id + "/" + part.key);
        }
        if (const YamlNode* workflows = file.root.find("workflows"); workflows != nullptr)
            read_workflows(*workflows);
    }
    MailTexts take() { return std::move(result_); }

private:
    void read_events(const YamlNode& events)
    {
        if (!reading_.is_map(events, "events"))
            return;
        reading_.only_keys(events, event_names);
        for (const std::string_view name : event_names)
            if (const YamlNode* event = reading_.needed(events, name, reading_.at(events), "events"))
                subject_and_body(*event, "mail/" + result_.id + "/" + std::string{name});
    }
    void read_workflows(const YamlNode& workflows)
    {
        if (!reading_.is_map(workflows, "workflows"))
            return;
        for (const YamlNode::Entry& workflow : workflows.entries) {
            if (!reading_.is_map(workflow.value, workflow.key))
                continue;
            for (const YamlNode::Entry& action : workflow.value.entries)
                subject_and_body(action.value, "mail/" + result_.id + "/" + workflow.key + "/" + action.key);
        }
    }
    void subject_and_body(const YamlNode& node, const std::string& path)
    {
        if (!reading_.is_map(node, path))
            return;
        reading_.only_keys(node, text_names);
        for (const std::string_view name : text_names)
            if (const YamlNode* value = reading_.needed(node, name, reading_.at(node), path))
                text(*value, path + "/" + std::string{name});
    }
    void text(const YamlNode& node, const std::string& path)
    {
        const std::string written = reading_.text(node, path, path, "mail about a case");
        check_placeholders(written, node);
        result_.by_path[path] = written;
    }
    void check_placeholders(const std::string& text, const YamlNode& node)
    {
        for (std::size_t begin = text.find('{'); begin != std::string::npos; begin = text.find('{', begin + 1)) {
            const std::string name = text.substr(begin + 1, text.find('}', begin) - begin - 1);
            const std::vector<std::string> known(placeholder_names.begin(), placeholder_names.end());
            if (std::find(known.begin(), known.end(), name) == known.end())
                reading_.error("QS-052", reading_.at(node), "a mail has no {" + name + "}", suggest_one(name, known));
        }
    }

    Acts acts_;
    MailTexts result_;
    Reading reading_;
};

} // namespace

const std::string* MailTexts::find(const std::string& path) const
{
    const auto found = by_path.find(path);
    return found == by_path.end() ? nullptr : &found->second;
}

MailTexts read_mail_texts(const OtherFile& file, Findings& findings) { return MailReader{file, findings}.take(); }

std::string canonical_content(const MailTexts& mail)
{
    return nlohmann::json{{"mail", mail.id}, {"version", mail.version}, {"texts", mail.by_path}}.dump();
}

MailTexts load_mail_texts(std::string_view content)
{
    try {
        const nlohmann::json json = nlohmann::json::parse(content);
        return {json.at("mail").get<std::string>(),
                json.at("version").get<std::string>(),
                json.at("texts").get<std::map<std::string, std::string>>(),
                {}};
    } catch (const nlohmann::json::exception& error) {
        throw Error{Status::store, "QS-300", std::string{"compiled mails cannot be read: "} + error.what(),
                    "run imi-store check"};
    }
}

} // namespace imi
