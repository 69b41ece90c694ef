import Foundation
import HookModel

extension Subcommand {
  static let console = Subcommand(
    "",
    "open the console; with no connection on a sandbox of its own",
    example: "hookconsole",
    options: Option.connection,
    signals: ConsoleLoop.signals
  ) { invocation in
    TerminalRescue.rememberModes()
    let environment = ProcessInfo.processInfo.environment
    let found = try Connection.find(invocation, environment: environment)
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Failure(
        .failed,
        "the console needs a terminal; for scripts there are commands: hookconsole --help"
      )
    }
    let embedded = found == nil ? try EmbeddedSandbox.start() : nil
    guard let connection = found ?? embedded?.connection else { return }
    try await open(connection, environment)
    await embedded?.stop()
  }

  private static func open(_ connection: Connection, _ environment: [String: String]) async throws {
    let client = try await connection.client(retry: .never)
    let queue = EventQueue()
    let feed = DeliveryFeed(api: client) { queue.post(.news($0)) }
    let runner = EffectRunner(api: client, feed: feed, queue: queue)
    let server = [connection.label, connection.address.description].filter { !$0.isEmpty }
    let state = ConsoleState(
      place: ConsoleState.Place(
        employer: client.employer.description,
        server: server.joined(separator: " ")
      ),
      employer: client.employer
    )
    let theme = environment["HOOKCONSOLE_THEME"] == "light" ? Theme.light : Theme.dark
    let isColored = environment["NO_COLOR"].map(\.isEmpty) ?? true
    await feed.start()
    let result = await OwnThread.run {
      let terminal = try NcursesTerminal(theme: theme, colored: isColored)
      defer { terminal.close() }
      ConsoleLoop(terminal: terminal, queue: queue, runner: runner, state: state).run()
    }
    await feed.stop()
    runner.cancelLoads()
    await runner.idle()
    try result.get()
  }
}
