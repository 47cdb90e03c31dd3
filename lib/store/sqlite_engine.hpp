// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <memory>
#include <string>

namespace imi
{

enum class SqliteMode { read, write, create };

/// "IMIS": marks a SQLite file as a store of ours.
inline constexpr std::int64_t sqlite_application_id = 0x494D4953;

/// Opens a SQLite file with the settings that every connection of ours has: foreign keys, WAL, synchronous FULL, no
/// extensions, no trusted schema, no text for identifiers in double quotes. `create` refuses an existing file.
/// `vfs` names another SQLite VFS, for fault campaigns. Throws Error(store): STO-001 no such file, STO-002 not a store,
/// STO-003 damaged, STO-004 cannot be opened.
std::unique_ptr<Engine> open_sqlite(const std::string& path, SqliteMode mode, const char* vfs = nullptr);

/// Copies the whole database page by page, consistent even while others write. Throws Error(store).
void copy_sqlite(Engine& from, Engine& to);

/// Findings of the engine's own check of its file, empty when it is sound.
std::string check_sqlite(Engine& engine);

/// Whether closing the connection may merge the write-ahead log: only under the store's lock.
void allow_checkpoint_on_close(Engine& engine, bool allowed);

/// Bytes of the store's pages.
std::int64_t size_of_sqlite(Engine& engine);

} // namespace imi
