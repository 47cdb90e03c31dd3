// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "mail/outbox.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace imi
{

/// Mails that wait, in the order in which they were composed. An operator's act.
std::vector<OutboxMail> waiting_mails(Store& store, const ActContext& context);

/// Writes every mail that waits as a file NUMBER.eml into the folder `spool` and records it as delivered, each in its
/// own transaction: after a kill at most one file is written again, the same. Gives what was delivered. An operator's
/// act. Throws Error(store, "FMT-051") where a file cannot be written.
std::vector<OutboxMail> deliver_to_spool(Store& store, const std::string& spool, const std::string& from,
                                         const ActContext& context);

} // namespace imi
