// SPDX-License-Identifier: EUPL-1.2
#include "directory/as_of_repository.hpp"

namespace imi
{

namespace
{

constexpr std::string_view select_present =
    "SELECT a.id, a.country, a.code, a.state, a.content, a.content_hash, a.version, a.batch, "
    "CASE WHEN e.at <= :until THEN 1 ELSE 0 END FROM authority a JOIN audit_entry e ON e.number = a.batch "
    "ORDER BY a.country, a.code_folded";
constexpr std::string_view select_earlier =
    "SELECT v.code, v.state, v.content, v.content_hash, v.version, v.batch FROM authority_version v "
    "JOIN audit_entry e ON e.number = v.batch WHERE v.authority_id = :id AND e.at <= :until "
    "ORDER BY v.version DESC LIMIT 1";

} // namespace

void for_each_authority_as_of(Database& db, Instant until, const std::function<void(const AuthorityRow&)>& each)
{
    Statement present = db.prepare(select_present);
    Statement earlier = db.prepare(select_earlier);
    present.bind(":until", until);
    while (present.step()) {
        AuthorityRow row;
        row.id = present.integer(0);
        row.country = present.text(1);
        Statement& from = present.integer(8) != 0 ? present : earlier;
        if (&from == &earlier && !earlier.bind(":id", row.id).bind(":until", until).step()) {
            earlier.reset();
            continue;
        }
        const int first = &from == &present ? 2 : 0;
        row.code = from.text(first);
        row.state = from.text(first + 1);
        row.content = from.text(first + 2);
        row.content_hash = from.blob(first + 3);
        row.version = from.integer(first + 4);
        row.batch = from.integer(first + 5);
        if (!row.is_withdrawn())
            each(row);
        earlier.reset();
    }
}

} // namespace imi
