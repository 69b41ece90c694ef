import HookSupport

/// Completion for zsh.
enum ZshCompletion {
  static func script(_ commands: [Subcommand]) -> String {
    let named = commands.filter { !$0.name.isEmpty }
    let list = named.map { "    \(ShellQuoting.posix("\($0.name):\($0.summary)"))\n" }.joined()
    let cases = named.map { command in
      "      \(command.name)) _arguments \(arguments(command)) ;;\n"
    }.joined()
    let console = commands.first { $0.name.isEmpty }.map(options) ?? []
    let ways =
      console + ["'--version[print the version]'", "'1:command:->command'", "'*::rest:->rest'"]
    return """
      #compdef hookconsole
      # zsh completion for hookconsole, made by: hookconsole completions zsh
      _hookconsole() {
        local context state state_descr line
        typeset -A opt_args
        local -a commands
        commands=(
      \(list)    'help:show the help of a command'
        )
        _arguments -C \(ways.joined(separator: " \\\n    ")) && return
        case $state in
          command) _describe command commands ;;
          rest)
            case $words[1] in
      \(cases)      help) _describe command commands ;;
            esac ;;
        esac
      }
      _hookconsole_profiles() {
        local -a profiles
        profiles=( ${(f)"$(hookconsole completions --profiles 2>/dev/null)"} )
        _describe profile profiles
      }
      if [ "$funcstack[1]" = _hookconsole ]; then
        _hookconsole "$@"
      else
        compdef _hookconsole hookconsole
      fi

      """
  }

  private static func arguments(_ command: Subcommand) -> String {
    let positions = command.arguments.map { word in
      let isRepeated = word.contains("…")
      return ShellQuoting.posix(
        "\(isRepeated ? "*" : ""):\(word.trimmingBrackets):\(action(ValueKind(word)))"
      )
    }
    return (options(command) + positions).joined(separator: " \\\n        ")
  }

  private static func options(_ command: Subcommand) -> [String] {
    command.options.map { item in
      let help = escaped(item.help)
      guard let value = item.value else { return ShellQuoting.posix("--\(item.name)[\(help)]") }
      let repeats = item.help.contains("repeated") ? "*" : ""
      return ShellQuoting.posix(
        "\(repeats)--\(item.name)=[\(help)]:\(escaped(value)):\(action(ValueKind(value)))"
      )
    }
  }

  private static func action(_ kind: ValueKind) -> String {
    if let choices = Completions.choices(kind) { return "(\(choices.joined(separator: " ")))" }
    switch kind {
    case .file: return "_files"
    case .profile: return "_hookconsole_profiles"
    default: return " "
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "[]:\\".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
