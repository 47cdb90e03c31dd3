// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "directory/user.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace imi
{

/// What a batch changed.
struct BatchKinds {
    bool authorities = false, users = false;
};

/// What a batch made of a record, and what there was before (nothing: it was created).
struct ChangedAuthority {
    Authority made;
    std::optional<Authority> before;
    Hash made_hash{}, before_hash{};
};
struct ChangedUser {
    User made;
    std::optional<User> before;
};

/// The records that one batch changed, by key.
class BatchRepository
{
public:
    explicit BatchRepository(Database& db) : db_{db} {}

    BatchKinds kinds(std::int64_t batch);
    void for_each_authority(std::int64_t batch, const std::function<void(const ChangedAuthority&)>& each);
    void for_each_user(std::int64_t batch, const std::function<void(const ChangedUser&)>& each);

private:
    Database& db_;
};

} // namespace imi
