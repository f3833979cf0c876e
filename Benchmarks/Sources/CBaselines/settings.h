// The settings of the registry's own writing connection, shared by what writes in C.
#ifndef SETTINGS_H
#define SETTINGS_H

#include <sqlite3.h>

// Opens `path` for writing: write-ahead log, synced on every commit, brought in after 16 MiB.
static inline int baseline_open_writer(const char *path, sqlite3 **out) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int result = sqlite3_open_v2(path, out, flags, NULL);
    if (result != SQLITE_OK) return result;
    sqlite3_busy_timeout(*out, 5000);
    return sqlite3_exec(
        *out,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
        "PRAGMA wal_autocheckpoint = 4096; PRAGMA foreign_keys = 1",
        NULL, NULL, NULL);
}

static inline int baseline_prepare(sqlite3 *connection, const char *sql, sqlite3_stmt **out) {
    return sqlite3_prepare_v3(connection, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
}

// Runs a statement that answers no rows, and makes it ready for the next run.
static inline int baseline_run(sqlite3_stmt *statement) {
    int result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE || result == SQLITE_ROW ? SQLITE_OK : result;
}

#endif
