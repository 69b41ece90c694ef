import HookSupport

/// The manual page, made from the table of commands: roff with the macros of man(7).
enum ManualPage {
  static func text(_ commands: [Subcommand]) -> String {
    var page = Roff()
    page.macro("TH HOOKCONSOLE 1 \"\" \"hookconsole \(Product.version)\" \"User Commands\"")
    page.section("NAME", "hookconsole - what an API's webhooks sent, when, and the responses")
    page.macro("SH SYNOPSIS")
    page.synopsis("hookconsole", "[COMMAND] [OPTIONS]")
    page.section("DESCRIPTION", ManualText.description)
    page.macro("SH COMMANDS")
    for command in commands { page.command(command) }
    page.macro("SH COMMON OPTIONS")
    page.option(.help)
    page.option(Option("version", "print the version"))
    page.section("CONNECTION OPTIONS", ManualText.connection)
    for item in Option.connection { page.option(item) }
    page.definitions("ENVIRONMENT", ManualText.environment)
    page.definitions("FILES", ManualText.files)
    page.definitions(
      "EXIT STATUS",
      ExitCode.allCases.map { (String($0.rawValue), $0.meaning) }
    )
    page.macro("SH EXAMPLES")
    for (what, line) in ManualText.examples { page.example(what, line) }
    return page.text
  }
}

/// Writes roff.
struct Roff {
  private(set) var text = ""

  mutating func macro(_ line: String) { text += ".\(line)\n" }

  mutating func paragraph(_ words: String) { text += Self.escaped(words) + "\n" }

  mutating func section(_ title: String, _ words: String) {
    macro("SH \(title)")
    for (position, part) in words.split(separator: "\n").enumerated() {
      if position > 0 { macro("PP") }
      paragraph(String(part))
    }
  }

  mutating func synopsis(_ name: String, _ rest: String) {
    text += "\\fB\(Self.escaped(name))\\fR \(Self.escaped(rest))\n"
  }

  mutating func definitions(_ title: String, _ rows: [(String, String)]) {
    macro("SH \(title)")
    for (name, words) in rows { definition("\\fB\(Self.escaped(name))\\fR", words) }
  }

  private mutating func definition(_ head: String, _ words: String) {
    macro("TP")
    text += head + "\n"
    paragraph(words)
  }

  mutating func command(_ command: Subcommand) {
    let name = ["hookconsole", command.name].filter { !$0.isEmpty }.joined(separator: " ")
    let rest = (command.arguments + ["[OPTIONS]"]).joined(separator: " ")
    macro("SS \(Self.escaped(([name] + command.arguments).joined(separator: " ")))")
    synopsis(name, rest)
    macro("PP")
    paragraph(command.summary + ".")
    for item in command.ownOptions { option(item) }
    if command.isConnected {
      macro("PP")
      paragraph("It also takes the connection options.")
    }
    for note in command.notes {
      macro("PP")
      paragraph(note)
    }
    macro("PP")
    paragraph("Example:")
    code(command.example)
  }

  mutating func option(_ item: Option) {
    let value = item.value.map { " \\fI\(Self.escaped($0))\\fR" } ?? ""
    definition("\\fB\(Self.escaped("--\(item.name)"))\\fR\(value)", item.help)
  }

  mutating func example(_ what: String, _ line: String) {
    macro("PP")
    paragraph(what)
    code(line)
  }

  private mutating func code(_ line: String) {
    macro("PP")
    macro("nf")
    macro("RS 4")
    paragraph(line)
    macro("RE")
    macro("fi")
  }

  /// A text without anything that roff would obey.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty, "." where result.isEmpty: result += "\\&\(character)"
      case "'": result += "\\(aq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "`": result += "\\(ga"
      default: result.append(character)
      }
    }
    return result
  }
}
