#ifndef NAMEPLATE_WEB_ASSETS_H
#define NAMEPLATE_WEB_ASSETS_H

#include <stddef.h>

// A file of the website, compiled into the program: a binary that moves alone still has them all.
struct web_asset {
    const char *name;            // path inside this folder, such as "Static/nameplate.css"
    const unsigned char *bytes;  // not ended by a zero byte
    size_t count;
};

int web_asset_count(void);

// The file at an index from 0 up to web_asset_count() - 1; an empty one elsewhere.
struct web_asset web_asset_at(int index);

#endif
