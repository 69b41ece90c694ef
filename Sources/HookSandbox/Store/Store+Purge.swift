import HookServer

extension Store {
  /// Opens the sandbox's data file.
  /// - Parameter path: of the file, which is created if it is missing; `nil` for a database in memory.
  convenience init(path: String?) throws {
    try self.init(path: path, prepare: Schema.prepare)
  }

  /// Removes what deleted webhooks left, a little at a time and after everything that waits.
  func purge() {
    submit {
      try $0.purge()
    } done: { result in
      if (try? result.get()) == true { self.purge() }
    }
  }
}
