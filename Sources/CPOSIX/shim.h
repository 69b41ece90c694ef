// The shim for functions of the C library that Swift's module of it leaves out: they are declared only
// with _GNU_SOURCE, which that module does not define. POSIX.1-2024 has pipe2 and SETSID, too.
#pragma once
// mallopt, which Swift's Glibc leaves out.
#include <malloc.h>
#include <spawn.h>

extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern int posix_spawn_file_actions_addtcsetpgrp_np(posix_spawn_file_actions_t *actions, int terminal);

// O_CLOEXEC for both ends.
static inline int hc_pipe(int ends[2]) { return pipe2(ends, 02000000); }

// POSIX_SPAWN_SETSID.
static inline short hc_spawn_setsid(void) { return 0x80; }
