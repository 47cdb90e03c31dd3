// SPDX-License-Identifier: EUPL-1.2
#include "store/codes.hpp"

namespace imi
{

std::span<const CodeRow> store_codes()
{
    static constexpr CodeRow rows[] = {
        {"STO-001", "there is no store at that place"},
        {"STO-002", "the file is not an IMI store"},
        {"STO-003", "the store or the backup is damaged"},
        {"STO-004", "the store cannot be opened or created"},
        {"STO-005", "the store cannot be written"},
        {"STO-006", "the file exists already"},
        {"STO-007", "a newer program made the store"},
        {"STO-008", "the store has an older schema and must be migrated"},
        {"STO-010", "another program holds the store's lock"},
        {"STO-011", "the disk is full"},
        {"STO-012", "reading or writing failed"},
        {"STO-013", "out of memory"},
        {"STO-014", "interrupted"},
        {"STO-015", "the lock file cannot be used"},
        {"STO-016", "the system gives no random bytes"},
        {"STO-020", "a rule of the schema refuses the change"},
        {"STO-090", "a statement failed: a fault of the program"},
        {"STO-091", "a statement has no such parameter: a fault of the program"},
    };
    return rows;
}

} // namespace imi
