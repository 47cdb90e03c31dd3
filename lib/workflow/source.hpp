// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/yaml.hpp"
#include "questions/findings.hpp"
#include "rules/milestones.hpp"
#include "workflow/model.hpp"

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi::workflow
{

/// A key of a map, and what reads its value.
struct Key {
    std::string_view name;
    std::function<void(const YamlNode&)> read;
    bool needed = false;
};

/// What the readers of one workflow file share: how plain values are read, and where findings go. Each function puts
/// what is wrong among the findings and gives what can still be used.
class Source
{
public:
    Source(std::string file, Findings& findings) : file_{std::move(file)}, findings_{findings} {}

    const std::string& file() const { return file_; }
    void error(std::string_view code, Position at, const std::string& message, std::string hint = {});
    void warning(std::string_view code, Position at, const std::string& message, std::string hint = {});

    /// A map with these keys only: WF-001, WF-002, WF-003 (at `owner`). `what` names the thing in messages.
    void map(const YamlNode& node, const std::string& what, Position owner, std::initializer_list<Key> keys);
    /// A map of ids: `each` gets the id and the value. WF-001, WF-004.
    void ids(const YamlNode& node, const std::string& what,
             const std::function<void(const Name& id, const YamlNode& value)>& each);

    std::string text(const YamlNode& node, const std::string& what);
    /// One scalar, an id or a word: WF-001.
    Name name(const YamlNode& node, const std::string& what);
    /// One, or a list.
    Names names(const YamlNode& node, const std::string& what);
    /// `yes`, nothing else: WF-007.
    bool yes(const YamlNode& node, const std::string& what);
    /// One of the words: WF-007, with the nearest.
    std::optional<std::size_t> one_of(const YamlNode& node, const std::string& what,
                                      std::span<const std::string_view> words);
    std::optional<long> number(const YamlNode& node, const std::string& what);
    /// FORM.QUESTION: WF-009.
    QuestionName question(const YamlNode& node, const std::string& what);
    std::vector<QuestionName> questions(const YamlNode& node, const std::string& what);
    /// WF-008.
    std::optional<Duration> duration(const YamlNode& node, const std::string& what);

private:
    std::string file_;
    Findings& findings_;
};

Position position_of(const YamlNode& node);
Position position_of(const YamlNode::Entry& entry);
/// FORM.QUESTION, or nothing.
std::optional<QuestionName> split_question(const std::string& text, Position at);
bool is_id(std::string_view text);

/// The words that a key takes, as the language and the manual list them.
namespace words
{
inline constexpr std::string_view party_kinds[] = {"starter",    "named", "coordinator", "postbox",
                                                   "commission", "guest", "registered",  "everyone"};
inline constexpr std::string_view coordinator_kinds[] = {"validating", "access", "request", "alert"};
inline constexpr std::string_view each[] = {"none", "country", "authority"};
using imi::milestones;
inline constexpr std::string_view grades[] = {"full", "part", "draft"};
inline constexpr std::string_view once[] = {"never", "user", "party"};
inline constexpr std::string_view levels[] = {"nothing", "trace", "questions", "content", "all"};
inline constexpr std::string_view directory[] = {"create-authority", "grant-areas", "suspend", "reactivate",
                                                 "deactivate"};
/// The fixed verbs of imi-request; `new` is allowed to a start.
inline constexpr std::string_view reserved[] = {
    "new",   "act",   "actions",   "form",  "list",   "show",   "history", "explain", "print", "attach",
    "files", "fetch", "translate", "batch", "import", "export", "events",  "due",     "mail",  "migrate"};
} // namespace words

// The readers of the parts of a file, each in a file of its own.
Condition read_condition(Source& source, const YamlNode& node);
Action read_action(Source& source, const Name& id, const YamlNode& node, bool is_start);
/// An action of `shared`, and the states that it says it is for.
struct SharedAction {
    Action action;
    Names in;
    Names except;
};
SharedAction read_shared(Source& source, const Name& id, const YamlNode& node);
State read_state(Source& source, const Name& id, const YamlNode& node);
std::vector<Party> read_parties(Source& source, const YamlNode& node);
std::vector<SetupSwitch> read_setup(Source& source, const YamlNode& node);
std::vector<FormUse> read_forms(Source& source, const YamlNode& node);
std::vector<ChildKind> read_children(Source& source, const YamlNode& node);
std::vector<Sight> read_sees(Source& source, const YamlNode& node);
Retention read_retention(Source& source, const YamlNode& node);
std::optional<Keeping> read_keeping(Source& source, const YamlNode& node, const std::string& what);

} // namespace imi::workflow
