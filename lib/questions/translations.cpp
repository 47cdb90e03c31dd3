// SPDX-License-Identifier: EUPL-1.2
#include "questions/translations.hpp"

#include "base/language.hpp"
#include "questions/placeholders.hpp"
#include "questions/reading.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace imi
{

namespace
{

enum class EntryState { good, stale, empty };

EntryState state_of(const PoEntry& entry, const Text& text)
{
    if (entry.translation.empty())
        return EntryState::empty;
    return entry.fuzzy || tidy_text(entry.source) != text.source ? EntryState::stale : EntryState::good;
}

using TextIndex = std::unordered_map<std::string, const Text*>;

TextIndex index_of(const Package& package)
{
    TextIndex index;
    for (const Text& text : package.texts)
        index.emplace(text.path, &text);
    return index;
}

class TranslationChecks
{
public:
    TranslationChecks(const Package& package, bool release, Findings& findings)
        : package_{package}, severity_{release ? Severity::error : Severity::warning}, release_{release},
          findings_{findings}, index_{index_of(package)}
    {
    }

    void run()
    {
        for (const PoFile& po : package_.po)
            check_file(po);
        check_in_place();
    }

private:
    void check_file(const PoFile& po)
    {
        if (!is_working_language(po.language)) {
            const std::vector<std::string> names{working_languages.begin(), working_languages.end()};
            findings_.error("QS-020", {po.file, 1, 1}, in_quotes(po.language) + " is none of the 26 languages",
                            suggest_one(po.language, names));
        }
        std::set<std::string> present;
        for (const PoEntry& entry : po.entries) {
            present.insert(entry.context);
            check_entry(po, entry);
        }
        check_absent(po, present);
    }

    void check_entry(const PoFile& po, const PoEntry& entry)
    {
        const Place place{po.file, entry.line, 1};
        const auto found = index_.find(entry.context);
        if (found == index_.end()) {
            findings_.warning("QS-100", place, "the text " + in_quotes(entry.context) + " is gone",
                              "imi-lang update moves it to the end");
            return;
        }
        const Text& text = *found->second;
        const bool twice = !entry.translation.empty() && has_in_place(text, po.language);
        if (twice)
            findings_.error("QS-102", place,
                            in_quotes(entry.context) + " has a text in " + po.language + " here and in " +
                                text.place.text(),
                            "keep one of them");
        switch (state_of(entry, text)) {
        case EntryState::good:
            check_marks(text, entry.translation, place, po.language);
            break;
        case EntryState::stale:
            add("QS-101", place, in_quotes(entry.context) + " was translated from another text",
                "the text is now: " + text.source);
            break;
        case EntryState::empty:
            if (!has_in_place(text, po.language))
                add("QS-103", place, in_quotes(entry.context) + " has no text in " + po.language, {});
            break;
        }
    }

    /// Texts without an entry: each where the language is mostly there or a release is made, else their number.
    void check_absent(const PoFile& po, const std::set<std::string>& present)
    {
        std::vector<const Text*> absent;
        for (const Text& text : package_.texts) {
            if (!present.contains(text.path) && !has_in_place(text, po.language) &&
                po.language != package_.source_language())
                absent.push_back(&text);
        }
        if (release_ || 2 * absent.size() < package_.texts.size()) {
            for (const Text* text : absent)
                report_missing(*text, po.language, "add it to " + po.file);
        } else {
            add("QS-103", {po.file, 1, 1},
                std::to_string(absent.size()) + " of " + std::to_string(package_.texts.size()) + " texts have no entry",
                "imi-lang update adds them");
        }
    }

    void report_missing(const Text& text, const std::string& language, std::string hint)
    {
        add("QS-103", text.place, in_quotes(text.path) + " has no text in " + language, std::move(hint));
    }

    /// In a file that carries its translations itself, a language that one text has, all should have.
    void check_in_place()
    {
        std::map<std::string, std::set<std::string>> languages;
        for (const Text& text : package_.texts) {
            for (const auto& [language, translation] : text.in_place) {
                languages[text.place.file].insert(language);
                check_marks(text, translation, text.place, language);
            }
        }
        for (const Text& text : package_.texts) {
            for (const std::string& language : languages[text.place.file]) {
                const bool has_file = std::any_of(package_.po.begin(), package_.po.end(),
                                                  [&](const PoFile& po) { return po.language == language; });
                if (!has_file && !has_in_place(text, language))
                    report_missing(text, language, "add it beside the others");
            }
        }
    }

    void check_marks(const Text& text, const std::string& translation, const Place& place, const std::string& language)
    {
        if (text.is_list)
            return;
        if (placeholders(text.source) != placeholders(translation))
            findings_.error("QS-023", place,
                            "the text of " + in_quotes(text.path) + " in " + language +
                                " has not the placeholders of the source",
                            "the source is: " + text.source);
        else if (numbers(text.source) != numbers(translation))
            findings_.warning("QS-024", place,
                              "the text of " + in_quotes(text.path) + " in " + language +
                                  " has other numbers than the source",
                              "the source is: " + text.source);
    }

    static bool has_in_place(const Text& text, const std::string& language)
    {
        return std::any_of(text.in_place.begin(), text.in_place.end(),
                           [&](const auto& one) { return one.first == language; });
    }

    void add(std::string_view code, const Place& place, const std::string& message, std::string hint)
    {
        findings_.add({severity_, std::string{code}, place, {}, message, std::move(hint)});
    }

    const Package& package_;
    Severity severity_;
    bool release_;
    Findings& findings_;
    TextIndex index_;
};

} // namespace

Translations translations_of(const Package& package)
{
    const TextIndex index = index_of(package);
    Translations result;
    for (const Text& text : package.texts) {
        for (const auto& [language, translation] : text.in_place)
            result[language][text.path] = translation;
    }
    for (const PoFile& po : package.po) {
        for (const PoEntry& entry : po.entries) {
            const auto found = index.find(entry.context);
            if (found != index.end() && state_of(entry, *found->second) == EntryState::good)
                result[po.language].emplace(entry.context, tidy_text(entry.translation));
        }
    }
    return result;
}

std::vector<TranslationCount> count_translations(const Package& package)
{
    const TextIndex index = index_of(package);
    std::map<std::string, TranslationCount> counts;
    for (const auto& [language, texts] : translations_of(package))
        counts[language].translated = texts.size();
    for (const PoFile& po : package.po) {
        TranslationCount& count = counts[po.language];
        for (const PoEntry& entry : po.entries) {
            const auto found = index.find(entry.context);
            count.gone += found == index.end();
            count.stale += found != index.end() && state_of(entry, *found->second) == EntryState::stale;
        }
    }
    std::vector<TranslationCount> result;
    for (auto& [language, count] : counts) {
        count.language = language;
        count.texts = package.texts.size();
        count.missing = count.texts - std::min(count.texts, count.translated + count.stale);
        result.push_back(count);
    }
    return result;
}

void check_translations(const Package& package, bool release, Findings& findings)
{
    TranslationChecks{package, release, findings}.run();
}

std::vector<std::string> split_synonyms(const std::string& joined)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= joined.size();) {
        const std::size_t end = std::min(joined.find(" | ", begin), joined.size());
        if (end > begin)
            parts.push_back(joined.substr(begin, end - begin));
        begin = end + 3;
    }
    return parts;
}

} // namespace imi
