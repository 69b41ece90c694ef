/// An option of a command: one row of the table from which parsing, help, completions and the manual
/// are made.
struct Option: Sendable {
  /// Without the dashes: `json`.
  let name: String
  /// What stands for its value in the help, `FILE`; nil of an option without one.
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
    Option("url", "URL", "the server (else HOOKCONSOLE_URL, else the profile)"),
    Option("employer", "ID", "the employer (else HOOKCONSOLE_EMPLOYER, else the profile)"),
    Option("api-key-file", "FILE", "a file with the API key (else HOOKCONSOLE_API_KEY)"),
  ]
}
