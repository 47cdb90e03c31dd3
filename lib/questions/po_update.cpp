// SPDX-License-Identifier: EUPL-1.2
#include "questions/po_update.hpp"

#include "questions/reading.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace imi
{

namespace
{

class PoUpdater
{
public:
    PoUpdater(const Package& package, const std::string& language) : package_{package}, language_{language}
    {
        for (const PoFile& po : package.po) {
            if (po.language == language)
                old_ = parse_po_document(po.text, po.file);
        }
        for (const PoEntry& entry : old_.obsolete)
            by_context_[entry.context] = &entry;
        for (const PoEntry& entry : old_.entries)
            by_context_[entry.context] = &entry;
    }

    PoUpdate run()
    {
        PoDocument document;
        document.comments = old_.comments;
        document.header = old_.header.empty() ? new_header() : old_.header;
        std::set<std::string> present;
        for (const Text& text : package_.texts) {
            const bool in_place = std::any_of(text.in_place.begin(), text.in_place.end(),
                                              [&](const auto& one) { return one.first == language_; });
            if (!in_place && present.insert(text.path).second)
                document.entries.push_back(entry_of(text));
        }
        for (const auto& [context, entry] : by_context_) {
            if (present.contains(context) || entry->translation.empty())
                continue;
            document.obsolete.push_back(*entry);
            const bool was_current =
                std::any_of(old_.entries.begin(), old_.entries.end(),
                            [&, &name = context](const PoEntry& one) { return one.context == name; });
            update_.gone += was_current;
        }
        update_.text = write_po(document);
        return std::move(update_);
    }

private:
    std::string new_header() const
    {
        return "Project-Id-Version: " + package_.name + "\nLanguage: " + language_ +
               "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n";
    }

    PoEntry entry_of(const Text& text)
    {
        const auto found = by_context_.find(text.path);
        PoEntry entry;
        if (found != by_context_.end())
            entry = *found->second;
        else
            ++update_.added;
        entry.context = text.path;
        entry.extracted = text.comment;
        entry.reference = reference_of(text);
        settle(entry, text.source);
        return entry;
    }

    void settle(PoEntry& entry, const std::string& source)
    {
        if (entry.translation.empty()) {
            entry.fuzzy = false;
            entry.previous.clear();
        } else if (entry.fuzzy && !entry.previous.empty() && tidy_text(entry.previous) == source) {
            entry.fuzzy = false;
            entry.previous.clear();
            ++update_.restored;
        } else if (tidy_text(entry.source) != source) {
            // What the translation was made for is older than the last change where it was fuzzy already.
            if (!entry.fuzzy || entry.previous.empty())
                entry.previous = entry.source;
            update_.made_fuzzy += !entry.fuzzy;
            entry.fuzzy = true;
        }
        entry.source = source;
    }

    /// Inside the folder, so that the file does not depend on where the package lies.
    std::string reference_of(const Text& text) const
    {
        std::string file = text.place.file;
        if (file.starts_with(package_.folder + "/"))
            file.erase(0, package_.folder.size() + 1);
        return file + ":" + std::to_string(text.place.line);
    }

    const Package& package_;
    const std::string& language_;
    PoDocument old_;
    std::map<std::string, const PoEntry*> by_context_;
    PoUpdate update_;
};

} // namespace

PoUpdate update_po(const Package& package, const std::string& language) { return PoUpdater{package, language}.run(); }

} // namespace imi
