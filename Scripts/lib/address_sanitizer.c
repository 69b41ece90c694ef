// Linked into what `Scripts/test --sanitize address` builds, the tests and the program they start.

// What Swift's runtime and Foundation keep for the life of the process is no leak.
const char *__asan_default_options(void) { return "detect_leaks=0"; }
