import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct RetryTests {
  private func wait(
    _ kind: APIError.Kind,
    tries: Int = 1,
    spread: Double = 0.5,
    endpoint: Endpoint = .webhooks(RecordID("e"))
  ) -> Double? {
    RetryPolicy(retries: 2, pause: 1, longestPause: 10)
      .wait(after: APIError(kind), of: endpoint, tries: tries, spread: spread)
  }

  @Test(
    "tries again where that helps",
    arguments: [
      (APIError.Kind.server(status: 500, nil), 1), (.cutShort(""), 1), (.unreachable(.refused), 1),
      (.unreachable(.timeout(1)), 1), (.unreachable(.proxy("")), 1), (.unreachable(.other("")), 1),
      (.tooManyRequests(seconds: nil), 1),
      (.tooManyRequests(seconds: 7), 7), (.tooManyRequests(seconds: 0), 1),
      (.tooManyRequests(seconds: 11), nil), (.unauthorised, nil), (.forbidden(nil), nil),
      (.notFound(nil), nil), (.refused(status: 400, nil), nil), (.redirected(nil), nil),
      (.unreachable(.name), nil), (.unreachable(.tls("")), nil), (.unusable(""), nil),
      (.lost(""), nil), (.gone(nil), nil),
      (.unexpected(""), nil), (.address(""), nil),
    ] as [(APIError.Kind, Double?)]
  )
  func triesAgainWhereThatHelps(_ kind: APIError.Kind, _ seconds: Double?) {
    #expect(wait(kind) == seconds)
  }

  @Test("waits longer each time and not in step") func waitsLongerEachTimeAndNotInStep() {
    #expect(wait(.cutShort(""), tries: 2) == 2)
    #expect(wait(.cutShort(""), tries: 3) == nil)
    #expect(wait(.cutShort(""), spread: 0) == 0.75)
    #expect(wait(.cutShort(""), spread: 1) == 1.25)
  }

  @Test("what changes something is never sent twice") func whatChangesSomethingIsNeverSentTwice() {
    let e = RecordID("e")
    for endpoint in [
      Endpoint.create(e, body: []), .update(e, e, body: []), .delete(e, e), .fire(e, body: []),
    ] {
      #expect(wait(.unreachable(.refused), endpoint: endpoint) == nil)
    }
  }
}
