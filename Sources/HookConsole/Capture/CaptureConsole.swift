import ConsoleCore
import Foundation
import HookCapture
import HookModel
import HookServer

/// The console on an endpoint of its own.
enum CaptureConsole {
  static func run(_ configuration: ReceiverConfiguration) async throws {
    FreedMemory.keep()
    let settings = try ConsoleSettings(ProcessInfo.processInfo.environment)
    Signals.waitForForeground()
    TerminalRescue.rememberModes()
    let queue = EventQueue()
    let server = try Failure.starting { try CaptureServer(configuration, queue) }
    EndpointOptions.warn(configuration)
    let result = await OwnThread.run { try open(server, configuration, settings, queue) }
    await server.stop()
    try result.get()
  }

  private static func open(
    _ server: CaptureServer,
    _ configuration: ReceiverConfiguration,
    _ settings: ConsoleSettings,
    _ queue: EventQueue
  ) throws {
    let poster = Poster(trust: configuration.trust)
    let runner = EffectRunner(
      api: server,
      feed: server,
      queue: queue,
      poster: poster,
      verifier: configuration.verifier
    )
    let state = ConsoleState(
      location: ConsoleState.Location(employer: "Capture", server: server.receiver.url),
      employer: RecordID("capture"),
      kept: settings.configuration.deliveries,
      keyMap: settings.keyMap,
      isMouseOn: settings.configuration.mouse,
      isCapture: true,
      isSigning: configuration.verifier != nil
    )
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
      runner: runner,
      state: state
    )
    try OwnThread.wait { await server.start() }
    _ = loop.run()
    try OwnThread.wait { await runner.leave() }
    terminal.close()
    if let problem = loop.unseenProblem { Output.problem(problem) }
  }
}
