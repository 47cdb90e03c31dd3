// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/hash.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace imi
{

/// What is to be done to one authority, ready to be stored.
struct PlannedChange {
    std::int64_t id = 0; ///< 0: to be created
    std::int64_t version = 0;
    AuthorityKey key;
    AuthorityState state = AuthorityState::active;
    std::string content;
    Hash content_hash{}, old_hash{}, input_hash{};
    std::string terms, old_terms; ///< of the index
    bool has_lists = false;       ///< areas, professions or successors are in the content
    std::uint64_t row = 0;        ///< of the stage, from 1; 0: the input does not name it

    std::string pack() const;
};

/// The same as it was put aside: views of the packed bytes.
struct StagedChange {
    explicit StagedChange(std::string_view packed);

    std::int64_t id, version;
    AuthorityKey key;
    AuthorityState state;
    std::string_view content;
    Bytes content_hash, old_hash, input_hash;
    std::string_view terms, old_terms;
    bool has_lists;
    std::uint64_t row;
};

} // namespace imi
