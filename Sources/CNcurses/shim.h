// The door to ncurses: what Swift cannot import is restated here, with the reason.
#pragma once
// Wide characters are declared only when this is asked for before the header is read.
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <locale.h>
#include <wchar.h>
#include <curses.h>
#include <term.h>

// stdscr is a mutable global, which Swift 6 refuses to read.
static inline WINDOW *hc_stdscr(void) { return stdscr; }
