import HookSupport
import Testing

@testable import HookHTTP

/// How the time of an exchange is divided.
@Suite(.timeLimit(.minutes(1))) struct ExchangePartTests {
  /// When each phase ended, in milliseconds, in which one it failed, and the parts that follow.
  @Test(
    "the parts add up to the whole, and the last one is the phase in which it failed",
    arguments: [
      ([1, 2, nil, 3, 5, 6], nil, "name 1, connect 1, send 1, response 2, body 1"),
      ([1, 2, 4, 5, 6, 7], nil, "name 1, connect 1, tls 2, send 1, response 1, body 1"),
      // A kept connection, and a response that begins before the request has gone out.
      ([nil, nil, nil, 1, 5, 6], nil, "send 1, response 4, body 1"),
      ([1, 2, nil, 5, 4, 6], nil, "name 1, connect 1, send 3, response 0, body 1"),
      ([nil, nil, nil, nil, nil, 6], .name, "name 6"),
      ([1, nil, nil, nil, nil, 6], .connect, "name 1, connect 5"),
      ([1, 2, nil, nil, nil, 6], .tls, "name 1, connect 1, tls 4"),
      ([1, 2, nil, nil, nil, 6], .send, "name 1, connect 1, send 4"),
      ([1, 2, nil, 3, nil, 6], .response, "name 1, connect 1, send 1, response 3"),
      // An interim response came before.
      ([1, 2, nil, 3, 4, 6], .response, "name 1, connect 1, send 1, response 3"),
      ([1, 2, nil, 3, 4, 6], .body, "name 1, connect 1, send 1, response 1, body 2"),
    ] as [([Int?], ExchangeFailure.Phase?, String)]
  )
  func parts(_ ends: [Int?], _ failed: ExchangeFailure.Phase?, _ expected: String) throws {
    let seconds = ends.map { $0.map { Double($0) / 1000 } }
    var phases = ExchangePhases()
    (phases.name, phases.connected, phases.secured) = (seconds[0], seconds[1], seconds[2])
    (phases.sent, phases.firstByte, phases.end) = (seconds[3], seconds[4], seconds[5] ?? 0)
    let failure = failed.map { ExchangeFailure(.refused, in: $0, mayHaveArrived: true) }
    let parts = try HARSample.exchange(failure: failure, phases: phases).parts
    let text = parts.map { "\($0.phase.rawValue) \($0.range.count / 1000)" }
    #expect(text.joined(separator: ", ") == expected)
    #expect(parts.first?.range.lowerBound == 0)
    #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound })
  }
}
