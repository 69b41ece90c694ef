import HookSupport

/// Completion for fish.
enum FishCompletion {
  static func script(_ commands: [Subcommand]) -> String {
    let named = commands.filter { !$0.name.isEmpty }
    let names = named.map(\.name).joined(separator: " ")
    var lines = [
      "# fish completion for hookconsole, made by: hookconsole completions fish",
      "complete -c hookconsole -f",
      "complete -c hookconsole -n __fish_use_subcommand -l version -d 'print the version'",
      "complete -c hookconsole -n __fish_use_subcommand -a help -d 'show the help of a command'",
      "complete -c hookconsole -n '__fish_seen_subcommand_from help' -a \(ShellQuoting.fish(names))",
    ]
    for command in commands {
      let isNamed = !command.name.isEmpty
      if isNamed {
        lines.append(
          "complete -c hookconsole -n __fish_use_subcommand -a \(command.name)"
            + " -d \(ShellQuoting.fish(command.summary))"
        )
      }
      let position =
        isNamed ? "'__fish_seen_subcommand_from \(command.name)'" : "__fish_use_subcommand"
      lines += command.options.map { line($0, position) }
      if isNamed, let choices = command.argumentKind.flatMap(Completions.choices) {
        lines.append(
          "complete -c hookconsole -n \(position) -a \(ShellQuoting.fish(choices.joined(separator: " ")))"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ item: Option, _ position: String) -> String {
    let start = "complete -c hookconsole -n \(position) -l \(item.name)"
    let help = " -d \(ShellQuoting.fish(item.help))"
    guard let value = item.value else { return start + help }
    return start + action(ValueKind(value)) + help
  }

  private static func action(_ kind: ValueKind) -> String {
    if let choices = Completions.choices(kind) {
      return " -x -a \(ShellQuoting.fish(choices.joined(separator: " ")))"
    }
    switch kind {
    case .file: return " -r -F"
    case .profile: return " -x -a '(hookconsole completions --profiles 2>/dev/null)'"
    default: return " -x"
    }
  }
}
