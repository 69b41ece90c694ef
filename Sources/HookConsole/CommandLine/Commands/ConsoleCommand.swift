import ConsoleCore
import Foundation
import HookModel
import HookSignatures

extension Subcommand {
  static let console = Subcommand(
    "",
    "open the console, on a sandbox of its own if no connection is configured",
    example: "hookconsole",
    options: Option.connection,
    signals: ConsoleLoop.signals
  ) { invocation in
    let environment = ProcessInfo.processInfo.environment
    let found = try Connection.find(invocation, environment: environment)
    let settings = try ConsoleSettings(environment)
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Failure(
        .failed,
        "the console needs a terminal",
        hint: "see: hookconsole --help for commands to use in scripts"
      )
    }
    Signals.waitForForeground()
    TerminalRescue.rememberModes()
    let embedded = found == nil ? try EmbeddedSandbox.start() : nil
    guard let connection = found ?? embedded?.connection else { return }
    let greeting =
      embedded == nil
      ? nil : "a sandbox of your own, with live deliveries: ? shows the keys, x fires an event"
    let result = await OwnThread.run { try open(connection, settings, greeting) }
    await embedded?.stop()
    try result.get()
  }

  /// Opens the console, and opens it again wherever the person goes.
  /// - Parameter greeting: said until the first key; `nil` says nothing.
  private static func open(
    _ first: Connection,
    _ settings: ConsoleSettings,
    _ greeting: String?
  ) throws {
    let queue = EventQueue()
    var session = ConsoleSession(first, settings, queue)
    if let greeting { session.greet(greeting) }
    let terminal = try NcursesTerminal(
      theme: settings.theme,
      colored: settings.isColored,
      mouse: settings.configuration.mouse,
      asks: settings.adaptsTheme
    )
    defer { terminal.close() }
    let loop = ConsoleLoop(
      terminal: terminal,
      adaptsTheme: settings.adaptsTheme,
      queue: queue,
      runner: session.runner,
      state: session.state
    )
    while true {
      let current = session
      try OwnThread.wait { await current.start() }
      let next = loop.run()
      try OwnThread.wait { await current.stop() }
      guard let next else {
        terminal.close()
        if let problem = loop.unseenProblem { Output.problem(problem) }
        return
      }
      do {
        session = ConsoleSession(try current.connection(to: next), settings, queue)
        loop.open(session.runner, session.state)
      } catch {
        var state = session.state
        state.say(.problem("\(error)"))
        loop.open(session.runner, state)
      }
    }
  }
}

/// One employer on one server, with all that asks there.
private struct ConsoleSession: Sendable {
  let connection: Connection
  let runner: EffectRunner
  private(set) var state: ConsoleState
  private let feed: DeliveryFeed

  init(_ connection: Connection, _ settings: ConsoleSettings, _ queue: EventQueue) {
    self.connection = connection
    let employer = connection.employer
    let client = connection.client(employer, retry: .never)
    feed = DeliveryFeed(api: client) { queue.post(.news($0)) }
    let secrets = connection.secrets.map(\.text)
    runner = EffectRunner(
      api: client,
      feed: feed,
      queue: queue,
      poster: connection.poster,
      verifier: secrets.isEmpty ? nil : SignatureVerifier(secrets: secrets)
    )
    let server = [connection.label, connection.address.description].filter { !$0.isEmpty }
    state = ConsoleState(
      location: ConsoleState.Location(
        employer: employer?.description ?? "no employer selected",
        server: server.joined(separator: " ")
      ),
      employer: employer,
      profiles: settings.configuration.profiles.keys.sorted(),
      kept: settings.configuration.deliveries,
      keyMap: settings.keyMap,
      isMouseOn: settings.configuration.mouse
    )
    if connection.trust.endpoints.isInsecure {
      state.say(.problem("certificates of endpoints are not checked (insecure)"))
    }
  }

  mutating func greet(_ text: String) { state.greet(text) }

  func start() async {
    if connection.employer != nil { await feed.start() }
  }

  func stop() async {
    await feed.stop()
    await runner.leave()
  }

  func connection(to destination: Destination) throws -> Connection {
    switch destination {
    case .employer(let id, _):
      var changed = connection
      changed.employer = id
      return changed
    case .profile(let name):
      let environment = ProcessInfo.processInfo.environment
      let invocation = Invocation(options: ["profile": [name]], arguments: [])
      guard let found = try Connection.find(invocation, environment: environment, warns: false)
      else { throw Failure.usage("the profile \(name) has no connection") }
      return found
    }
  }
}
