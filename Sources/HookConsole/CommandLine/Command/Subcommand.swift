/// What the program can be told to do: one row of the table of commands.
struct Subcommand: Sendable {
  /// Empty for the console itself.
  let name: String
  /// What follows the name: `ID`.
  let arguments: [String]
  let summary: String
  /// A command that works as it stands here.
  let example: String
  /// Further sentences for the help and the manual.
  let notes: [String]
  let options: [Option]
  /// The signals it takes itself; all others end it.
  let signals: [Int32]
  let run: @Sendable (Invocation) async throws -> Void

  init(
    _ name: String,
    _ summary: String,
    arguments: [String] = [],
    example: String,
    notes: [String] = [],
    options: [Option],
    signals: [Int32] = [],
    run: @escaping @Sendable (Invocation) async throws -> Void
  ) {
    self.name = name
    self.arguments = arguments
    self.summary = summary
    self.example = example
    self.notes = notes
    self.options = options + [.help]
    self.signals = signals
    self.run = run
  }

  /// The options that are its own: neither those of the connection nor the help.
  var ownOptions: [Option] {
    let common = Set(((isConnected ? Option.connection : []) + [.help]).map(\.name))
    return options.filter { !common.contains($0.name) }
  }

  /// Whether it asks a server.
  var isConnected: Bool {
    options.contains { $0.name == Option.connection[0].name }
  }
}

/// What was asked for: a command with its options and arguments, already checked against the table.
struct Invocation: Sendable {
  let options: [String: [String]]
  let arguments: [String]
  /// The names of the options in the order in which they were given.
  var order: [String] = []

  func has(_ option: Option) -> Bool { options[option.name] != nil }

  func has<Value>(_ option: TypedOption<Value>) -> Bool { has(option.row) }

  /// The value of an option; of one given twice, the last; `nil` if it was not given.
  func value<Value>(_ option: TypedOption<Value>) throws -> Value? {
    try options[option.row.name]?.last.map(option.read)
  }

  /// All values of an option that may be given more than once.
  func values<Value>(_ option: TypedOption<Value>) throws -> [Value] {
    try (options[option.row.name] ?? []).map(option.read)
  }

  /// All values of several options that may be given more than once, in the order in which they were
  /// given.
  func values<Value>(_ rows: [TypedOption<Value>]) throws -> [Value] {
    var rest = options.mapValues { $0[...] }
    return try order.compactMap { name in
      guard let option = rows.first(where: { $0.row.name == name }) else { return nil }
      return try rest[name]?.popFirst().map(option.read)
    }
  }
}
