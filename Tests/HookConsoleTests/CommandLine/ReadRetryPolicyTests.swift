@testable import ConsoleCore
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Which failed requests are made again, and after how long.
  @Suite(.timeLimit(.minutes(1))) struct ReadRetryPolicyTests {
    private static let never: [Double?] = [nil]

    private static let boundedPauses: [(APIError.Kind, [Double?])] = [
      (.server(status: 500, nil), [0.3, 0.6, 1.2, 2.4, 5, 5, nil]),
      (.cutShort(""), [0.3, 0.6, 1.2, 2.4, 5, 5, nil]),
      (.unexpected("no list"), [0.3, 0.6, 1.2, 2.4, 5, 5, nil]),
      (.unreachable(.refused), [0.3, 0.6, 1.2, 2.4, 5, 5, nil]),
      (.unusable(""), [0.3, 0.6, 1.2, 2.4, 5, 5, nil]),
      (.unreachable(.timeout(1)), [0.3, 0.6, nil]),
      (.unreachable(.name), never),
      (.tooManyRequests(seconds: 3), [3, 3, 3, 3, 5, 5, nil]),
      (.tooManyRequests(seconds: nil), [1, 1, 1.2, 2.4, 5, 5, nil]),
      (.tooManyRequests(seconds: 61), never),
      (.unauthorised, never), (.forbidden(nil), never), (.notFound(nil), never),
      (.refused(status: 400, nil), never), (.redirected(nil), never),
    ]

    @Test("work that somebody waits for is tried again a few times", arguments: boundedPauses)
    func bounded(_ kind: APIError.Kind, _ pauses: [Double?]) {
      #expect(
        pauses.indices.map { ReadRetryPolicy.bounded.pause(after: kind, made: $0 + 1) } == pauses
      )
    }

    @Test(
      "work without an end is tried again every few seconds, a refused key, too",
      arguments: [
        (.server(status: 500, nil), 5), (.unreachable(.timeout(1)), 5), (.unreachable(.name), 5),
        (.unauthorised, 5), (.forbidden(nil), 5), (.redirected(nil), 5),
        (.tooManyRequests(seconds: 61), 61), (.tooManyRequests(seconds: 86_400), 3600),
        (.notFound(nil), nil), (.address(""), nil),
      ] as [(APIError.Kind, Double?)]
    )
    func endless(_ kind: APIError.Kind, _ pause: Double?) {
      #expect(ReadRetryPolicy.endless.pause(after: kind, made: 1000) == pause)
    }
  }
}
