// SPDX-License-Identifier: EUPL-1.2
#include "search/search_repository.hpp"

#include "directory/authority.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::string_view select_codes =
    "SELECT DISTINCT vocabulary, code FROM vocabulary_label WHERE folded = :folded ORDER BY vocabulary, code LIMIT 16";
constexpr std::string_view select_parent =
    "SELECT parent FROM vocabulary_code WHERE vocabulary = :vocabulary AND code = :code";
constexpr std::string_view select_labels =
    "SELECT DISTINCT folded FROM vocabulary_label WHERE vocabulary = :vocabulary AND code = :code AND kind = 'label' "
    "ORDER BY folded";
constexpr std::string_view select_id =
    "SELECT id FROM authority WHERE country = :country AND code_folded = :code AND content <> :withdrawn";
constexpr std::string_view select_authority = "SELECT country, code, content, state FROM authority WHERE id = :id";

constexpr std::string_view select_succession = "SELECT 1 FROM succession LIMIT 1";

} // namespace

bool SearchRepository::has_successions()
{
    if (!has_successions_)
        has_successions_ = db_.prepare(select_succession).step();
    return *has_successions_;
}

std::vector<VocabularyMatch> SearchRepository::codes_of(std::string_view folded)
{
    if (!codes_)
        codes_.emplace(db_.prepare(select_codes));
    codes_->bind(":folded", folded);
    std::vector<VocabularyMatch> codes;
    while (codes_->step())
        codes.push_back({std::string{codes_->text(0)}, std::string{codes_->text(1)}});
    codes_->reset();
    return codes;
}

std::string SearchRepository::parent_of(std::string_view vocabulary, std::string_view code)
{
    if (!parents_)
        parents_.emplace(db_.prepare(select_parent));
    parents_->bind(":vocabulary", vocabulary).bind(":code", code);
    std::string parent{parents_->step() ? parents_->text(0) : std::string_view{}};
    parents_->reset();
    return parent;
}

std::vector<std::string> SearchRepository::words_of_city(std::string_view vocabulary, std::string_view code)
{
    if (!labels_)
        labels_.emplace(db_.prepare(select_labels));
    labels_->bind(":vocabulary", vocabulary).bind(":code", code);
    std::vector<std::string> words;
    while (labels_->step()) {
        // "Frankfurt am Main" is known by its longest word.
        std::string_view rest = labels_->text(0), longest;
        while (!rest.empty()) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            longest = word.size() > longest.size() ? word : longest;
            rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        }
        words.emplace_back(longest);
    }
    labels_->reset();
    return words;
}

std::vector<std::int64_t> SearchRepository::with_id(std::string_view country, std::string_view code)
{
    if (!ids_)
        ids_.emplace(db_.prepare(select_id));
    ids_->bind(":country", country).bind(":code", code).bind(":withdrawn", withdrawn_content);
    std::vector<std::int64_t> documents;
    while (ids_->step())
        documents.push_back(ids_->integer(0));
    ids_->reset();
    return documents;
}

Statement& SearchRepository::authority_statement(std::int64_t id)
{
    if (!authority_)
        authority_.emplace(db_.prepare(select_authority));
    return authority_->bind(":id", id);
}

} // namespace imi
