#ifndef NAMEPLATE_CSQLITE_SETTINGS_H
#define NAMEPLATE_CSQLITE_SETTINGS_H

/// Keeps a connection from checkpointing when it closes. `connection` is an `sqlite3 *`; the answer is a result code.
/// (`sqlite3_db_config` takes variable arguments, which Swift cannot call.)
int nameplate_sqlite_never_checkpoint_on_close(void *connection);

/// Spares every allocation of SQLite's a lock that all threads share, which keeps statistics that nobody reads. It has
/// an effect only before the first connection of the process.
int nameplate_sqlite_without_memory_statistics(void);

#endif
