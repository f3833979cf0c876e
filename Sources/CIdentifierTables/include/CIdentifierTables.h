#ifndef C_IDENTIFIER_TABLES_H
#define C_IDENTIFIER_TABLES_H

#include <stddef.h>

/// The bytes of a reference table.
struct identifier_table {
    const unsigned char *bytes;
    size_t count;
};

/// Makers, models and patterns of VINs; see Data/vehicles.NOTICE.md.
struct identifier_table identifier_table_vehicles(void);

/// Models of type allocation codes; see Data/tac.NOTICE.md.
struct identifier_table identifier_table_tac(void);

#endif
