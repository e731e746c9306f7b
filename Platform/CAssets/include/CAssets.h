#pragma once
#include <stddef.h>

/* One file that is part of the executable. */
typedef struct {
    const char *path; /* from the root of the repository */
    const unsigned char *bytes;
    size_t size;
} motcua_asset;

/* The table, and how many entries it has. */
const motcua_asset *motcua_assets(void);
size_t motcua_assets_count(void);
