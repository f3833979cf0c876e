#include "CIdentifierTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "Data/tac.table"
};

struct identifier_table identifier_table_tac(void) {
    return (struct identifier_table){bytes, sizeof bytes};
}
