// What the registry is measured against: the same work in plain C, through SQLite's own interface.
//
// Every function answers 0 (SQLITE_OK) or the SQLite result code that ended it.
#ifndef CBASELINES_H
#define CBASELINES_H

#include <stddef.h>
#include <stdint.h>

// encode.c

// Writes `count` serials, each with a line feed: prefix, `digits` decimal digits from `first` on, ISO 7064 MOD 37-36.
void baseline_encode_serials(const char *prefix, int digits, uint64_t first, size_t count, char *out);

// gtin.c

// How many of `count` texts of `length` characters, one after another, are digits that end with their GS1 check digit.
size_t baseline_count_gtins(const char *text, size_t length, size_t count);
// vin.c

// How many of `count` VINs, 17 characters one after another, have the check digit that North America asks for.
size_t baseline_check_vins(const unsigned char *vins, size_t count);

// allocations.c

// Counts the pieces of memory that this thread asks the C library for (0 without glibc), until the end is asked for.
void baseline_allocations_begin(void);
uint64_t baseline_allocations_end(void);

// select.c

typedef struct baseline_reader baseline_reader;

// Opens a database for reading, with the settings of the registry's own readers, and prepares the statement of a unit.
int baseline_reader_open(const char *path, baseline_reader **out);
// Finds `count` units by keys of `key_length` bytes that lie one after another, and reads every column of each row.
int baseline_reader_find(baseline_reader *reader, int64_t model, const char *keys, int key_length, size_t count,
                         size_t *found);
// The first number that a SELECT answers.
int baseline_reader_count(baseline_reader *reader, const char *sql, int64_t *count);
// Reads every column of all rows that a SELECT answers.
int baseline_reader_scan(baseline_reader *reader, const char *sql, int64_t *rows);
void baseline_reader_close(baseline_reader *reader);

// parts.c

typedef struct baseline_parts baseline_parts;

// Opens a database for reading, with the settings of the registry's own readers.
int baseline_parts_open(const char *path, baseline_parts **out);
// Reads `pages` pages of the parts of a batch that are in something, each with what that is and is in.
int baseline_parts_uses(baseline_parts *parts, int64_t batch, int page, size_t pages, size_t *found);
// Reads what `count` units contain, with all events of each part; the keys lie one after another.
int baseline_parts_contents(baseline_parts *parts, int64_t model, const char *keys, int key_length, size_t count,
                            size_t *found);
void baseline_parts_close(baseline_parts *parts);

// fill.c

typedef struct {
    int64_t model;
    int64_t manufacturer;
    // How long one transaction writes, as the registry's import does.
    int64_t milliseconds_per_commit;
    // How many units an event brings in.
    int64_t units_per_event;
    // A serial number is a letter and `digits` digits, which count from 0.
    char letter;
    int digits;
    // 1 counts in decimal. Otherwise the numbers are this far apart on average, at random, and written in base 34: as the
    // serial numbers of drives, of which a part of all possible ones exists.
    int64_t gap;
    int64_t time;
} baseline_fill_plan;

// Writes the rows of `count` new units and of the events that brought them in, with all their indexes.
int baseline_fill(const char *path, const baseline_fill_plan *plan, int64_t count);
// The serial number of the unit with this ordinal: `digits` + 1 bytes, not terminated.
void baseline_fill_serial(const baseline_fill_plan *plan, int64_t ordinal, char *out);

// record.c

typedef struct baseline_recorder baseline_recorder;

// Opens a database for writing, with the settings of the registry's own writer.
int baseline_recorder_open(const char *path, baseline_recorder **out);
// Records one observation of a unit that has a row, in a transaction of its own, on disk when it returns.
int baseline_recorder_record(baseline_recorder *recorder, int64_t model, int64_t manufacturer, const char *key,
                             int64_t time);
void baseline_recorder_close(baseline_recorder *recorder);

// load.c

typedef struct {
    uint16_t port;
    int connections;
    // Whole HTTP/1.1 requests one after another; request n lies from offsets[n] to offsets[n + 1].
    const char *requests;
    const size_t *offsets;
    size_t count;
} baseline_load_plan;

// Sends every request to a server on this machine over connections that are kept alive, each with one request under way,
// and reads every response. It costs the machine less than the server does: one thread, no allocation for a request.
// -1 where a connection or a response fails; `refused` counts the responses whose status is not 2xx.
int baseline_load(const baseline_load_plan *plan, size_t *refused);

#endif
