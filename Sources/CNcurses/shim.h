// The shim for ncurses: what Swift cannot import is restated here, with the reason.
#pragma once
// Wide characters are declared only when this is asked for before the header is read.
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <locale.h>
#include <langinfo.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <curses.h>
#include <term.h>

// stdin and stdout are mutable globals, which Swift 6 refuses to read. newterm is used rather than
// initscr because it answers NULL where initscr would end the process.
static inline SCREEN *hc_open_screen(void) { return newterm(NULL, stdout, stdin); }

// stdscr is a mutable global, too.
static inline WINDOW *hc_window(void) { return stdscr; }

// COLORS and COLOR_PAIRS are mutable globals.
static inline int hc_color_count(void) { return COLORS; }
static inline int hc_pair_count(void) { return COLOR_PAIRS; }

// LINES and COLS are mutable globals; ncurses keeps them up to date in resizeterm.
static inline int hc_lines(void) { return LINES; }
static inline int hc_columns(void) { return COLS; }

// The attributes are macros with casts and shifts, which are not imported.
static inline attr_t hc_attr_bold(void) { return A_BOLD; }
static inline attr_t hc_attr_dim(void) { return A_DIM; }
static inline attr_t hc_attr_reverse(void) { return A_REVERSE; }
static inline attr_t hc_attr_underline(void) { return A_UNDERLINE; }

// cchar_t's layout depends on the build of ncurses; only setcchar may fill one.
static inline int hc_put_cell(int row, int column, const wchar_t *text, attr_t attributes, short pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, pair, NULL) == ERR) return ERR;
  return mvwadd_wch(stdscr, row, column, &cell);
}

static inline int hc_put_character(int row, int column, wchar_t character, attr_t attributes, short pair) {
  const wchar_t text[] = {character, 0};
  return hc_put_cell(row, column, text, attributes, pair);
}

// wcwidth is hidden behind a feature macro in the C library's module.
static inline int hc_columns_of(wchar_t character) { return wcwidth(character); }

// KEY_F is a function-like macro.
static inline int hc_key_f(int number) { return KEY_F(number); }

// CODESET is an enumerator behind a macro in some versions; the answer is what matters.
static inline int hc_locale_is_utf8(void) {
  const char *set = nl_langinfo(CODESET);
  return set && (strcmp(set, "UTF-8") == 0 || strcmp(set, "utf8") == 0);
}

// The two strings that leave the screen as it was: terminfo's variables are macros over a struct.
static inline const char *hc_exit_ca_mode(void) { return exit_ca_mode; }
static inline const char *hc_cursor_normal(void) { return cursor_normal; }
// cursor_address is a macro for a field of the terminal at hand.
static inline int hc_can_place_cursor(void) { return cursor_address != NULL; }
static inline const char *hc_key_mouse(void) { return key_mouse; }
static inline const char *hc_keypad_local(void) { return keypad_local; }
