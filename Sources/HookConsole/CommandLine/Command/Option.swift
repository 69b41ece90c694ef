/// An option of a command: one row of the table from which parsing, help, completions and the manual
/// are made.
struct Option: Sendable {
  /// Without the dashes: `json`.
  let name: String
  /// What stands for its value in the help, `FILE`; `nil` for an option without one. The completions
  /// take from it what may stand there: see `ValueKind`.
  let value: String?
  let help: String

  init(_ name: String, _ value: String, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }

  init(_ name: String, _ help: String) {
    self.name = name
    value = nil
    self.help = help
  }

  static let json = Option("json", "print JSON with the API's own field names")
  static let help = Option("help", "show the help of this command")

  /// Which server is asked and with what key.
  static let url = TypedOption(
    "url",
    "URL",
    "the server (default: HOOKCONSOLE_URL, otherwise the profile)"
  )
  static let employer = TypedOption(
    "employer",
    "ID",
    "the employer (default: HOOKCONSOLE_EMPLOYER, otherwise the profile)"
  )
  static let keyFile = TypedOption(
    "api-key-file",
    "FILE",
    "a file with the API key (default: HOOKCONSOLE_API_KEY)"
  )
  static let profile = TypedOption(
    "profile",
    "PROFILE",
    "a profile of the configuration file (default: its default one)"
  )
  static let connection = [url.row, employer.row, keyFile.row, profile.row, timeout.row]
}

/// An option whose value has a type: declared once, read by its command, shown by help and completions.
struct TypedOption<Value: Sendable>: Sendable {
  /// The row of the table.
  let row: Option
  /// Reads the value as it was typed; throws an error that names the option and what would be right.
  let read: @Sendable (String) throws -> Value

  init(
    _ name: String,
    _ value: String,
    _ help: String,
    read: @escaping @Sendable (String) throws -> Value
  ) {
    row = Option(name, value, help)
    self.read = read
  }
}

extension TypedOption where Value == String {
  /// An option whose value is any text.
  init(_ name: String, _ value: String, _ help: String) {
    self.init(name, value, help) { $0 }
  }
}

/// What a value is, read off the word that stands for it, so that a shell can complete it.
enum ValueKind: CaseIterable {
  case file, event, profile, shell, other

  init(_ word: String) {
    self =
      switch word.trimmingBrackets {
      case "FILE": .file
      case "EVENT", "EVENT|ID": .event
      case "PROFILE": .profile
      case "SHELL": .shell
      default: .other
      }
  }
}

extension String {
  /// `[ID…]` without what says that it may be missing or repeated.
  var trimmingBrackets: String { filter { !"[]…".contains($0) } }
}
