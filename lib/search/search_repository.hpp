// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A code that a text stands for.
struct VocabularyMatch {
    std::string vocabulary;
    std::string code;
};

/// What search reads beside the index. Statements are kept. Must not outlive `db`.
class SearchRepository
{
public:
    explicit SearchRepository(Database& db) : db_{db} {}

    /// Codes one of whose labels or synonyms folds to the text, by vocabulary and code.
    std::vector<VocabularyMatch> codes_of(std::string_view folded);
    /// What stands above a code in its vocabulary; empty at the top.
    std::string parent_of(std::string_view vocabulary, std::string_view code);
    /// Of a city of the vocabulary: the telling word of each of its labels, folded; the synonyms left out.
    std::vector<std::string> words_of_city(std::string_view vocabulary, std::string_view code);

    /// Documents of the authorities of a country whose own id this is, without regard to case; `code` is folded so.
    std::vector<std::int64_t> with_id(std::string_view country, std::string_view code);

    /// Calls `visit(country, code, content, state)` for an authority; false when there is none. Views live during the
    /// call.
    template <class Visit> bool read_authority(std::int64_t id, Visit visit)
    {
        Statement& statement = authority_statement(id);
        const bool found = statement.step();
        if (found)
            visit(statement.text(0), statement.text(1), statement.text(2), statement.text(3));
        statement.reset();
        return found;
    }

    /// Whether any authority is followed by another.
    bool has_successions();

private:
    Statement& authority_statement(std::int64_t id);

    Database& db_;
    std::optional<Statement> codes_, parents_, labels_, ids_, authority_;
    std::optional<bool> has_successions_;
};

} // namespace imi
