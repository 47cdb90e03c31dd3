// SPDX-License-Identifier: EUPL-1.2
#include "directory/vocabularies.hpp"

#include "base/hash.hpp"
#include "index/index_writer.hpp"
#include "text/fold.hpp"
#include "text/suggest.hpp"
#include "workflow/compiled.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::string_view select_codes =
    "SELECT vocabulary, code FROM vocabulary_code WHERE heading = 0 AND retired = 0 ORDER BY vocabulary, code";
constexpr std::string_view select_areas = "SELECT code, short, content FROM area ORDER BY code";
constexpr std::string_view upsert_area =
    "INSERT INTO area (code, short, content, fingerprint) VALUES (:code, :short, :content, :fingerprint) "
    "ON CONFLICT (code) DO UPDATE SET short = excluded.short, content = excluded.content, "
    "fingerprint = excluded.fingerprint";
constexpr std::string_view retire_codes = "UPDATE vocabulary_code SET retired = 1 WHERE vocabulary = :vocabulary";
constexpr std::string_view upsert_code =
    "INSERT INTO vocabulary_code (vocabulary, code, parent, heading, retired, position) "
    "VALUES (:vocabulary, :code, :parent, :heading, :retired, :position) "
    "ON CONFLICT (vocabulary, code) DO UPDATE SET parent = excluded.parent, heading = excluded.heading, "
    "retired = excluded.retired, position = excluded.position";
constexpr std::string_view delete_labels =
    "DELETE FROM vocabulary_label WHERE vocabulary = :vocabulary AND code = :code";
constexpr std::string_view insert_label =
    "INSERT INTO vocabulary_label (vocabulary, code, language, kind, position, text, folded) "
    "VALUES (:vocabulary, :code, :language, :kind, :position, :text, :folded)";

constexpr std::string_view select_list =
    "SELECT c.code, c.parent, c.heading, c.retired, (SELECT MIN(l.text) FROM vocabulary_label l "
    "WHERE l.vocabulary = c.vocabulary AND l.code = c.code AND l.kind = 'label' AND l.language IN ('en', 'mul')) "
    "FROM vocabulary_code c WHERE c.vocabulary = :vocabulary ORDER BY c.position";
constexpr std::string_view select_workflows =
    "SELECT content FROM package_part WHERE kind = 'workflow' ORDER BY package, id, position";
constexpr std::string_view select_labels =
    "SELECT code, text FROM vocabulary_label WHERE vocabulary = :vocabulary AND language = :language "
    "AND kind = 'label' ORDER BY code, position";
constexpr std::string_view select_texts = "SELECT DISTINCT text FROM vocabulary_label ORDER BY text";
constexpr std::string_view update_folded = "UPDATE vocabulary_label SET folded = :folded WHERE text = :text";

// Workflows may name further ones.
constexpr std::array<std::string_view, 6> roles_of_every_store{
    "basic-user", "request-handler", "allocator", "referral-handler", "alert-handler", "data-administrator"};
constexpr std::array<std::string_view, 3> rights_of_every_store{"send", "reply", "alert"};

std::set<std::string, std::less<>> as_set(const std::vector<std::string>& names)
{
    return {names.begin(), names.end()};
}

void insert_texts(Database& db, IndexWriter& index, const std::string& vocabulary, const VocabularyCode& code)
{
    db.prepare(delete_labels)
        .bind(":vocabulary", std::string_view{vocabulary})
        .bind(":code", std::string_view{code.code})
        .run();
    Statement insert = db.prepare(insert_label);
    std::int64_t position = 0;
    for (const VocabularyText& text : code.texts) {
        const std::string folded = fold_text(text.text);
        index.add_words(folded);
        insert.bind(":vocabulary", std::string_view{vocabulary})
            .bind(":code", std::string_view{code.code})
            .bind(":language", std::string_view{text.language})
            .bind(":kind", std::string_view{text.synonym ? "synonym" : "label"})
            .bind(":position", position++)
            .bind(":text", std::string_view{text.text})
            .bind(":folded", std::string_view{folded})
            .run();
    }
}

} // namespace

Vocabularies Vocabularies::load(Database& db)
{
    Vocabularies result;
    Statement codes = db.prepare(select_codes);
    while (codes.step())
        result.codes_[std::string{codes.text(0)}].emplace(codes.text(1));
    for (const InstalledArea& area : installed_areas(db)) {
        result.areas_[area.code] = area.code;
        result.areas_[area.short_code] = area.code;
    }
    return result;
}

Vocabularies Vocabularies::load_with_roles(Database& db)
{
    Vocabularies result = load(db);
    auto& roles = result.codes_["user-roles"];
    auto& rights = result.codes_["rights"];
    roles.insert(roles_of_every_store.begin(), roles_of_every_store.end());
    rights.insert(rights_of_every_store.begin(), rights_of_every_store.end());
    Statement workflows = db.prepare(select_workflows);
    while (workflows.step()) {
        const workflow::Workflow workflow = workflow::read_compiled(workflows.text(0));
        roles.merge(as_set(workflow::roles_named(workflow)));
        rights.merge(as_set(workflow::rights_named(workflow)));
    }
    return result;
}

