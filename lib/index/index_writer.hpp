// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace imi
{

/// Changes of the index within the caller's transaction. Collects in memory (bounded: it writes by itself when it has
/// collected much; on another core while the caller goes on, where there are many) and writes in the order of the
/// terms. Document numbers are below 2^36.
class IndexWriter
{
public:
    explicit IndexWriter(Database& db);
    ~IndexWriter();
    /// `terms` as index_terms() made them.
    void add(std::int64_t document, std::string_view terms);
    /// `terms` must be those with which the document was added.
    void remove(std::int64_t document, std::string_view terms);
    /// Terms that documents need not have, so that typing errors in them are understood: words of vocabularies.
    void add_words(std::string_view folded_words);
    /// Writes what is left. To be called before the transaction commits.
    void flush();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace imi
