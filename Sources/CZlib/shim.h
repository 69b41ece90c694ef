// The shim for zlib: inflateInit2 is a macro, which Swift does not import.
#pragma once
#include <zlib.h>

static inline int hc_inflate_begin(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
