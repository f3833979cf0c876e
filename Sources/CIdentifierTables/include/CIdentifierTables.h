#pragma once
#include <stddef.h>

/// A reference table, compiled into the program as it lies in the folder Data.
struct identifier_table {
    const unsigned char *bytes;
    size_t size;
};

extern const struct identifier_table identifier_table_gs1_syntax_dictionary;
extern const struct identifier_table identifier_table_gs1_prefixes;
