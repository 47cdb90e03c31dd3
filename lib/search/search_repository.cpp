// SPDX-License-Identifier: EUPL-1.2
#include "search/search_repository.hpp"

namespace imi
{

namespace
{

constexpr std::string_view select_codes =
    "SELECT DISTINCT vocabulary, code FROM vocabulary_label WHERE folded = :folded ORDER BY vocabulary, code LIMIT 16";
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

Statement& SearchRepository::authority_statement(std::int64_t id)
{
    if (!authority_)
        authority_.emplace(db_.prepare(select_authority));
    return authority_->bind(":id", id);
}

} // namespace imi
