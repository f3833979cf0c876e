#include "CBaselines.h"

#include "settings.h"

#include <stdlib.h>
#include <string.h>

enum { BEGIN, COMMIT, HEAD, FIND, MENTION, EVENT, UPDATE, STATEMENTS };

struct baseline_recorder {
    sqlite3 *connection;
    sqlite3_stmt *statements[STATEMENTS];
    uint64_t random;
};

// The statements that recording an observation needs, as the registry has them.
static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [HEAD] = "SELECT coalesce(max(position), 0) FROM events",
    [FIND] =
        ("SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,"
        "       business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,"
        "       service_to, failures, ended_at, first_time, last_time, last_position, market"
        "  FROM units WHERE model_id = $1 AND serial_key = $2 AND serial = ''"),
    [MENTION] =
        ("INSERT INTO unit_events (model_id, serial_key, serial, role, ordinal, event_id, event_time, position,"
        "                         record_time, zone_offset, type, action, business_step, read_point, salt)"
        " VALUES ($1, $2, '', 'unit', 0, $3, $4, $5, $4, 0, 'ObjectEvent', 'OBSERVE', 'inspecting', 'Bench 1', $6)"),
    [EVENT] =
        ("INSERT INTO events (id, manufacturer_id, position, type, action, event_time, zone_offset, record_time,"
        "                    business_step, read_point, principal, header_salt, leaf)"
        " VALUES ($1, $2, $3, 'ObjectEvent', 'OBSERVE', $4, 0, $4, 'inspecting', 'Bench 1', 'administrator', $5, $6)"),
    [UPDATE] =
        ("UPDATE units SET last_time = $3, last_position = $4"
        " WHERE model_id = $1 AND serial_key = $2 AND serial = ''"),
};

int baseline_recorder_open(const char *path, baseline_recorder **out) {
    baseline_recorder *recorder = calloc(1, sizeof *recorder);
    *out = recorder;
    // Another seed than that of fill.c, whose ids are in the database.
    recorder->random = 0xD1B54A32D192ED03;
    int result = baseline_open_writer(path, &recorder->connection);
    for (int index = 0; index < STATEMENTS && result == SQLITE_OK; index++)
        result = baseline_prepare(recorder->connection, sql[index], &recorder->statements[index]);
    return result;
}

// Numbers for ids and salts: xorshift (Marsaglia 2003), since their cost is not what is measured.
static uint64_t next_random(baseline_recorder *recorder) {
    recorder->random ^= recorder->random << 13;
    recorder->random ^= recorder->random >> 7;
    recorder->random ^= recorder->random << 17;
    return recorder->random;
}

static int64_t next_position(baseline_recorder *recorder) {
    sqlite3_stmt *head = recorder->statements[HEAD];
    int64_t position = sqlite3_step(head) == SQLITE_ROW ? sqlite3_column_int64(head, 0) + 1 : 1;
    sqlite3_reset(head);
    return position;
}

static void bind_key(sqlite3_stmt *statement, int64_t model, const char *key) {
    sqlite3_bind_int64(statement, 1, model);
    sqlite3_bind_text(statement, 2, key, (int)strlen(key), SQLITE_STATIC);
}

int baseline_recorder_record(baseline_recorder *recorder, int64_t model, int64_t manufacturer, const char *key,
                             int64_t time) {
    sqlite3_stmt **statements = recorder->statements;
    uint64_t salt[2] = {next_random(recorder), next_random(recorder)};
    uint64_t leaf[4] = {next_random(recorder), next_random(recorder), next_random(recorder), next_random(recorder)};
    int64_t id = (int64_t)(next_random(recorder) >> 1);
    int result = baseline_run(statements[BEGIN]);
    if (result != SQLITE_OK) return result;
    int64_t position = next_position(recorder);

    bind_key(statements[FIND], model, key);
    result = sqlite3_step(statements[FIND]);
    sqlite3_reset(statements[FIND]);
    if (result != SQLITE_ROW) return SQLITE_NOTFOUND;

    bind_key(statements[MENTION], model, key);
    sqlite3_bind_int64(statements[MENTION], 3, id);
    sqlite3_bind_int64(statements[MENTION], 4, time);
    sqlite3_bind_int64(statements[MENTION], 5, position);
    sqlite3_bind_blob(statements[MENTION], 6, salt, sizeof salt, SQLITE_STATIC);
    if ((result = baseline_run(statements[MENTION])) != SQLITE_OK) return result;

    bind_key(statements[UPDATE], model, key);
    sqlite3_bind_int64(statements[UPDATE], 3, time);
    sqlite3_bind_int64(statements[UPDATE], 4, position);
    if ((result = baseline_run(statements[UPDATE])) != SQLITE_OK) return result;

    sqlite3_bind_int64(statements[EVENT], 1, id);
    sqlite3_bind_int64(statements[EVENT], 2, manufacturer);
    sqlite3_bind_int64(statements[EVENT], 3, position);
    sqlite3_bind_int64(statements[EVENT], 4, time);
    sqlite3_bind_blob(statements[EVENT], 5, salt, sizeof salt, SQLITE_STATIC);
    sqlite3_bind_blob(statements[EVENT], 6, leaf, sizeof leaf, SQLITE_STATIC);
    if ((result = baseline_run(statements[EVENT])) != SQLITE_OK) return result;
    return baseline_run(statements[COMMIT]);
}

void baseline_recorder_close(baseline_recorder *recorder) {
    for (int index = 0; index < STATEMENTS; index++) sqlite3_finalize(recorder->statements[index]);
    sqlite3_close_v2(recorder->connection);
    free(recorder);
}
