import ConsoleCore

/// How the console is to look and which keys it has: from the environment and the configuration file.
struct ConsoleSettings: Sendable {
  /// The theme to begin with.
  let theme: Theme
  /// Whether the terminal's background decides, once it is known.
  let adaptsTheme: Bool
  let isColored: Bool
  let keyMap: KeyMap<ConsoleState>
  let configuration: Configuration

  init(_ environment: [String: String]) throws {
    configuration = try Configuration.load(environment: environment)
    isColored = environment["NO_COLOR"].map(\.isEmpty) ?? true
    let name = environment["HOOKCONSOLE_THEME"] ?? configuration.theme ?? Self.automatic
    adaptsTheme = name == Self.automatic && isColored
    if name == Self.automatic {
      theme = environment["COLORFGBG"].flatMap(Theme.forVariable) ?? .dark
    } else if let known = Theme.all.first(where: { $0.name == name }) {
      theme = known
    } else {
      let names = Self.themes.joined(separator: ", ")
      throw Failure.usage("unknown theme \"\(name)\"", hint: "known themes: \(names)")
    }
    keyMap = try KeyMap(KeyTable.commands, configuration.keys)
  }

  private static let automatic = "auto"

  /// The names that a theme can be chosen by.
  static let themes = [automatic] + Theme.all.map(\.name)
}
