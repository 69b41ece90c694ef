// The shim for getopt_long, which Swift's module of the C library leaves out.
#pragma once
#include <getopt.h>

// getopt's variables are mutable globals, which Swift 6 refuses to read and write.
static inline const char *hc_optarg(void) { return optarg; }
static inline int hc_optind(void) { return optind; }

// Zero makes getopt_long start again; it is told to leave the messages to us.
static inline void hc_getopt_begin(void) {
  optind = 0;
  opterr = 0;
}
