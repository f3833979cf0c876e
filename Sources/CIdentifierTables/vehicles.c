#include "CIdentifierTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "Data/vehicles.table"
};

struct identifier_table identifier_table_vehicles(void) {
    return (struct identifier_table){bytes, sizeof bytes};
}
