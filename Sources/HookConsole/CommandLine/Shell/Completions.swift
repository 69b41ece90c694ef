import HookModel

/// Completions for shells, made from the table of commands.
enum Completions {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static func script(_ shell: Shell, _ commands: [Subcommand]) -> String {
    switch shell {
    case .bash: BashCompletion.script(commands)
    case .zsh: ZshCompletion.script(commands)
    case .fish: FishCompletion.script(commands)
    }
  }

  static let events = WebhookEvent.known.map(\.name)
  static let shells = Shell.allCases.map(\.rawValue)

  /// The words a shell may put for a kind of value where these are few; `nil` for any other kind.
  static func choices(_ kind: ValueKind) -> [String]? {
    switch kind {
    case .event: events
    case .shell: shells
    case .file, .profile, .other: nil
    }
  }
}

extension Subcommand {
  /// What may stand behind its name: the kind of its first argument.
  var argumentKind: ValueKind? { arguments.first.map { ValueKind($0) } }
}
