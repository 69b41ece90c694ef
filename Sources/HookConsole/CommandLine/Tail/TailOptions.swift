import Foundation
import HookModel
import HookSupport

/// What a run of `tail` was asked for.
struct TailOptions: Sendable {
  let isJSON: Bool
  let query: DeliveryQuery
  let forward: HTTPURL?
  let goesOn: Bool
  let since: TimeBound?
  /// Ends after so many lines.
  let count: Int?
  /// What becomes of the exchanges with the URL that is forwarded to.
  let recording: ExchangeRecording
  let settings: FeedSettings
  /// What is run for each delivery, and for how many seconds at most.
  let exec: String?
  let execTimeout: Double
  let rings: Bool
  /// How many failed deliveries in a row end it.
  let failAfter: Int?

  init(_ invocation: Invocation) throws {
    isJSON = invocation.has(.json)
    var query = try DeliveryQuery(invocation, now: Date().timeIntervalSince1970)
    since = query.since
    // What comes from now on is never too old, whatever the server's clock says.
    query.since = nil
    self.query = query
    goesOn = invocation.has(TailOptionRows.missed)
    if goesOn, since != nil { throw Failure.usage("--missed and --since cannot be used together") }
    forward = try invocation.value(TailOptionRows.forward)
    recording = try invocation.recording()
    if recording.isWanted, forward == nil { throw Failure.usage("--har needs a --forward URL") }
    count = try invocation.value(TailOptionRows.count).map { text in
      guard let count = Int(text), count > 0 else {
        throw Failure.usage("--count \(text) is not a number of deliveries")
      }
      return count
    }
    exec = try invocation.value(TailOptionRows.exec)
    let execTimeout = try invocation.value(TailOptionRows.execTimeout)
    if execTimeout != nil, exec == nil { throw Failure.usage("--exec-timeout needs an --exec") }
    self.execTimeout = execTimeout ?? 30
    rings = invocation.has(TailOptionRows.bell)
    failAfter = try invocation.value(TailOptionRows.failAfter)
    var settings = FeedSettings()
    if let text = try invocation.value(TailOptionRows.interval) {
      let seconds = try TimeLength.seconds(text, option: "--interval")
      guard seconds >= 0.05 else {
        throw Failure.usage("--interval \(text) is too short; the minimum is 50ms")
      }
      settings.chosen = seconds
      settings.other = max(settings.other, seconds)
      settings.list = max(settings.list, seconds)
    }
    // Whoever watches waits for the server to be back, and it has no key to ask sooner.
    settings.longestPause = 5
    // What was there before is looked at only to know it again.
    settings.pageSize = 20
    settings.history = 20
    self.settings = settings
  }
}

/// The options of the command.
enum TailOptionRows {
  static let forward = TypedOption("forward", "URL", "post each new delivery on to this URL") {
    try HTTPURL(typed: $0, for: "--forward")
  }
  static let since = TypedOption(
    "since",
    "TIME",
    "begin with those since then: 2h, 2026-01-31T08:30"
  )
  static let missed = Option("missed", "begin where the last run of the same kind stopped")
  static let count = TypedOption("count", "N", "end after N lines")
  static let interval = TypedOption("interval", "TIME", "how often to poll (1s)")
  static let exec = TypedOption(
    "exec",
    "COMMAND",
    "run this in a shell for each new delivery, its JSON on standard input"
  ) { text in
    guard let line = ShellLine(text) else { throw Failure.usage("--exec needs a command") }
    return line.text
  }
  static let execTimeout = TypedOption(
    "exec-timeout",
    "TIME",
    "kill a command that takes longer (30s)"
  ) { text in
    let seconds = try TimeLength.seconds(text, option: "--exec-timeout")
    guard seconds > 0 else { throw Failure.usage("--exec-timeout must be greater than 0") }
    return seconds
  }
  static let bell = Option("bell", "ring the terminal's bell with each line")
  static let failAfter = TypedOption(
    "fail-after",
    "N",
    "end with 1 once N deliveries in a row have failed"
  ) { text in
    guard let count = Int(text), count > 0 else {
      throw Failure.usage("--fail-after \(text) is not a number of deliveries")
    }
    return count
  }
}
