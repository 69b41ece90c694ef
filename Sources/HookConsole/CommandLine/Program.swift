import ConsoleCore
import Foundation
import HookModel
import HookSupport

/// The program: finds the command, carries it out, and says how it ended.
enum Program {
  static let commands: [Subcommand] = [
    .console, .employers, .hooks, .hook, .create, .update, .activate, .deactivate, .delete,
    .deliveries, .delivery, .attempts, .schema, .sample, .tail, .send, .fire, .verify, .stats,
    .sandbox, .capture, .receiver,
    .doctor, .completions, .man,
  ]

  /// - Parameter arguments: with the program's own name in front.
  ///
  /// Blocks its thread, the program's first, to the end: were that thread left to the dispatcher, it
  /// would take the signals that others wait for.
  static func run(_ arguments: [String]) -> ExitCode {
    signal(SIGPIPE, SIG_IGN)
    Output.fillGaps()
    do {
      guard let (command, invocation) = try read(Array(arguments.dropFirst())) else { return .done }
      Signals.block(command.signals)
      return wait { try await command.run(invocation) }
    } catch {
      return end(error)
    }
  }

  /// Runs to its end what waits.
  private static func wait(_ body: @escaping @Sendable () async throws -> Void) -> ExitCode {
    let done = DispatchSemaphore(value: 0)
    let code = Locked(ExitCode.done)
    Task.detached {
      do {
        try await body()
      } catch {
        code.withLock { $0 = end(error) }
      }
      done.signal()
    }
    done.wait()
    return code.withLock { $0 }
  }

  private static func end(_ error: any Error) -> ExitCode {
    // The reader of our output has all it wanted.
    if error is Output.ClosedPipe { return .done }
    let help = (error as? APIError).flatMap(ErrorHint.sentence).map { "\n\($0)" } ?? ""
    Output.problem(TerminalSafeText.sanitised("\(error)\(help)"))
    return ExitCode(error)
  }

  /// Finds what to do; `nil` if it was help, which is printed already.
  private static func read(_ arguments: [String]) throws -> (Subcommand, Invocation)? {
    if arguments.first == "--version" {
      try Output.line("hookconsole \(Product.version)")
      return nil
    }
    if ["--help", "-h", "help"].contains(arguments.first) {
      try help(arguments.dropFirst())
      return nil
    }
    let isNamed = arguments.first.map { !$0.hasPrefix("-") } ?? false
    let command = try find(isNamed ? arguments[0] : "")
    let rest = Array(arguments.dropFirst(isNamed ? 1 : 0))
    if !isNamed, let late = late(arguments) {
      throw Failure.usage(
        "the command must come first",
        hint: "try: hookconsole \(late) and then its options"
      )
    }
    let invocation = try OptionParser.parse(rest, of: command)
    if invocation.has(.help) {
      try Output.write(Array(Usage.help(command, columns: helpColumns).utf8))
      return nil
    }
    return (command, invocation)
  }

  /// A command behind the options of the console, which takes no arguments.
  private static func late(_ arguments: [String]) -> String? {
    guard (try? OptionParser.parse(arguments, of: .console)) == nil else { return nil }
    return arguments.first { word in !word.isEmpty && commands.contains { $0.name == word } }
  }

  private static func help(_ rest: ArraySlice<String>) throws {
    let columns = helpColumns
    let text =
      try rest.first.map { Usage.help(try find($0), columns: columns) }
      ?? Usage.help(commands, columns: columns)
    try Output.write(Array(text.utf8))
  }

  private static var helpColumns: Int { min(Usage.widest, Output.columns ?? Usage.widest) }

  private static func find(_ name: String) throws -> Subcommand {
    if let command = commands.first(where: { $0.name == name }) { return command }
    let near = Nearest.name(to: name, among: commands.map(\.name).filter { !$0.isEmpty })
      .map { "did you mean \($0)?" }
    throw Failure.usage("unknown command \"\(name)\"", hint: near ?? "see: hookconsole --help")
  }
}
