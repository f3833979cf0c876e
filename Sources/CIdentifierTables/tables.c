#include "CIdentifierTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char gs1_syntax_dictionary[] = {
#embed "Data/gs1-syntax-dictionary.txt"
};

static const unsigned char gs1_prefixes[] = {
#embed "Data/gs1-prefixes.tsv"
};

const struct identifier_table identifier_table_gs1_syntax_dictionary = {
    gs1_syntax_dictionary, sizeof gs1_syntax_dictionary};
const struct identifier_table identifier_table_gs1_prefixes = {gs1_prefixes, sizeof gs1_prefixes};
