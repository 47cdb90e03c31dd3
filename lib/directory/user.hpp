// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A role of a user at an authority, in one area or (empty) in all.
struct UserRole {
    std::string authority; ///< "RO:cmr"
    std::string role;
    std::string area;

    /// "ROLE" or "ROLE@AREA".
    std::string text() const { return area.empty() ? role : role + "@" + area; }
    friend auto operator<=>(const UserRole&, const UserRole&) = default;
};

/// A person who acts.
struct User {
    std::string login;
    std::string name, email, language;
    std::vector<UserRole> roles; ///< sorted, without doubles
    bool suspended = false;
};

struct StoredUser {
    std::int64_t id = 0;
    User user;
    Hash content_hash{};
    std::int64_t version = 0;
    std::int64_t batch = 0;
};

/// Users as stored, with their history and their accounts of the operating system.
class UserRepository
{
public:
    explicit UserRepository(Database& db) : db_{db} {}

    std::optional<StoredUser> find(std::string_view login);
    /// All users by login; as they were at the end of an instant, without those that came later.
    void for_each(const std::function<void(const StoredUser&)>& each, std::optional<Instant> as_of = {});
    std::int64_t count();
    std::vector<std::string> logins(std::int64_t limit);
    /// Users with a role at the authority, by login.
    std::vector<std::string> logins_of(std::int64_t authority_id);

    /// All versions of a user, oldest first, the present one last.
    std::vector<StoredUser> versions(const StoredUser& present);

    /// Stores a new user, or a new version of one; returns the hash of the version. Call inside a transaction; every
    /// authority in the roles must exist.
    Hash save(const std::optional<StoredUser>& old, const User& user, std::int64_t batch);

    bool has_store_role(std::int64_t user_id);
    void give_store_role(std::string_view login, std::string_view role);

    struct Identity {
        std::int64_t uid;
        std::string account, login;
        std::int64_t valid_from;
        std::optional<std::int64_t> valid_until;
    };
    std::vector<Identity> identities();
    void map(std::int64_t uid, std::string_view account, std::string_view login, std::int64_t now);
    /// False when the uid is not mapped.
    bool unmap(std::int64_t uid, std::int64_t now);

private:
    Database& db_;
};

} // namespace imi