bool Vocabularies::has(std::string_view vocabulary, std::string_view code) const
{
    const auto found = codes_.find(vocabulary);
    return found != codes_.end() && found->second.contains(code);
}

std::vector<std::string> Vocabularies::codes(std::string_view vocabulary) const
{
    const auto found = codes_.find(vocabulary);
    return found == codes_.end() ? std::vector<std::string>{}
                                 : std::vector<std::string>{found->second.begin(), found->second.end()};
}

std::string Vocabularies::area(std::string_view code_or_short) const
{
    std::string lower{code_or_short};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto found = areas_.find(lower);
    return found == areas_.end() ? std::string{} : found->second;
}

std::string Vocabularies::nearest_code(std::string_view vocabulary, std::string_view typed) const
{
    const auto found = codes_.find(vocabulary);
    if (found == codes_.end())
        return {};
    const std::vector<std::string> candidates{found->second.begin(), found->second.end()};
    return nearest(typed, candidates);
}

std::string Vocabularies::hint(std::string_view vocabulary, std::string_view typed) const
{
    if (const std::string near = nearest_code(vocabulary, typed); !near.empty())
        return did_you_mean(near);
    std::string listed;
    if (const auto found = codes_.find(vocabulary); found != codes_.end()) {
        for (const std::string& code : found->second)
            listed.append(listed.empty() ? "give one of: " : ", ").append(code);
    }
    return listed;
}

std::string Vocabularies::nearest_area(std::string_view typed) const
{
    std::vector<std::string> candidates;
    for (const auto& [name, code] : areas_)
        candidates.push_back(name);
    return nearest(typed, candidates);
}

std::int64_t install_package(Database& db, const AreaPackage& package)
{
    if (!package.area.empty()) {
        const Hash fingerprint = sha256(package.content);
        db.prepare(upsert_area)
            .bind(":code", std::string_view{package.area})
            .bind(":short", std::string_view{package.short_code})
            .bind(":content", std::string_view{package.content})
            .bind(":fingerprint", Bytes{fingerprint})
            .run();
    }
    IndexWriter index{db};
    Statement insert = db.prepare(upsert_code);
    std::int64_t count = 0;
    for (const Vocabulary& vocabulary : package.vocabularies) {
        db.prepare(retire_codes).bind(":vocabulary", std::string_view{vocabulary.id}).run();
        std::int64_t position = 0;
        for (const VocabularyCode& code : vocabulary.codes) {
            insert.bind(":vocabulary", std::string_view{vocabulary.id})
                .bind(":code", std::string_view{code.code})
                .bind(":parent", code.parent.empty() ? std::nullopt : std::optional<std::string_view>{code.parent})
                .bind(":heading", std::int64_t{code.heading})
                .bind(":retired", std::int64_t{code.retired})
                .bind(":position", position++)
                .run();
            insert_texts(db, index, vocabulary.id, code);
            ++count;
        }
    }
    index.flush();
    return count;
}

CodeListPtr vocabulary_list(Database& db, std::string_view name)
{
    Statement rows = db.prepare(select_list);
    rows.bind(":vocabulary", name);
    auto list = std::make_shared<CodeList>();
    list->name = name;
    list->path = name;
    list->source = CodeList::Source::external;
    while (rows.step()) {
        ListCode code;
        code.code = rows.text(0);
        code.parent = rows.text(1);
        code.heading = rows.integer(2) != 0;
        code.retired = rows.integer(3) != 0;
        code.label = rows.text(4);
        list->add(std::move(code));
    }
    return list->codes().empty() ? nullptr : list;
}

std::map<std::string, std::string> vocabulary_labels(Database& db, std::string_view name, std::string_view language)
{
    std::map<std::string, std::string> labels;
    Statement rows = db.prepare(select_labels);
    for (const std::string_view one : {language, std::string_view{"mul"}, std::string_view{"en"}}) {
        rows.bind(":vocabulary", name).bind(":language", one);
        while (rows.step())
            labels.emplace(rows.text(0), rows.text(1));
        rows.reset();
    }
    return labels;
}

void fold_labels(Database& db)
{
    Statement labels = db.prepare(select_texts);
    std::vector<std::string> texts;
    while (labels.step())
        texts.emplace_back(labels.text(0));
    Statement update = db.prepare(update_folded);
    for (const std::string& text : texts)
        update.bind(":text", std::string_view{text}).bind(":folded", std::string_view{fold_text(text)}).run();
}

std::vector<InstalledArea> installed_areas(Database& db)
{
    std::vector<InstalledArea> areas;
    Statement rows = db.prepare(select_areas);
    while (rows.step())
        areas.push_back({std::string{rows.text(0)}, std::string{rows.text(1)}, std::string{rows.text(2)}});
    return areas;
}

} // namespace imi
