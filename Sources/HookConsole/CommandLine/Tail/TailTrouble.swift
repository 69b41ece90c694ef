import ConsoleCore
import Foundation
import HookModel
import HookSupport

/// What is said while a server is in trouble: each fault once, however often it is met and by
/// whichever request, and at the end that it responds again.
struct TailTrouble: Sendable {
  /// Who met a fault.
  enum Source: Hashable, Sendable {
    case feed
    case record(RecordID)
  }

  private var failing: Set<Source> = []
  private var said: Set<String> = []
  private var since = 0.0

  /// - Parameters:
  ///   - message: what failed, a sentence for people.
  ///   - now: seconds of any clock.
  /// - Returns: what is to be said of it; `nil` if that was said.
  mutating func fails(_ source: Source, _ message: String, now: Double) -> String? {
    if failing.isEmpty { since = now }
    failing.insert(source)
    guard said.insert(Self.fault(message)).inserted else { return nil }
    return "\(message); trying again"
  }

  /// - Returns: for how many seconds the server was in trouble, where it just ended.
  mutating func answers(_ source: Source, now: Double) -> Int? {
    guard failing.remove(source) != nil, failing.isEmpty else { return nil }
    said = []
    return Int(now - since)
  }

  /// The fault without the path that was asked for, and without numbers: seconds run down.
  private static func fault(_ message: String) -> String {
    message.split(separator: " ").filter { !$0.hasPrefix("/") && !$0.allSatisfy(\.isNumber) }
      .joined(separator: " ")
  }
}

/// Says on standard error what `TailTrouble` finds worth saying, from whichever task.
final class TailTroubleReport: Sendable {
  private let trouble = Locked(TailTrouble())
  private let server: String
  private let start = ContinuousClock.now

  init(server: String) {
    self.server = server
  }

  func fails(_ source: TailTrouble.Source, _ message: String) {
    let now = now
    let text = trouble.withLock { $0.fails(source, message, now: now) }
    if let text { Output.problem(TerminalSafeText.sanitised(text)) }
  }

  func answers(_ source: TailTrouble.Source) {
    let now = now
    let seconds = trouble.withLock { $0.answers(source, now: now) }
    if let seconds { Output.note("\(server) responds again after \(seconds) s") }
  }

  private var now: Double { start.duration(to: .now) / .seconds(1) }
}
