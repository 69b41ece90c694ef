// The shim for zlib: inflateInit2 is a macro, which Swift does not import.
#pragma once
#include <zlib.h>

static inline int hc_inflate_begin(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

static inline int hc_deflate_begin(z_stream *stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
