#include "CBaselines.h"

#include "settings.h"

#include <time.h>

enum { BEGIN, COMMIT, UNIT, MENTION, EVENT, FLEET, STATEMENTS };

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [UNIT] =
        ("INSERT INTO units (model_id, serial_key, serial, manufacturer_id, produced_on, disposition, failures,"
        "                   first_time, last_time, last_position)"
        " VALUES ($1, $2, '', $3, '2024-05-17', 'active', 0, $4, $4, $5)"),
    [MENTION] =
        ("INSERT INTO unit_events (model_id, serial_key, serial, event_time, event_id, role, ordinal, position,"
        "                         record_time, zone_offset, type, action, business_step, disposition, salt)"
        " VALUES ($1, $2, '', $3, $4, 'unit', $5, $6, $3, 0, 'ObjectEvent', 'ADD', 'commissioning', 'active', $7)"),
    [EVENT] =
        ("INSERT INTO events (id, manufacturer_id, position, type, action, event_time, zone_offset, record_time,"
        "                    business_step, disposition, principal, header_salt, leaf)"
        " VALUES ($1, $2, $3, 'ObjectEvent', 'ADD', $4, 0, $4, 'commissioning', 'active', 'administrator', $5, $6)"),
    [FLEET] =
        ("INSERT INTO fleet_changes (event_id, model_id, position, units, failures, service_seconds)"
        " VALUES ($1, $2, $3, $4, 0, 0)"),
};

typedef struct {
    const baseline_fill_plan *plan;
    sqlite3 *connection;
    sqlite3_stmt *statements[STATEMENTS];
    uint64_t random;
    int64_t event;
    int64_t position;
} filler;

// Numbers for ids and salts: xorshift (Marsaglia 2003), since their cost is not what is measured.
static uint64_t next_random(filler *filler) {
    filler->random ^= filler->random << 13;
    filler->random ^= filler->random >> 7;
    filler->random ^= filler->random << 17;
    return filler->random;
}

static int open_filler(filler *filler, const char *path) {
    int result = baseline_open_writer(path, &filler->connection);
    for (int index = 0; index < STATEMENTS && result == SQLITE_OK; index++)
        result = baseline_prepare(filler->connection, sql[index], &filler->statements[index]);
    return result;
}

static void close_filler(filler *filler) {
    for (int index = 0; index < STATEMENTS; index++) sqlite3_finalize(filler->statements[index]);
    sqlite3_close_v2(filler->connection);
}

void baseline_fill_serial(const baseline_fill_plan *plan, int64_t ordinal, char *out) {
    static const char symbols[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    int64_t base = 10;
    if (plan->gap > 1) {
        // A number of its own within each gap keeps them in order: SplitMix64 (Steele, Lea, Flood 2014).
        uint64_t bits = (uint64_t)ordinal * 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        ordinal = ordinal * plan->gap + (int64_t)((bits ^ (bits >> 31)) % (uint64_t)plan->gap);
        base = 34;
    }
    out[0] = plan->letter;
    for (int place = plan->digits; place > 0; place--) {
        out[place] = symbols[ordinal % base];
        ordinal /= base;
    }
}

// The event, and the change of the model's fleet, that bring in `units` units.
static int write_event(filler *filler, int64_t units) {
    const baseline_fill_plan *plan = filler->plan;
    uint64_t salt[2] = {next_random(filler), next_random(filler)};
    uint64_t leaf[4] = {next_random(filler), next_random(filler), next_random(filler), next_random(filler)};
    filler->event = (int64_t)(next_random(filler) >> 1);
    filler->position += 1;

    sqlite3_stmt *event = filler->statements[EVENT];
    sqlite3_bind_int64(event, 1, filler->event);
    sqlite3_bind_int64(event, 2, plan->manufacturer);
    sqlite3_bind_int64(event, 3, filler->position);
    sqlite3_bind_int64(event, 4, plan->time);
    sqlite3_bind_blob(event, 5, salt, sizeof salt, SQLITE_STATIC);
    sqlite3_bind_blob(event, 6, leaf, sizeof leaf, SQLITE_STATIC);
    int result = baseline_run(event);
    if (result != SQLITE_OK) return result;

    sqlite3_stmt *fleet = filler->statements[FLEET];
    sqlite3_bind_int64(fleet, 1, filler->event);
    sqlite3_bind_int64(fleet, 2, plan->model);
    sqlite3_bind_int64(fleet, 3, filler->position);
    sqlite3_bind_int64(fleet, 4, units);
    return baseline_run(fleet);
}

static int write_unit(filler *filler, int64_t ordinal) {
    const baseline_fill_plan *plan = filler->plan;
    char serial[64];
    int length = plan->digits + 1;
    baseline_fill_serial(plan, ordinal, serial);
    uint64_t salt[2] = {next_random(filler), next_random(filler)};

    sqlite3_stmt *mention = filler->statements[MENTION];
    sqlite3_bind_int64(mention, 1, plan->model);
    sqlite3_bind_text(mention, 2, serial, length, SQLITE_STATIC);
    sqlite3_bind_int64(mention, 3, plan->time);
    sqlite3_bind_int64(mention, 4, filler->event);
    sqlite3_bind_int64(mention, 5, ordinal % plan->units_per_event);
    sqlite3_bind_int64(mention, 6, filler->position);
    sqlite3_bind_blob(mention, 7, salt, sizeof salt, SQLITE_STATIC);
    int result = baseline_run(mention);
    if (result != SQLITE_OK) return result;

    sqlite3_stmt *unit = filler->statements[UNIT];
    sqlite3_bind_int64(unit, 1, plan->model);
    sqlite3_bind_text(unit, 2, serial, length, SQLITE_STATIC);
    sqlite3_bind_int64(unit, 3, plan->manufacturer);
    sqlite3_bind_int64(unit, 4, plan->time);
    sqlite3_bind_int64(unit, 5, filler->position);
    return baseline_run(unit);
}

static int64_t milliseconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// Writes one transaction's units from `ordinal` on, and moves it past them.
static int write_chunk(filler *filler, int64_t *ordinal, int64_t count) {
    const baseline_fill_plan *plan = filler->plan;
    int64_t deadline = milliseconds_now() + plan->milliseconds_per_commit;
    int result = baseline_run(filler->statements[BEGIN]);
    while (result == SQLITE_OK && *ordinal < count && milliseconds_now() < deadline) {
        int64_t left = count - *ordinal;
        int64_t units = left < plan->units_per_event ? left : plan->units_per_event;
        result = write_event(filler, units);
        for (int64_t end = *ordinal + units; result == SQLITE_OK && *ordinal < end; *ordinal += 1)
            result = write_unit(filler, *ordinal);
    }
    return result == SQLITE_OK ? baseline_run(filler->statements[COMMIT]) : result;
}

int baseline_fill(const char *path, const baseline_fill_plan *plan, int64_t count) {
    filler filler = {.plan = plan, .random = 0x9E3779B97F4A7C15};
    int result = open_filler(&filler, path);
    for (int64_t ordinal = 0; result == SQLITE_OK && ordinal < count;) result = write_chunk(&filler, &ordinal, count);
    close_filler(&filler);
    return result;
}
