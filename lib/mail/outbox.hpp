// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// A mail about an event of a case, as composed for one address.
struct OutboxMail {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    int version = 0;       ///< of the event
    std::string recipient; ///< address
    std::string kind;      ///< awaited, told, moved, reminded, escalated
    std::string language, subject, body;
    Instant created_at = 0;
    std::optional<Instant> delivered_at;
};

/// Mails as stored. Owns no connection; must not outlive `db`.
class OutboxRepository
{
public:
    explicit OutboxRepository(Database& db) : db_{db} {}
    /// Once for a case, event, recipient and kind: a second one is left out.
    void add(const OutboxMail& mail);
    /// What is not delivered yet, in the order in which it was composed.
    std::vector<OutboxMail> waiting();
    /// All mails of a case, in that order.
    std::vector<OutboxMail> of_case(std::int64_t case_id);
    /// Records the delivery; false when it was recorded before.
    bool mark_delivered(std::int64_t id, Instant now);

private:
    Database& db_;
};

} // namespace imi
