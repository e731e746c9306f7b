#pragma once
#include <string.h>
#include <zlib.h>
/* deflateInit2 is a macro, which Swift cannot see. 16 + 15 window bits ask for a gzip envelope. */
static inline int motcua_gzip_begin(z_stream *stream, int level) {
    memset(stream, 0, sizeof *stream);
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
