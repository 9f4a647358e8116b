// SQLite's calls whose arguments are macros that Swift does not import: typed, prefixed, no logic.
#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

/// sqlite3_bind_blob(3) with bytes that SQLite copies.
static inline int csqlite_bind_blob(sqlite3_stmt *statement, int place, const void *bytes, int count) {
    return sqlite3_bind_blob(statement, place, bytes, count, SQLITE_TRANSIENT);
}

/// sqlite3_bind_text(3) with UTF-8 that SQLite copies.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int place, const void *bytes, int count) {
    return sqlite3_bind_text(statement, place, bytes, count, SQLITE_TRANSIENT);
}

/// sqlite3_db_config(3): whether the write-ahead log stays as it is when the last connection ends.
static inline int csqlite_keep_log(sqlite3 *database, int yes) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, yes, (int *)0);
}

#endif
