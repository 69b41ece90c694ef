import Foundation
import HookModel

/// The program: finds the command, carries it out, and says how it ended.
enum Program {
  static let commands: [Subcommand] = [
    .console, .sandbox, .hooks, .deliveries,
  ]

  /// - Parameter arguments: with the program's own name in front.
  static func run(_ arguments: [String]) async -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    do {
      try await start(Array(arguments.dropFirst()))
      return .done
    } catch is Output.ClosedPipe {
      return .done
    } catch {
      Output.problem(VisibleText.harmless("\(error)"))
      return ExitCode(error)
    }
  }

  private static func start(_ arguments: [String]) async throws {
    if arguments.first == "--version" {
      return try Output.line("hookconsole \(Product.version)")
    }
    if ["--help", "-h", "help"].contains(arguments.first) {
      return try help(arguments.dropFirst())
    }
    let isNamed = arguments.first.map { !$0.hasPrefix("-") } ?? false
    let command = try find(isNamed ? arguments[0] : "")
    let invocation = try OptionParser.parse(
      Array(arguments.dropFirst(isNamed ? 1 : 0)),
      of: command
    )
    if invocation.has(.help) { return try Output.write(Array(Usage.help(command).utf8)) }
    Signals.block(command.signals)
    try await command.run(invocation)
  }

  private static func help(_ rest: ArraySlice<String>) throws {
    let text = try rest.first.map { Usage.help(try find($0)) } ?? Usage.help(commands)
    try Output.write(Array(text.utf8))
  }

  private static func find(_ name: String) throws -> Subcommand {
    if let command = commands.first(where: { $0.name == name }) { return command }
    let near = Nearest.name(to: name, among: commands.map(\.name).filter { !$0.isEmpty })
      .map { "did you mean \($0)?" }
    throw Failure.usage("there is no command \(name); \(near ?? "hookconsole --help lists them")")
  }
}

extension VisibleText {
  /// A text of several lines without anything that a terminal would obey.
  static func harmless(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText($0).glyphs.map(\.text).joined() }.joined(separator: "\n")
  }
}
