import Foundation
import HookCapture
import HookModel
import HookSandbox
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// The console without a terminal on a real sandbox: presses keys, reads the screen.
///
/// Nothing here sleeps: it waits for events until the screen shows what is waited for; a test that
/// waits in vain is ended by its time limit.
final class ConsoleDriver {
  /// Of a console on a sandbox.
  private(set) var sandbox: Sandbox!
  private(set) var client: HookClient!
  let queue = EventQueue()
  let feed: any ConsoleFeed
  /// Of a console on a capture.
  private(set) var capture: CaptureServer!
  private let end: @Sendable () async -> Void
  let runner: EffectRunner
  private(set) var console: Console
  /// What the terminal would have been told to do.
  private(set) var terminal: [TerminalEffect] = []

  init(
    _ sandbox: Sandbox,
    size: Size = Size(rows: 40, columns: 120),
    address: String? = nil,
    settings: FeedSettings = ConsoleDriver.quick
  ) async throws {
    let queue = queue
    let client = HookClient(
      address: try ServerAddress(address ?? sandbox.url),
      employer: RecordID(sandbox.employer),
      credentials: Credentials(key: sandbox.apiKey),
      retry: .never
    )
    let feed = DeliveryFeed(api: client, settings: settings) { queue.post(.news($0)) }
    (self.client, self.feed, end) = (client, feed, { await sandbox.stop() })
    self.sandbox = sandbox
    runner = EffectRunner(api: client, feed: feed, queue: queue)
    console = Console(
      state: ConsoleState(
        location: ConsoleState.Location(employer: sandbox.employer, server: "sandbox"),
        employer: client.employer,
        zone: .gmt
      )
    )
    carryOut(console.start(size: size))
    await feed.start()
  }

  /// The console on a capture.
  init(
    capture configuration: ReceiverConfiguration,
    size: Size = Size(rows: 40, columns: 120)
  ) async throws {
    var configuration = configuration
    configuration.capture = CaptureConfiguration()
    let server = try CaptureServer(configuration, queue)
    (capture, feed, end) = (server, server, {})
    runner = EffectRunner(
      api: server,
      feed: server,
      queue: queue,
      verifier: configuration.verifier
    )
    console = Console(
      state: ConsoleState(
        location: ConsoleState.Location(employer: "Capture", server: server.receiver.url),
        employer: RecordID("capture"),
        isCapture: true,
        isSigning: configuration.verifier != nil,
        zone: .gmt
      )
    )
    carryOut(console.start(size: size))
    await server.start()
    try await wait { $0.state.hooks.health == .live }
  }

  /// Asks often, so that tests are not made to wait.
  static var quick: FeedSettings {
    var settings = FeedSettings()
    settings.chosen = 0.05
    settings.other = 0.1
    settings.list = 0.05
    settings.longestPause = 0.2
    return settings
  }

  var state: ConsoleState { console.state }

  var lines: [String] {
    console.paint()
    return console.canvas.lines
  }

  var screen: String { lines.joined(separator: "\n") }

  /// Presses keys by their names: `j`, `Enter`, `Ctrl-f`.
  func press(_ names: String...) {
    for name in names {
      guard let key = Key(name: name) else { fatalError("no key \(name)") }
      take(.input(.key(key)))
    }
  }

  func type(_ text: String) {
    for character in text { take(.input(.key(character == " " ? .space : .character(character)))) }
  }

  func take(_ event: ConsoleEvent) {
    carryOut(console.take(event))
    console.paint()
  }

  /// Takes what has come, and paints once, as the loop does.
  private func takeAll() {
    for event in queue.takeAll() { carryOut(console.take(event)) }
    console.paint()
  }

  func resize(rows: Int, columns: Int) {
    console.resize(Size(rows: rows, columns: columns))
  }

  private func carryOut(_ effects: [Effect]) {
    for effect in effects {
      if let effect = runner.run(effect) { terminal.append(effect) }
    }
  }

  /// Takes events until the screen is as it is waited for.
  func wait(until isThere: (ConsoleDriver) -> Bool) async throws {
    while !isThere(self) {
      await queue.waitForEvent()
      if Task.isCancelled {
        Issue.record("waited in vain; the screen is\n\(screen)")
        throw CancellationError()
      }
      takeAll()
    }
  }

  func wait(for text: String) async throws {
    try await wait { $0.screen.contains(text) }
  }

  /// Takes events until all that was asked for has come.
  func settle() async {
    await runner.idle()
    takeAll()
  }

  /// The first line of the screen that holds a text.
  func line(with text: String) -> String? {
    lines.first { $0.contains(text) }
  }

  func stop() async {
    await feed.stop()
    runner.cancelLoads()
    await runner.idle()
    await end()
  }
}
