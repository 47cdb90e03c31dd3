// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup_input.hpp"

#include "base/country.hpp"
#include "base/error.hpp"
#include "directory/authority_service.hpp"
#include "directory/coordination.hpp"
#include "directory/coordinator_reference.hpp"
#include "directory/package_repository.hpp"
#include "directory/value_checks.hpp"
#include "directory/vocabularies.hpp"
#include "formats/yaml.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

/// The documents of a file, each with so many empty lines before it that places count from the head of the file.
std::vector<std::string> documents_of(const std::string& text)
{
    std::vector<std::string> documents(1);
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line{text.data() + begin, end - begin};
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        ++lines;
        if (line == "---")
            documents.emplace_back(std::string(lines, '\n'));
        else
            documents.back().append(line).push_back('\n');
        begin = end + 1;
    }
    const auto is_blank = [](const std::string& document) {
        for (std::size_t begin = 0; begin < document.size();) {
            const std::size_t end = document.find('\n', begin);
            const std::size_t first = document.find_first_not_of(" \t", begin);
            if (first < end && document[first] != '#')
                return false;
            begin = end + 1;
        }
        return true;
    };
    std::erase_if(documents, is_blank);
    return documents;
}

/// Reads one document after the other.
class SetupReader
{
public:
    SetupReader(Database& db, std::vector<Diagnostic>& diagnostics, std::vector<Diagnostic>& warnings)
        : db_{db}, authorities_{db}, vocabularies_{Vocabularies::load(db)}, diagnostics_{diagnostics}, warnings_{
                                                                                                           warnings}
    {
    }

    void read(const std::string& text, const std::string& file)
    {
        const YamlNode root = parse_yaml(text, file);
        file_ = file;
        const std::size_t errors = diagnostics_.size();
        SetupDocument document;
        document.place = place_of(root.line, root.column);
        if (root.kind != YamlNode::Kind::map)
            return refuse("REG-050", root, "a set-up is a map", "write country: and setup:");
        const YamlNode* setup = nullptr;
        const YamlNode* authority = nullptr;
        const YamlNode* coordinators = nullptr;
        for (const YamlNode::Entry& entry : root.entries) {
            if (entry.key == "country")
                country(document.scope, entry.value);
            else if (entry.key == "region")
                region(document.scope, entry.value);
            else if (entry.key == "area")
                area(document.scope, entry.value);
            else if (entry.key == "authority")
                authority = &entry.value;
            else if (entry.key == "coordinators")
                coordinators = &entry.value;
            else if (entry.key == "send-only")
                document.content.send_only = yes_or_no(entry.value);
            else if (entry.key == "setup")
                setup = &entry.value;
            else
                refuse("REG-050", entry, "a set-up has no " + in_quotes(entry.key), suggestion(entry.key, keys_));
        }
        if (document.scope.country.empty() && diagnostics_.size() == errors)
            refuse("REG-050", root, "country is missing", "say whose set-up it is");
        document.object = {0, document.scope.country, document.scope.region, document.scope.area, {}};
        if (authority != nullptr)
            take_authority(document, *authority);
        if (coordinators != nullptr)
            take_coordinators(document, *coordinators);
        if (setup != nullptr)
            switches(document, *setup);
        else if (coordinators == nullptr && root.find("send-only") == nullptr)
            refuse("REG-050", root, "setup is missing",
                   "write setup: {WORKFLOW: {SWITCH: yes}}, or coordinators: AUTHORITY, or send-only: yes");
        const auto same = [&](const SetupDocument& other) { return other.scope == document.scope; };
        if (std::any_of(documents_.begin(), documents_.end(), same))
            refuse("REG-054", root, "the set-up of " + document.scope.text() + " stands twice", "put them together");
        documents_.push_back(std::move(document));
    }

    std::vector<SetupDocument> finish() { return std::move(documents_); }

private:
    Place place_of(std::size_t line, std::size_t column) const { return {file_, line, column}; }
    template <class Node>
    void refuse(const char* code, const Node& at, const std::string& message, const std::string& hint)
    {
        diagnostics_.push_back({Severity::error, code, place_of(at.line, at.column), {}, message, hint});
    }
    static std::string suggestion(const std::string& typed, const std::vector<std::string>& known)
    {
        if (const std::string near = nearest(typed, known); !near.empty())
            return did_you_mean(near);
        std::string list;
        for (const std::string& name : known)
            list += (list.empty() ? "one of: " : ", ") + name;
        return list;
    }

    void country(SetupScope& scope, const YamlNode& node)
    {
        const Country* found = find_country(node.scalar);
        if (found == nullptr || found->from.empty())
            return refuse("REG-004", node, in_quotes(node.scalar) + " is no country", "two letters, such as RO");
        scope.country = found->code;
    }

