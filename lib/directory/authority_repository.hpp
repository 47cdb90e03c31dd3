// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// An authority with what the store knows of it beside the record.
struct StoredAuthority {
    std::int64_t id = 0;
    Authority authority;
    Hash content_hash{};
    std::int64_t version = 0;
    std::int64_t batch = 0; ///< number of the audit entry that made this version
};

/// The columns of an authority, undecoded: for bulk work. Views live until the next row.
struct AuthorityRow {
    std::int64_t id = 0;
    std::string_view country, code, state, content;
    Bytes content_hash, input_hash;
    std::int64_t version = 0;
    std::int64_t batch = 0;

    Authority decode() const;
    /// Nothing but the key and the history is left: see Authority::is_withdrawn().
    bool is_withdrawn() const { return content == withdrawn_content; }
};

/// A version to be stored. `content` is encode_content() of `authority`; `input_hash` may be empty.
struct AuthorityVersion {
    const AuthorityKey& key;
    AuthorityState state;
    std::string_view content;
    Bytes content_hash;
    Bytes input_hash;
    const std::vector<AreaEntry>& areas;
    const std::vector<std::string>& professions;
};

/// Competent authorities as stored. Owns no connection; must not outlive `db`. Deciding and the index are the caller's.
class AuthorityRepository
{
public:
    explicit AuthorityRepository(Database& db);
    ~AuthorityRepository();

    /// The authority with this key, in whatever state; nothing when there never was one, or it was withdrawn. Keys
    /// compare without case.
    std::optional<StoredAuthority> find(const AuthorityKey& key);
    std::optional<StoredAuthority> find(std::int64_t id);
    /// The same, also when it was withdrawn.
    std::optional<StoredAuthority> find_any(const AuthorityKey& key);
    /// Calls `use` with the row of the key and returns true, or returns false. `use` may throw.
    bool with_row(const AuthorityKey& key, const std::function<void(const AuthorityRow&)>& use);
    /// The same, also of one that was withdrawn: it keeps its number and its history.
    bool with_any_row(const AuthorityKey& key, const std::function<void(const AuthorityRow&)>& use);
    /// Rows, those of withdrawn ones too.
    std::int64_t count();
    /// Largest id given so far; 0 in an empty store.
    std::int64_t last_id();
    /// All authorities by country and folded id.
    void for_each(const std::function<void(const AuthorityRow&)>& each);
    /// Keys of the active ones of a country and in an area (each empty: any), in the same order.
    void for_each_active(std::string_view country, std::string_view area,
                         const std::function<void(const AuthorityKey&)>& each);
    /// The first `limit` keys of a country, for suggestions.
    std::vector<std::string> keys_of_country(const std::string& country, std::int64_t limit);
    /// Versions of one authority, oldest first, the present one last.
    struct Version {
        std::int64_t version, batch;
        std::string code, state, content;
        Hash content_hash;
    };
    std::vector<Version> versions(std::int64_t id);

    /// Stores a new authority under the id given. Call inside a transaction.
    void insert(std::int64_t id, const AuthorityVersion& version, std::int64_t batch);
    /// Replaces the present version, which is kept. False when it is not `expected_version` any more.
    bool replace(std::int64_t id, std::int64_t expected_version, const AuthorityVersion& version, std::int64_t batch);
    /// Links to coordinators and successors are stored after all authorities of a batch are.
    void store_links(std::int64_t id, const std::vector<AreaEntry>& areas, const std::vector<AuthorityKey>& successors);

    /// The stored successors of an authority; nothing when there is no such authority.
    std::vector<AuthorityKey> successors(const AuthorityKey& key);

    /// The active NIMICs: area and key, in the order of the keys.
    std::vector<std::pair<std::string, AuthorityKey>> national_coordinators();

private:
    struct Statements;
    Database& db_;
    std::unique_ptr<Statements> statements_;
};

/// Hash of a version: over country, id as given, state and content.
Hash hash_of_version(std::string_view country, std::string_view code, std::string_view state, std::string_view content);

} // namespace imi
