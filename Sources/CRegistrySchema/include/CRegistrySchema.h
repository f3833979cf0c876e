#pragma once
#include <stddef.h>

/// A numbered migration of one engine, compiled into the program.
struct registry_migration {
    long number;
    const char *name;
    const unsigned char *bytes;
    size_t size;
};

extern const struct registry_migration *const registry_sqlite_migrations;
extern const struct registry_migration *const registry_postgres_migrations;
extern const size_t registry_migration_count;

/// The commonest passwords, one a line, in lower case and sorted.
extern const unsigned char *const registry_common_passwords;
extern const size_t registry_common_passwords_size;
