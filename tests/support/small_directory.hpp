// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A store in memory with a few authorities of several scripts, and vocabularies of professions and places.
class SmallDirectory
{
public:
    SmallDirectory();
    Database& db() { return db_; }
    /// Stores and indexes an authority under the next number.
    void add(const Authority& authority);
    void add_profession(const std::string& code, const std::vector<std::string>& synonyms);
    /// A country or city: its own name, then what else it is called.
    void add_place(const std::string& code, const std::vector<std::string>& names);
    /// A code; the first `labels` of the texts are labels, the others synonyms.
    void add_code(std::string_view vocabulary, const std::string& code, std::size_t labels,
                  const std::vector<std::string>& texts, std::string_view parent = {});

private:
    Database db_;
    std::int64_t next_ = 1;
};

/// An authority with official names of unknown language.
Authority authority_of(std::string country, std::string id, const std::vector<std::string>& names,
                       std::string city = {});

} // namespace imi
