import CPOSIX

/// Memory that was freed and is soon needed again.
enum FreedMemory {
  /// Has the C library keep some megabytes of it instead of giving each page back to the system: under load a
  /// server would wait for new pages half of its time.
  static func keep() {
    mallopt(M_TRIM_THRESHOLD, 8 << 20)
    mallopt(M_TOP_PAD, 1 << 20)
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
  }
}
