// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "questions/area_reader.hpp"
#include "questions/form_checks.hpp"
#include "questions/form_reader.hpp"
#include "questions/library.hpp"
#include "questions/library_checks.hpp"
#include "questions/list_reader.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 11> kinds = {"area",     "vocabulary", "lists", "set",    "form",   "survey",
                                                    "workflow", "mail",       "texts", "report", "columns"};

/// Whether other modules read it.
bool is_other(std::string_view kind)
{
    return kind == "workflow" || kind == "mail" || kind == "report" || kind == "columns";
}

/// A YAML file of a package, read but not yet understood.
struct Source {
    std::size_t package = 0;
    const PackageFile* file = nullptr;
    std::string kind; ///< its first key; empty when it is none
    std::string id;
    YamlNode root;
    std::vector<Text> texts;
    enum class State { waiting, reading, done } state = State::waiting;
    std::shared_ptr<const Form> form;
};

std::string stem(const std::string& name)
{
    const std::size_t slash = name.rfind('/');
    const std::string last = slash == std::string::npos ? name : name.substr(slash + 1);
    return last.substr(0, last.rfind('.'));
}

} // namespace

/// Reads the files of all packages in the order in which they need each other.
class LibraryReader
{
public:
    LibraryReader(const std::vector<PackageFolder>& folders, Findings& findings)
        : folders_{folders}, findings_{findings}
    {
    }

    Library read()
    {
        for (const PackageFolder& folder : folders_) {
            Package package;
            package.name = folder.name;
            package.folder = folder.path;
            library_.packages_.push_back(std::move(package));
        }
        for (std::size_t i = 0; i < folders_.size(); ++i) {
            for (const PackageFile& file : folders_[i].files)
                open(i, file);
        }
        for_kind("area", [&](Source& source) { read_area_file(source); });
        for_kind("vocabulary", [&](Source& source) { read_vocabulary_file(source); });
        for_kind("lists", [&](Source& source) { read_lists_file(source); });
        for_kind("texts", [&](Source& source) { read_texts_file(source); });
        for (Source& source : sources_) {
            if (is_form(source))
                read_form_file(source);
        }
        check_library(library_, findings_);
        hand_over_texts();
        return std::move(library_);
    }

    /// Forms that were not read yet are read when they are named.
    std::shared_ptr<const Form> form(std::string_view id, const std::string& package)
    {
        Source* source = find_form(id, package);
        if (source == nullptr || source->state == Source::State::reading)
            return nullptr;
        read_form_file(*source);
        return source->form;
    }
    bool is_being_read(std::string_view id, const std::string& package)
    {
        const Source* source = find_form(id, package);
        return source != nullptr && source->state == Source::State::reading;
    }
    std::vector<std::string> form_names(const std::string& package)
    {
        std::vector<std::string> names;
        for (const Source& source : sources_) {
            if (source.kind == "form" && sees(package, source.package))
                names.push_back(source.id);
        }
        return names;
    }

private:
    static bool is_form(const Source& source)
    {
        return source.kind == "set" || source.kind == "form" || source.kind == "survey";
    }
    template <class Each> void for_kind(std::string_view kind, Each each)
    {
        for (Source& source : sources_) {
            if (source.kind == kind)
                each(source);
        }
    }

    void open(std::size_t package, const PackageFile& file)
    {
        if (file.name.ends_with(".po")) {
            open_po(package, file);
            return;
        }
        if (!file.name.ends_with(".yaml"))
            return;
        Source source;
        source.package = package;
        source.file = &file;
        std::vector<Diagnostic> doubles;
        try {
            source.root = parse_yaml(file.text, file.path, doubles);
        } catch (const Error& error) {
            findings_.add(finding_of(error));
            return;
        }
        for (Diagnostic& twice : doubles)
            findings_.add(as_finding(std::move(twice)));
        identify(source);
        if (!source.kind.empty())
            sources_.push_back(std::move(source));
    }

    void open_po(std::size_t package, const PackageFile& file)
    {
        PoFile po{stem(file.name), file.path, file.text, {}};
        try {
            po.entries = parse_po(file.text, file.path);
        } catch (const Error& error) {
            findings_.add(finding_of(error));
            return;
        }
        library_.packages_[package].po.push_back(std::move(po));
    }

