// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/record_proof.hpp"

namespace imi
{

/// Cases, for verify_records() and check_store(): re-hashes events, files and what was filled in, and makes the
/// columns, seats and lists of every case anew from its events. Linear.
RecordSource case_records();

} // namespace imi