    void region(SetupScope& scope, const YamlNode& node)
    {
        if (!vocabularies_.has("regions", node.scalar) || !node.scalar.starts_with(scope.country))
            return refuse("REG-012", node, in_quotes(node.scalar) + " is no region of " + scope.country,
                          did_you_mean(vocabularies_.nearest_code("regions", node.scalar)));
        scope.region = node.scalar;
    }

    void area(SetupScope& scope, const YamlNode& node)
    {
        scope.area = vocabularies_.area(node.scalar);
        if (scope.area.empty())
            refuse("REG-014", node, in_quotes(node.scalar) + " is no legislative area of this store",
                   did_you_mean(vocabularies_.nearest_area(node.scalar)));
    }

    void take_authority(SetupDocument& document, const YamlNode& node)
    {
        SetupScope& scope = document.scope;
        const std::string text =
            node.scalar.find(':') == std::string::npos ? scope.country + ":" + node.scalar : node.scalar;
        try {
            const StoredAuthority stored = find_authority(db_, text);
            if (stored.authority.key.country != scope.country)
                return refuse("REG-040", node, stored.authority.key.text() + " is not in " + scope.country, {});
            scope.authority = stored.authority.key.text();
            document.object.authority_id = stored.id;
            document.object.region = stored.authority.region;
        } catch (const Error& error) {
            refuse("REG-040", node, error.what(), error.hint());
        }
    }

    /// One for all kinds, or a map.
    void take_coordinators(SetupDocument& document, const YamlNode& node)
    {
        if (node.kind == YamlNode::Kind::scalar) {
            if (const auto key = coordinator(document.scope, node))
                for (const CoordinatorKind kind : every_coordinator_kind)
                    document.content.coordinators[kind] = *key;
            return;
        }
        if (node.kind != YamlNode::Kind::map)
            return refuse("REG-050", node, "coordinators is an authority, or a map of kinds",
                          "write coordinators: {validating: AUTHORITY, request: AUTHORITY}");
        std::vector<std::string> kinds;
        for (const CoordinatorKind kind : every_coordinator_kind)
            kinds.emplace_back(to_string(kind));
        for (const YamlNode::Entry& entry : node.entries) {
            if (const auto kind = parse_coordinator_kind(entry.key); !kind)
                refuse("REG-085", entry, "there is no kind of coordinator " + in_quotes(entry.key),
                       suggestion(entry.key, kinds));
            else if (const auto key = coordinator(document.scope, entry.value))
                document.content.coordinators[*kind] = *key;
        }
    }

    /// An authority of the same country, as "RO:cmr"; nothing when it was refused.
    std::optional<std::string> coordinator(const SetupScope& scope, const YamlNode& node)
    {
        if (scope.country.empty())
            return std::nullopt;
        if (node.kind != YamlNode::Kind::scalar || node.scalar.empty()) {
            refuse("REG-050", node, "a coordinator is an authority", "write its id, such as " + scope.country + ":ID");
            return std::nullopt;
        }
        const CoordinatorsAtHand at_hand{[this](const AuthorityKey& key) { return authorities_.find(key).has_value(); },
                                         authorities_};
        const auto resolved = resolve_coordinator(node.scalar, scope.country, at_hand);
        if (const auto* fault = std::get_if<ValueFault>(&resolved)) {
            refuse(std::string{fault->code}.c_str(), node, fault->message, fault->hint);
            return std::nullopt;
        }
        const StoredAuthority stored = *authorities_.find(std::get<AuthorityKey>(resolved));
        const std::string key = stored.authority.key.text();
        if (stored.authority.key.country != scope.country) {
            refuse("REG-086", node, key + " is not in " + scope.country, "a set-up names coordinators of its country");
            return std::nullopt;
        }
        if (key == scope.authority) {
            refuse("REG-029", node, key + " would be its own coordinator", "name another, or none");
            return std::nullopt;
        }
        if (const std::string reason = why_not_coordinating(stored.authority, scope.area); !reason.empty())
            warnings_.push_back({Severity::warning,
                                 "REG-087",
                                 place_of(node.line, node.column),
                                 {},
                                 key + " " + reason + ", so the next nearest coordinates until it does",
                                 {}});
        return key;
    }

    void switches(SetupDocument& document, const YamlNode& setup)
    {
        if (setup.kind != YamlNode::Kind::map)
            return refuse("REG-050", setup, "setup is a map of workflows", "write setup: {WORKFLOW: {SWITCH: yes}}");
        const auto known = known_switches(db_, document.scope.area);
        std::vector<std::string> workflows;
        for (const auto& [workflow, names] : known)
            workflows.push_back(workflow);
        for (const YamlNode::Entry& workflow : setup.entries) {
            const auto found = known.find(workflow.key);
            if (found == known.end()) {
                refuse("REG-051", workflow,
                       document.scope.area.empty()
                           ? "there is no workflow " + in_quotes(workflow.key)
                           : "the area " + document.scope.area + " has no workflow " + in_quotes(workflow.key),
                       suggestion(workflow.key, workflows));
                continue;
            }
            if (workflow.value.kind != YamlNode::Kind::map) {
                refuse("REG-050", workflow.value, "a workflow is a map of switches", "write {SWITCH: yes}");
                continue;
            }
            for (const YamlNode::Entry& entry : workflow.value.entries)
                one_switch(document, workflow.key, found->second, entry);
        }
    }