    /// The first key says what the file is, its value what it is called.
    void identify(Source& source)
    {
        const std::string& path = source.file->path;
        if (source.root.kind != YamlNode::Kind::map || source.root.entries.empty()) {
            findings_.error("QS-007", place_of(path, source.root), "the file says not what it is",
                            "begin it with set:, form:, survey:, vocabulary:, lists:, area: or workflow:");
            return;
        }
        const YamlNode::Entry& first = source.root.entries.front();
        if (std::find(kinds.begin(), kinds.end(), first.key) == kinds.end()) {
            const std::vector<std::string> names{kinds.begin(), kinds.end()};
            findings_.error("QS-007", place_of(path, first),
                            "the first key " + in_quotes(first.key) + " is no kind of file",
                            suggest_one(first.key, names));
            return;
        }
        if (first.value.kind != YamlNode::Kind::scalar || first.value.scalar.empty()) {
            findings_.error("QS-010", place_of(path, first), "'" + first.key + "' takes the id of the file");
            return;
        }
        source.kind = first.key;
        source.id = first.value.scalar;
        check_id(source, first);
    }

    void check_id(Source& source, const YamlNode::Entry& first)
    {
        const std::string& folder = folders_[source.package].name;
        std::string expected = stem(source.file->name);
        if (source.kind == "area" || (source.kind == "lists" && folder != "shared"))
            expected = folder;
        else if (source.kind == "lists" || (source.kind == "mail" && folder == "shared"))
            expected = "common";
        else if (source.kind == "mail")
            expected = folder;
        static const Acts no_acts;
        std::vector<Text> none;
        Reading reading{source.file->path, "en", no_acts, none, findings_};
        if (!reading.is_code(source.id, reading.at(first.value)))
            return;
        if (source.id != expected)
            findings_.error("QS-006", place_of(source.file->path, first.value),
                            "the " + source.kind + " " + in_quotes(source.id) + " stands where " + in_quotes(expected) +
                                " is expected",
                            "name the file like its id");
    }

    Reading reading_of(Source& source)
    {
        static const Acts no_acts;
        const Package& package = library_.packages_[source.package];
        return Reading{source.file->path, package.source_language(), package.area ? package.area->acts : no_acts,
                       source.texts, findings_};
    }

    void read_area_file(Source& source)
    {
        const Acts acts = area_acts(source.root);
        Reading reading{source.file->path, area_source_language(source.root), acts, source.texts, findings_};
        Package& package = library_.packages_[source.package];
        if (package.area)
            reading.error("QS-004", reading.at(source.root), "the folder has an area already");
        else
            package.area = read_area(source.root, reading);
    }

    void read_vocabulary_file(Source& source)
    {
        Reading reading = reading_of(source);
        const PackageFolder& folder = folders_[source.package];
        const std::string below = source.file->name.substr(0, source.file->name.rfind('/') + 1);
        const auto sibling = [&](const std::string& name) -> std::optional<std::string_view> {
            for (const PackageFile& file : folder.files) {
                if (file.name == below + name)
                    return file.text;
            }
            return std::nullopt;
        };
        library_.packages_[source.package].vocabularies.push_back(read_vocabulary(source.root, reading, sibling));
    }

    void read_lists_file(Source& source)
    {
        constexpr std::array<std::string_view, 4> keys = {"lists", "version", "answers", "patterns"};
        Reading reading = reading_of(source);
        Package& package = library_.packages_[source.package];
        reading.only_keys(source.root, keys);
        reading.version(source.root);
        if (const YamlNode* answers = source.root.find("answers")) {
            for (auto& list : read_answer_lists(*answers, "lists", reading))
                package.lists.push_back(std::move(list));
        }
        if (const YamlNode* patterns = source.root.find("patterns")) {
            for (auto& pattern : read_patterns(*patterns, reading))
                package.patterns.push_back(std::move(pattern));
        }
    }

