// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace imi
{

/// A store in memory with a few authorities of several scripts, and a vocabulary of professions.
class SmallDirectory
{
public:
    SmallDirectory();
    Database& db() { return db_; }
    /// Stores and indexes an authority under the next number.
    void add(const Authority& authority);
    void add_profession(const std::string& code, const std::vector<std::string>& labels);

private:
    Database db_;
    std::int64_t next_ = 1;
};

/// An authority with official names of unknown language.
Authority authority_of(std::string country, std::string id, const std::vector<std::string>& names,
                       std::string city = {});

} // namespace imi
