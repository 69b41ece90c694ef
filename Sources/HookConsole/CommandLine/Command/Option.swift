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
  static let connection = [
    Option("url", "URL", "the server (default: HOOKCONSOLE_URL, otherwise the profile)"),
    Option("employer", "ID", "the employer (default: HOOKCONSOLE_EMPLOYER, otherwise the profile)"),
    Option("api-key-file", "FILE", "a file with the API key (default: HOOKCONSOLE_API_KEY)"),
    Option("profile", "PROFILE", "a profile of the configuration file (default: its default one)"),
    timeout,
  ]

  /// Which deliveries are looked at.
  static let filters = [
    Option("code", "CODES", "only with these codes: 410, 5xx, none (no response), pending"),
    Option("event", "EVENT", "only of this event, such as Employee_Created; may be repeated"),
    Option("since", "TIME", "only newer ones: 2h, 2026-01-31, 2026-01-31T08:30"),
  ]
}

/// What a value is, read off the word that stands for it, so that a shell can complete it.
enum ValueKind: CaseIterable {
  case file, event, profile, shell, other

  init(_ word: String) {
    self =
      switch word.trimmingBrackets {
      case "FILE": .file
      case "EVENT": .event
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