    /// Texts that programs show or look for beside those of a law, by section and name; a list is of synonyms.
    void read_texts_file(Source& source)
    {
        constexpr std::array<std::string_view, 4> keys = {"texts", "version", "sections", "for-translators"};
        Reading reading = reading_of(source);
        reading.only_keys(source.root, keys);
        reading.version(source.root);
        const YamlNode* note = source.root.find("for-translators");
        const std::string comment = note == nullptr ? "" : reading.plain(*note, "for-translators").value_or("");
        const YamlNode* sections = reading.needed(source.root, "sections", reading.at(source.root), "texts");
        if (sections == nullptr || !reading.is_map(*sections, "sections"))
            return;
        for (const YamlNode::Entry& section : sections->entries) {
            if (!reading.is_code(section.key, reading.at(section)) || !reading.is_map(section.value, section.key))
                continue;
            for (const YamlNode::Entry& entry : section.value.entries) {
                if (!reading.is_code(entry.key, reading.at(entry)))
                    continue;
                const std::string path = source.id + "/" + section.key + "/" + entry.key;
                if (entry.value.kind == YamlNode::Kind::list)
                    reading.synonyms(entry.value, path);
                else
                    reading.text(entry.value, path, entry.key, comment);
            }
        }
    }

    bool sees(const std::string& package, std::size_t other) const
    {
        const auto order = library_.lookup_order(package);
        return std::find(order.begin(), order.end(), &library_.packages_[other]) != order.end();
    }

    Source* find_form(std::string_view id, const std::string& package)
    {
        for (const Package* one : library_.lookup_order(package)) {
            for (Source& source : sources_) {
                if (is_form(source) && source.id == id && &library_.packages_[source.package] == one)
                    return &source;
            }
        }
        return nullptr;
    }

    void read_form_file(Source& source);

    void hand_over_texts()
    {
        constexpr std::array<std::string_view, 7> order = {"area", "vocabulary", "lists", "texts",
                                                           "set",  "form",       "survey"};
        for (const std::string_view kind : order) {
            if (kind == "form" || kind == "survey")
                continue;
            for (Source& source : sources_) {
                // Questions stand in the order of their files, whatever their kind.
                if (source.kind != kind && !(kind == "set" && is_form(source)))
                    continue;
                sort_by_place(source.texts);
                std::vector<Text>& texts = library_.packages_[source.package].texts;
                texts.insert(texts.end(), source.texts.begin(), source.texts.end());
            }
        }
        for (Source& source : sources_) {
            Package& package = library_.packages_[source.package];
            if (is_other(source.kind))
                package.others.push_back({source.kind, source.id, source.file->path, std::move(source.root)});
        }
    }

    const std::vector<PackageFolder>& folders_;
    Findings& findings_;
    Library library_;
    std::vector<Source> sources_;
};

namespace
{

/// Names while forms are still being read.
class ReadingNames : public Names
{
public:
    ReadingNames(LibraryReader& reader, const Library& library, std::string package)
        : reader_{reader}, ready_{library.names(package)}, package_{std::move(package)}
    {
    }
    CodeListPtr list(std::string_view name) const override { return ready_->list(name); }
    std::shared_ptr<const Pattern> pattern(std::string_view name) const override { return ready_->pattern(name); }
    std::shared_ptr<const Form> form(std::string_view id) const override { return reader_.form(id, package_); }
    bool is_being_read(std::string_view id) const override { return reader_.is_being_read(id, package_); }
    std::vector<std::string> list_names() const override { return ready_->list_names(); }
    std::vector<std::string> pattern_names() const override { return ready_->pattern_names(); }
    std::vector<std::string> form_names() const override { return reader_.form_names(package_); }

private:
    LibraryReader& reader_;
    std::unique_ptr<Names> ready_;
    std::string package_;
};

} // namespace

void LibraryReader::read_form_file(Source& source)
{
    if (source.state != Source::State::waiting)
        return;
    source.state = Source::State::reading;
    Package& package = library_.packages_[source.package];
    const ReadingNames names{*this, library_, package.name};
    FormScope scope{names, package.name, nullptr, nullptr};
    if (package.area && !package.area->subject.empty())
        scope.subject = library_.list(package.area->subject, package.name);
    scope.reasons = library_.list(package.area ? package.area->cannot_answer : Area{}.cannot_answer, package.name);
    const FormKind kind = source.kind == "set"    ? FormKind::set
                          : source.kind == "form" ? FormKind::form
                                                  : FormKind::survey;
    Reading reading = reading_of(source);
    auto form = std::make_shared<Form>(read_form(source.root, kind, scope, reading));
    check_form(*form, findings_);
    source.form = form;
    source.state = Source::State::done;
    package.forms.push_back(std::move(form));
    std::sort(package.forms.begin(), package.forms.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
}

Library Library::read(const std::vector<PackageFolder>& folders, Findings& findings)
{
    return LibraryReader{folders, findings}.read();
}

} // namespace imi
