#pragma once
#include <stddef.h>

/// A ready-made layout, compiled into the program as it lies in the folder Data.
struct label_layout {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// How many ready-made layouts there are.
size_t label_layouts_count(void);

/// A ready-made layout, in the order in which they are listed; the index is less than their count.
struct label_layout label_layout_at(size_t index);
