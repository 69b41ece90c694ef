@testable import ConsoleCore
import Foundation
import Testing

/// How long the fault run goes on once each fault was met.
private let faultSeconds =
  ProcessInfo.processInfo.environment["FAULT_SECONDS"].flatMap { Int($0) } ?? 0

/// Through every fault of the contract nothing is lost, doubled or hung. `Scripts/faults` runs this
/// for longer: each round lays out the faults at other calls.
@Suite(.timeLimit(.minutes(5 + faultSeconds / 60))) struct FaultRunTests {
  /// Where the faults of one round are met: one at each webhook, or one at their list.
  ///
  /// Each client asks for the records of the webhooks 1 to 3, whose lists say little. A page is asked
  /// for where several deliveries came at once.
  private static let places: [[FaultyAPI.Call]] = [
    [.page(0), .page(1), .page(2), .page(3), .page(4)],
    [.list, .record(1), .record(2), .record(3), .webhook(0)],
    [.list, .webhook(0), .webhook(1), .webhook(2), .webhook(4)],
  ]

  /// Those after which it is asked again soon, in another order in each pass.
  private static func rounds(_ pass: Int) -> [[FaultRun.Meeting]] {
    let faults = Fault.all.filter { $0.pace == .soon }
    // Neighbours are alike, and many of a kind in one round make a long pause.
    let order = faults.indices.sorted { $0 * (7 + pass) % 31 < $1 * (7 + pass) % 31 }
    return stride(from: 0, to: order.count, by: 5).enumerated().map { number, start in
      zip(order[start..<min(start + 5, order.count)], places[(number + pass) % places.count])
        .map { FaultRun.Meeting(fault: faults[$0], call: $1) }
    }
  }

  /// Those that take half a minute stand beside the others.
  @Test("nothing is lost, doubled or hung by any fault") func all() async throws {
    async let late: Void = Self.late()
    try await Self.soon()
    try await late
  }

  /// The faults after which it is asked again soon.
  private static func soon() async throws {
    try await FaultRun.open { run in
      let begun = ContinuousClock.now
      var pass = 0
      repeat {
        for round in rounds(pass) where !Task.isCancelled { await run.meet(round) }
        pass += 1
      } while begun.duration(to: .now) < .seconds(faultSeconds) && !Task.isCancelled
      let all = Fault.all.filter { $0.pace == .soon }.map(\.name)
      #expect(Set(run.api.met.keys) == Set(all))
    }
  }

  /// The faults after which a server is left alone, and those that hang: each has programs of its own.
  private static func late() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for fault in Fault.all where fault.pace == .late {
        group.addTask {
          try await FaultRun.open { run in
            await run.meet([FaultRun.Meeting(fault: fault, call: .webhook(1))])
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// What the console says of some, one for each kind of sentence; a line may be too short for its end.
  private static let words = [
    "500 as HTML": "server error (500)",
    "400 with a message": "rejected by the server (400): no",
    "403 with a message": "the API key may not do this (403): not yours",
    "429 with seconds": "too many requests (429)",
    "redirect in a circle": "redirected more than 5 times",
    "cut in the body": "response cut short (200)",
    "200 and HTML": "the response is not JSON: line 1",
    "401 with a challenge": "the server does not accept the API key (401)",
  ]

  @Test("the console names a fault, shows what it has, and is live again after it")
  func names() async throws {
    try await FaultRun.open { run in
      // Something must be known before it can be kept. The deliveries of the first webhook have names in its
      // list; of others only the open one has, which no fault lets be fetched again.
      run.console.press("1j2")
      await run.console.wait { lines in
        !lines.contains { $0.contains(" of 125 ") } && lines.contains { $0.contains("settled-") }
      }
      for fault in Fault.all where !Task.isCancelled {
        guard let words = Self.words[fault.name] else { continue }
        run.api.fail(fault)
        await run.console.wait { lines in
          lines[0].contains("⚠ stale since") && lines[39].contains(words)
            && lines.contains { $0.contains("settled-") }
        }
        run.api.fail(nil)
        // Asks at once, where else it would wait longer each time; the next key ends its notice.
        run.console.press("rk")
        await run.console.wait { $0[0].contains("● live") }
      }
    }
  }
}
