import HookSupport

/// Completion for bash, which needs nothing but bash itself.
enum BashCompletion {
  static func script(_ commands: [Subcommand]) -> String {
    let named = commands.filter { !$0.name.isEmpty }
    let rows = named.map { "    \($0.name)) options=\(ShellQuoting.posix(options($0))) ;;\n" }
    let console = commands.first { $0.name.isEmpty }.map(options) ?? ""
    let names = named.map(\.name) + ["help", "--help", "--version"]
    return """
      # bash completion for hookconsole, made by: hookconsole completions bash
      _hookconsole() {
        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= options=
        local IFS=$' \\t\\n'
        COMPREPLY=()
        if (( COMP_CWORD > 1 )) && [[ ${COMP_WORDS[1]} != -* ]]; then
          command=${COMP_WORDS[1]}
        fi
        case $before in
      \(values(commands))  esac
        case $command in
      \(rows.joined())    help) COMPREPLY=( $(compgen -W \(ShellQuoting.posix(named.map(\.name).joined(separator: " "))) -- "$current") ); return ;;
          *) options=\(ShellQuoting.posix((names + [console]).joined(separator: " "))) ;;
        esac
        if [[ $current != -* ]]; then
          case $command in
      \(arguments(named))    esac
        fi
        COMPREPLY=( $(compgen -W "$options" -- "$current") )
      }
      complete -F _hookconsole hookconsole

      """
  }

  private static func options(_ command: Subcommand) -> String {
    command.options.map { "--\($0.name)" }.joined(separator: " ")
  }

  /// What may stand behind an option that has a value.
  private static func values(_ commands: [Subcommand]) -> String {
    var names: [(kind: ValueKind, names: [String])] = ValueKind.allCases.map { ($0, []) }
    for item in commands.flatMap(\.options) {
      guard let value = item.value else { continue }
      let position = names.firstIndex { $0.kind == ValueKind(value) } ?? 0
      if !names[position].names.contains("--\(item.name)") {
        names[position].names.append("--\(item.name)")
      }
    }
    return names.filter { !$0.names.isEmpty }.map { row in
      "    \(row.names.joined(separator: "|"))) \(action(row.kind)); return ;;\n"
    }.joined()
  }

  private static func arguments(_ commands: [Subcommand]) -> String {
    commands.compactMap { command in
      guard let kind = command.argumentKind, Completions.choices(kind) != nil else { return nil }
      return "      \(command.name)) \(action(kind)); return ;;\n"
    }.joined()
  }

  private static func action(_ kind: ValueKind) -> String {
    if let choices = Completions.choices(kind) {
      return
        "COMPREPLY=( $(compgen -W \(ShellQuoting.posix(choices.joined(separator: " "))) -- \"$current\") )"
    }
    switch kind {
    case .file:
      return "COMPREPLY=( $(IFS=$'\\n' compgen -f -- \"$current\") ); compopt -o filenames"
    case .profile:
      return
        "COMPREPLY=( $(compgen -W \"$(hookconsole completions --profiles 2>/dev/null)\" -- \"$current\") )"
    default: return ":"
    }
  }
}
