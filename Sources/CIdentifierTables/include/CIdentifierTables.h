#pragma once
#include <stddef.h>

/// A reference table, compiled into the program as it lies in the folder Data.
struct identifier_table {
    const unsigned char *bytes;
    size_t count;
};

/// GS1's Barcode Syntax Dictionary; see Data/gs1.NOTICE.md.
struct identifier_table identifier_table_gs1_syntax_dictionary(void);

/// Who allocates the numbers that begin with a GS1 prefix; see Data/gs1.NOTICE.md.
struct identifier_table identifier_table_gs1_prefixes(void);

/// Makers, models and patterns of VINs; see Data/vehicles.NOTICE.md.
struct identifier_table identifier_table_vehicles(void);

/// Models of type allocation codes; see Data/tac.NOTICE.md.
struct identifier_table identifier_table_tac(void);
