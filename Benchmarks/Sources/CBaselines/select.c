#include "CBaselines.h"

#include <sqlite3.h>
#include <stdlib.h>

struct baseline_reader {
    sqlite3 *connection;
    sqlite3_stmt *find;
};

static const char find_sql[] =
    "SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,"
    "       business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,"
    "       service_to, failures, ended_at, first_time, last_time, last_position, market"
    "  FROM units"
    " WHERE model_id = $1"
    "   AND serial_key = $2"
    "   AND serial = $3";

int baseline_reader_open(const char *path, baseline_reader **out) {
    baseline_reader *reader = calloc(1, sizeof *reader);
    *out = reader;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int result = sqlite3_open_v2(path, &reader->connection, flags, NULL);
    if (result != SQLITE_OK) return result;
    sqlite3_db_config(reader->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    result = sqlite3_exec(
        reader->connection, "PRAGMA query_only = 1; PRAGMA mmap_size = 1099511627776; PRAGMA cache_size = -16384",
        NULL, NULL, NULL);
    if (result != SQLITE_OK) return result;
    return sqlite3_prepare_v3(
        reader->connection, find_sql, sizeof find_sql, SQLITE_PREPARE_PERSISTENT, &reader->find, NULL);
}

// Reads every column as what it is, so that no column is free.
static uint64_t read_row(sqlite3_stmt *row) {
    uint64_t sum = 0;
    int columns = sqlite3_column_count(row);
    for (int column = 0; column < columns; column++) {
        switch (sqlite3_column_type(row, column)) {
        case SQLITE_INTEGER: sum += (uint64_t)sqlite3_column_int64(row, column); break;
        case SQLITE_TEXT: {
            const unsigned char *text = sqlite3_column_text(row, column);
            sum += (uint64_t)sqlite3_column_bytes(row, column) + text[0];
            break;
        }
        default: break;
        }
    }
    return sum;
}

int baseline_reader_find(baseline_reader *reader, int64_t model, const char *keys, int key_length, size_t count,
                         size_t *found) {
    uint64_t sum = 0;
    *found = 0;
    for (size_t index = 0; index < count; index++) {
        sqlite3_bind_int64(reader->find, 1, model);
        sqlite3_bind_text(reader->find, 2, keys + index * (size_t)key_length, key_length, SQLITE_STATIC);
        sqlite3_bind_text(reader->find, 3, "", 0, SQLITE_STATIC);
        int result = sqlite3_step(reader->find);
        if (result == SQLITE_ROW) {
            sum += read_row(reader->find);
            *found += 1;
        }
        sqlite3_reset(reader->find);
        if (result != SQLITE_ROW && result != SQLITE_DONE) return result;
    }
    // The sum is of use to nobody; the compiler must not know.
    __asm__ volatile("" : : "r"(sum));
    return SQLITE_OK;
}

int baseline_reader_count(baseline_reader *reader, const char *sql, int64_t *count) {
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v3(reader->connection, sql, -1, 0, &statement, NULL);
    if (result != SQLITE_OK) return result;
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW) *count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return result == SQLITE_ROW ? SQLITE_OK : result;
}

int baseline_reader_scan(baseline_reader *reader, const char *sql, int64_t *rows) {
    sqlite3_stmt *statement;
    uint64_t sum = 0;
    *rows = 0;
    int result = sqlite3_prepare_v3(reader->connection, sql, -1, 0, &statement, NULL);
    if (result != SQLITE_OK) return result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        sum += read_row(statement);
        *rows += 1;
    }
    sqlite3_finalize(statement);
    __asm__ volatile("" : : "r"(sum));
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

void baseline_reader_close(baseline_reader *reader) {
    sqlite3_finalize(reader->find);
    sqlite3_close_v2(reader->connection);
    free(reader);
}
