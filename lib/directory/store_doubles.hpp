// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_repository.hpp"
#include "directory/authority_stage.hpp"
#include "directory/likeness.hpp"
#include "index/index_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace imi
{

/// New authorities of an input that the store is likely to have already under another id. Found by the words of their
/// names in the search index, so that a few rows cost as little in a large store as in a small one.
class StoreDoubles
{
public:
    explicit StoreDoubles(Database& db) : index_{db}, authorities_{db} {}

    /// `row`: of the stage.
    void look_for(const Authority& authority, std::size_t row);
    /// Warns of each (REG-026), and once where there were too many to look for all of them (REG-138).
    void warn(AuthorityStage& stage, Faults& faults) const;

private:
    struct Double {
        std::size_t row;
        std::string message;
    };
    /// Documents of the country that have all words, in order; none where they are too many to tell anything.
    std::vector<std::int64_t> with_words(const std::vector<std::string>& words, const std::string& country);
    bool take_nearest(std::vector<std::string>& words);

    IndexReader index_;
    AuthorityRepository authorities_;
    std::size_t looked_ = 0, guessed_ = 0, left_out_ = 0;
    std::vector<Double> doubles_;
};

} // namespace imi
