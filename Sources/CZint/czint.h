#ifndef NAMEPLATE_CZINT_H
#define NAMEPLATE_CZINT_H

#include <zint.h>

// Whether a module of an encoded symbol is dark; row and column lie within its rows and width. Zint packs eight modules
// into a byte, the first one lowest.
static inline int zint_is_dark(const struct zint_symbol *symbol, int row, int column) {
    return symbol->encoded_data[row][column >> 3] >> (column & 7) & 1;
}

#endif
