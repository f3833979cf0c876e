#include "CIdentifierTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char syntax_dictionary[] = {
#embed "Data/gs1-syntax-dictionary.txt"
};

static const unsigned char prefixes[] = {
#embed "Data/gs1-prefixes.tsv"
};

struct identifier_table identifier_table_gs1_syntax_dictionary(void) {
    return (struct identifier_table){syntax_dictionary, sizeof syntax_dictionary};
}

struct identifier_table identifier_table_gs1_prefixes(void) {
    return (struct identifier_table){prefixes, sizeof prefixes};
}