    void one_switch(SetupDocument& document, const std::string& workflow, const std::vector<std::string>& known,
                    const YamlNode::Entry& entry)
    {
        if (std::find(known.begin(), known.end(), entry.key) == known.end())
            return refuse("REG-052", entry, workflow + " has no switch " + in_quotes(entry.key),
                          suggestion(entry.key, known));
        if (const auto on = yes_or_no(entry.value))
            document.content.switches[workflow][entry.key] = *on;
    }

    /// Nothing when it was refused.
    std::optional<bool> yes_or_no(const YamlNode& node)
    {
        if (node.scalar == "yes" || node.scalar == "no")
            return node.scalar == "yes";
        refuse("REG-053", node, in_quotes(node.scalar) + " is neither yes nor no", {});
        return std::nullopt;
    }

    const std::vector<std::string> keys_{"country",      "region",    "area", "authority",
                                         "coordinators", "send-only", "setup"};
    Database& db_;
    AuthorityRepository authorities_;
    Vocabularies vocabularies_;
    std::vector<Diagnostic>& diagnostics_;
    std::vector<Diagnostic>& warnings_;
    std::string file_;
    std::vector<SetupDocument> documents_;
};

} // namespace

std::vector<SetupDocument> read_setups(Database& db, const std::vector<SetupFile>& files,
                                       std::vector<Diagnostic>& diagnostics, std::vector<Diagnostic>& warnings)
{
    SetupReader reader{db, diagnostics, warnings};
    for (const SetupFile& file : files) {
        const auto documents = documents_of(file.text);
        if (documents.empty())
            diagnostics.push_back({Severity::error, "REG-050", {file.name, 0, 0}, {}, "the file is empty", {}});
        for (const std::string& document : documents)
            reader.read(document, file.name);
    }
    return reader.finish();
}

RightsObject object_of(Database& db, const SetupScope& scope)
{
    RightsObject object{0, scope.country, scope.region, scope.area, {}};
    if (!scope.authority.empty()) {
        const StoredAuthority stored = find_authority(db, scope.authority);
        object.authority_id = stored.id;
        object.region = stored.authority.region;
    }
    return object;
}

bool ask_rights(const Actor& actor, const std::vector<SetupDocument>& documents, std::vector<Diagnostic>& diagnostics)
{
    bool is_missing = false;
    for (const SetupDocument& document : documents) {
        if (document.scope.country.empty() || may(actor, "setup", document.object))
            continue;
        is_missing = true;
        diagnostics.push_back({Severity::error,
                               "RGT-010",
                               document.place,
                               {},
                               actor.login + " may not set up " + document.scope.text(),
                               "ask a coordinator of the country, or an operator of the store"});
    }
    return is_missing;
}

std::vector<StoredSetup> with_documents(std::vector<StoredSetup> setups, const std::vector<SetupDocument>& documents)
{
    for (const SetupDocument& document : documents) {
        const auto same = std::find_if(setups.begin(), setups.end(),
                                       [&](const StoredSetup& setup) { return setup.scope == document.scope; });
        if (same != setups.end())
            same->content = document.content;
        else
            setups.push_back({0, document.scope, document.content, {}, 0, 0});
    }
    return setups;
}

SetupScope parse_scope(Database& db, const std::string& text)
{
    const std::size_t at = text.find('@');
    const std::string who = text.substr(0, at);
    SetupScope scope;
    if (at != std::string::npos) {
        const Vocabularies vocabularies = Vocabularies::load(db);
        scope.area = vocabularies.area(text.substr(at + 1));
        if (scope.area.empty())
            throw Error{Status::absent, "REG-014",
                        in_quotes(text.substr(at + 1)) + " is no legislative area of this store",
                        did_you_mean(vocabularies.nearest_area(text.substr(at + 1)))};
    }
    if (who.empty())
        return scope;
    const Country* found = find_country(who.substr(0, who.find_first_of(":/")));
    if (found == nullptr)
        throw Error{Status::input, "REG-004", in_quotes(who) + " names no country",
                    "write RO, DE/DE2 (a region) or RO:cmr (an authority)"};
    scope.country = found->code;
    if (who.find(':') != std::string::npos)
        scope.authority = find_authority(db, who).authority.key.text();
    else if (const std::size_t slash = who.find('/'); slash != std::string::npos)
        scope.region = who.substr(slash + 1);
    return scope;
}

} // namespace imi
