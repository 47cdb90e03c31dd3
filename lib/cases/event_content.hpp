// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/hash.hpp"
#include "workflow/case_state.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// An event as stored: without comment and answers, which it only commits itself to.
struct StoredEvent {
    workflow::Event event;
    std::map<std::string, std::string> commitments; ///< form (empty: the comment) to SHA-256, hexadecimal
    std::int64_t position = 0;
    std::int64_t batch = 0;
    std::optional<std::string> firing;
};

/// Canonical JSON of an event; members that are empty or false are left out.
std::string encode_event(const StoredEvent& stored);
/// The event again. Throws Error(store, "STO-003") when the content is damaged.
StoredEvent decode_event(std::string_view content);

/// "party:key" and back; empty is none.
std::string recipient_text(const std::optional<workflow::RecipientId>& recipient);
std::optional<workflow::RecipientId> parse_recipient(std::string_view text);

} // namespace imi
