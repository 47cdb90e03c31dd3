// SPDX-License-Identifier: EUPL-1.2
#include "formats/yaml.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "text/check.hpp"
#include "text/escape.hpp"
#include "text/normalise.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>

namespace imi
{

namespace
{

/// Builds our tree from the library's events and refuses what the library would take: anchors, tags, doubles, depth.
class TreeBuilder : public YAML::EventHandler
{
public:
    /// `doubles` takes the keys that stand twice; nullptr refuses them.
    TreeBuilder(const std::string& file, std::vector<Diagnostic>* doubles) : file_{file}, doubles_{doubles} {}
    YamlNode take() { return std::move(root_); }
    bool has_document() const { return documents_ != 0; }

    void OnDocumentStart(const YAML::Mark&) override { ++documents_; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(mark, {}, anchor, {}); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        refuse("FMT-031", mark, "aliases are not allowed", "write the value out");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        scalar(mark, tag, anchor, value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        start(mark, tag, anchor, YamlNode::Kind::list);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        start(mark, tag, anchor, YamlNode::Kind::map);
    }
    void OnMapEnd() override { end(); }

    [[noreturn]] void refuse(const char* code, const YAML::Mark& mark, const std::string& message,
                             const std::string& hint = {}) const
    {
        const auto line = static_cast<std::size_t>(std::max(mark.line, 0)) + 1;
        const auto column = static_cast<std::size_t>(std::max(mark.column, 0)) + 1;
        throw Error{Status::input, code, message + " (line " + std::to_string(line) + ")", hint,
                    Place{file_, line, column}.text()};
    }

private:
    /// A collection that is open, and the key that waits for its value.
    struct Open {
        YamlNode node;
        bool has_key = false;
        bool is_double = false; ///< the key stood before
        YamlNode::Entry entry;
        std::unordered_set<std::string> keys;
    };

    void check(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor)
    {
        if (anchor != YAML::NullAnchor)
            refuse("FMT-031", mark, "anchors and aliases are not allowed", "write the value out");
        if (!tag.empty() && tag != "?" && tag != "!")
            refuse("FMT-032", mark, "the tag " + escape_for_message(tag) + " is not allowed",
                   "remove it: every value is text");
        if (++nodes_ > limits::yaml_nodes)
            refuse("FMT-034", mark, "has more than " + std::to_string(limits::yaml_nodes) + " values");
        if (documents_ > 1)
            refuse("FMT-030", mark, "a second document begins here; only one is allowed");
    }

    void scalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value)
    {
        check(mark, tag, anchor);
        YamlNode node;
        node.scalar = to_nfc(value);
        node.quoted = tag == "!";
        place(node, mark);
        put(std::move(node), mark);
    }

    void start(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind)
    {
        check(mark, tag, anchor);
        if (open_.size() >= limits::yaml_depth)
            refuse("FMT-034", mark, "is nested deeper than " + std::to_string(limits::yaml_depth) + " levels");
        if (!open_.empty() && open_.back().node.kind == YamlNode::Kind::map && !open_.back().has_key)
            refuse("FMT-030", mark, "a key must be a plain text");
        Open open;
        open.node.kind = kind;
        place(open.node, mark);
        open_.push_back(std::move(open));
    }

    void end()
    {
        YamlNode node = std::move(open_.back().node);
        open_.pop_back();
        put(std::move(node), {});
    }

    void put(YamlNode node, const YAML::Mark& mark)
    {
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& open = open_.back();
        if (open.node.kind == YamlNode::Kind::list) {
            open.node.items.push_back(std::move(node));
        } else if (!open.has_key) {
            if (node.scalar == "<<" && !node.quoted)
                refuse("FMT-031", mark, "merge keys are not allowed", "write the values out");
            open.is_double = !open.keys.insert(node.scalar).second;
            if (open.is_double)
                take_double(node, mark);
            open.entry = {std::move(node.scalar), node.line, node.column, {}};
            open.has_key = true;
        } else {
            open.entry.value = std::move(node);
            if (!open.is_double)
                open.node.entries.push_back(std::move(open.entry));
            open.has_key = false;
        }
    }

    void take_double(const YamlNode& key, const YAML::Mark& mark)
    {
        const std::string message = "the key '" + escape_for_message(key.scalar) + "' stands twice";
        const std::string hint = "keep one of them";
        if (doubles_ == nullptr)
            refuse("FMT-033", mark, message, hint);
        doubles_->push_back({Severity::error, "FMT-033", {file_, key.line, key.column}, {}, message, hint});
    }

    static void place(YamlNode& node, const YAML::Mark& mark)
    {
        node.line = static_cast<std::size_t>(std::max(mark.line, 0)) + 1;
        node.column = static_cast<std::size_t>(std::max(mark.column, 0)) + 1;
    }

    std::string file_;
    std::vector<Diagnostic>* doubles_;
    YamlNode root_;
    std::vector<Open> open_;
    std::size_t nodes_ = 0;
    std::size_t documents_ = 0;
};

void require_text(std::string_view text, const std::string& file)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    std::size_t line = 1;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view one = text.substr(0, end);
        if (one.ends_with('\r'))
            one.remove_suffix(1);
        if (const auto fault = text_fault(one, TextKind::free))
            throw Error{Status::input, "FMT-035", fault->message + " (line " + std::to_string(line) + ")",
                        "save the file as plain UTF-8 text", Place{file, line, fault->column}.text()};
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
    }
}

} // namespace

const YamlNode* YamlNode::find(std::string_view key) const
{
    for (const Entry& entry : entries) {
        if (entry.key == key)
            return &entry.value;
    }
    return nullptr;
}

namespace
{

YamlNode parse(std::string_view text, const std::string& file, std::vector<Diagnostic>* doubles)
{
    require_text(text, file);
    TreeBuilder builder{file, doubles};
    try {
        std::istringstream stream{std::string{text}};
        YAML::Parser parser{stream};
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const YAML::Exception& error) {
        // The library calls anything nested too deeply a bad file.
        if (error.msg.find("bad file") != std::string::npos)
            builder.refuse("FMT-034", error.mark,
                           "is nested deeper than " + std::to_string(limits::yaml_depth) + " levels");
        builder.refuse("FMT-030", error.mark, "is no valid YAML: " + escape_for_message(error.msg, 160),
                       "quote texts that hold : # { } [ ] , or begin with a special character");
    }
    if (!builder.has_document())
        throw Error{Status::input, "FMT-030", "is empty", {}, file};
    return builder.take();
}

} // namespace

YamlNode parse_yaml(std::string_view text, const std::string& file) { return parse(text, file, nullptr); }

YamlNode parse_yaml(std::string_view text, const std::string& file, std::vector<Diagnostic>& doubles)
{
    return parse(text, file, &doubles);
}

YamlNode read_yaml(const std::string& path, std::uint64_t max_bytes)
{
    Input input = Input::open(path);
    return parse_yaml(read_all(input, max_bytes), path);
}

} // namespace imi
