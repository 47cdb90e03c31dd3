// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Takes one document: its number and its terms as index_terms() made them.
using IndexSink = std::function<void(std::int64_t document, std::string_view terms)>;
/// Gives all documents of the store to the sink, in ascending order of their numbers.
using IndexSource = std::function<void(const IndexSink&)>;

/// Proves that the index says what the documents say: the terms of every document made anew against the postings, the
/// counts, and the packed words against the dictionary. At most `limit` findings, each a sentence; none when all is
/// well. Memory grows with the number of terms only. Within the caller's transaction.
std::vector<std::string> check_index(Database& db, const IndexSource& documents, std::size_t limit = 20);

/// Empties the index and makes it anew; words that documents need not have are to be added afterwards (IndexWriter).
/// Within the caller's transaction.
void rebuild_index(Database& db, const IndexSource& documents);

} // namespace imi
