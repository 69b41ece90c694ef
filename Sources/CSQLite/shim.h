// The shim for SQLite: what Swift cannot import is restated here, with the reason.
#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift does not import.
static inline int hc_sqlite_bind_text(sqlite3_stmt *statement, int column, const char *text, int length) {
  return sqlite3_bind_text(statement, column, text, length, SQLITE_TRANSIENT);
}

// The same for bytes. No bytes are still a blob and not NULL, which a null pointer would mean.
static inline int hc_sqlite_bind_blob(sqlite3_stmt *statement, int column, const void *bytes, int length) {
  return sqlite3_bind_blob(statement, column, bytes ? bytes : "", length, SQLITE_TRANSIENT);
}
