// SPDX-License-Identifier: EUPL-1.2
#include "store/database.hpp"

#include "store/migrations.hpp"
#include "store/sqlite_engine.hpp"

namespace imi
{

Transaction::Transaction(Database& db, Kind kind) : db_{db}
{
    kind == Kind::read ? db_.engine().begin_read() : db_.engine().begin_write();
}

Transaction::~Transaction()
{
    if (open_)
        db_.engine().rollback();
}

void Transaction::commit()
{
    db_.engine().commit();
    open_ = false;
}

Database open_memory_database()
{
    Database db{open_sqlite(":memory:", SqliteMode::create)};
    for (const Migration& migration : migrations())
        db.execute(migration.sql);
    return db;
}

} // namespace imi
