#include "CBaselines.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct baseline_parts {
    sqlite3 *connection;
    sqlite3_stmt *uses;
    sqlite3_stmt *contents;
};

// The parts of a batch with what each is in, a page at a time.
static const char uses_sql[] =
    "SELECT c.serial_key, p.model_id, p.serial_key, p.parent_model_id, p.parent_serial"
    "  FROM units AS c"
    "  JOIN units AS p ON p.model_id = c.parent_model_id AND p.serial_key = c.parent_serial AND p.serial = ''"
    " WHERE c.batch_id = $1"
    "   AND c.parent_model_id IS NOT NULL"
    "   AND c.sequence IS NULL"
    "   AND (c.serial_key, c.serial) > ($2, '')"
    " ORDER BY c.serial_key"
    " LIMIT $3";

// What a unit contains, with all that happened to each.
static const char contents_sql[] =
    "SELECT u.serial_key, u.batch_id, e.role, e.event_id, e.event_time, e.position, e.record_time, e.zone_offset, e.type,"
    "       e.action, e.business_step, e.disposition, e.read_point, e.business_location, e.parent_model_id,"
    "       e.parent_serial, e.corrects_event_id, e.error_reason, e.details"
    "  FROM units AS u"
    "  JOIN unit_events AS e ON e.model_id = u.model_id AND e.serial_key = u.serial_key AND e.serial = u.serial"
    " WHERE u.parent_model_id = $1"
    "   AND u.parent_serial = $2";

int baseline_parts_open(const char *path, baseline_parts **out) {
    baseline_parts *parts = calloc(1, sizeof *parts);
    *out = parts;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int result = sqlite3_open_v2(path, &parts->connection, flags, NULL);
    if (result != SQLITE_OK) return result;
    sqlite3_db_config(parts->connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    result = sqlite3_exec(
        parts->connection, "PRAGMA query_only = 1; PRAGMA mmap_size = 1099511627776; PRAGMA cache_size = -16384", NULL,
        NULL, NULL);
    if (result != SQLITE_OK) return result;
    result = sqlite3_prepare_v3(
        parts->connection, uses_sql, sizeof uses_sql, SQLITE_PREPARE_PERSISTENT, &parts->uses, NULL);
    if (result != SQLITE_OK) return result;
    return sqlite3_prepare_v3(
        parts->connection, contents_sql, sizeof contents_sql, SQLITE_PREPARE_PERSISTENT, &parts->contents, NULL);
}

int baseline_parts_uses(baseline_parts *parts, int64_t batch, int page, size_t pages, size_t *found) {
    char last[256] = "";
    uint64_t sum = 0;
    *found = 0;
    for (size_t index = 0; index < pages; index++) {
        sqlite3_bind_int64(parts->uses, 1, batch);
        sqlite3_bind_text(parts->uses, 2, last, -1, SQLITE_TRANSIENT);
        sqlite3_bind_int(parts->uses, 3, page);
        int result;
        while ((result = sqlite3_step(parts->uses)) == SQLITE_ROW) {
            const char *serial = (const char *)sqlite3_column_text(parts->uses, 0);
            if (strlen(serial) < sizeof last) strcpy(last, serial);
            for (int column = 1; column < 5; column++) sum += (uint64_t)sqlite3_column_bytes(parts->uses, column);
            *found += 1;
        }
        sqlite3_reset(parts->uses);
        if (result != SQLITE_DONE) return result;
    }
    // The sum is of use to nobody; the compiler must not know.
    __asm__ volatile("" : : "r"(sum));
    return SQLITE_OK;
}

int baseline_parts_contents(baseline_parts *parts, int64_t model, const char *keys, int key_length, size_t count,
                            size_t *found) {
    uint64_t sum = 0;
    *found = 0;
    for (size_t index = 0; index < count; index++) {
        sqlite3_bind_int64(parts->contents, 1, model);
        sqlite3_bind_text(parts->contents, 2, keys + index * (size_t)key_length, key_length, SQLITE_STATIC);
        int result;
        while ((result = sqlite3_step(parts->contents)) == SQLITE_ROW) {
            for (int column = 0; column < 19; column++) sum += (uint64_t)sqlite3_column_bytes(parts->contents, column);
            *found += 1;
        }
        sqlite3_reset(parts->contents);
        if (result != SQLITE_DONE) return result;
    }
    __asm__ volatile("" : : "r"(sum));
    return SQLITE_OK;
}

void baseline_parts_close(baseline_parts *parts) {
    sqlite3_finalize(parts->uses);
    sqlite3_finalize(parts->contents);
    sqlite3_close_v2(parts->connection);
    free(parts);
}
