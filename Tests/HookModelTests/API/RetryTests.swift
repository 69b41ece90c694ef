import Testing

@testable import HookModel

@Suite struct RetryTests {
  @Test(
    arguments: [
      ("0", 0), ("120", 120), (" 5 ", 5), ("1.5", 1.5),
      // Sun, 06 Nov 1994 08:49:37 GMT in the three forms of RFC 9110.
      ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:49:47 GMT", 10),
      ("Sun Nov  6 08:49:47 1994", 10), ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
      ("", nil), ("-5", nil), ("soon", nil), ("0x10", nil), ("nan", nil), ("inf", nil),
      ("1e3", nil),
    ] as [(String, Double?)]
  )
  func readsTheHeader(_ value: String, _ seconds: Double?) {
    #expect(RetryAfter.seconds(value, now: 784_111_777) == seconds)
  }

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
    arguments: [
      (APIError.Kind.server(status: 500, nil), 1), (.cutShort, 1), (.unreachable(.refused), 1),
      (.unreachable(.timeout), 1), (.unreachable(.other("")), 1),
      (.tooManyRequests(seconds: nil), 1),
      (.tooManyRequests(seconds: 7), 7), (.tooManyRequests(seconds: 0), 1),
      (.tooManyRequests(seconds: 11), nil), (.unauthorised, nil), (.forbidden(nil), nil),
      (.notFound(nil), nil), (.refused(status: 400, nil), nil), (.redirected(nil), nil),
      (.unreachable(.name), nil), (.unreachable(.tls("")), nil), (.unreachable(.offline), nil),
      (.unexpected(""), nil), (.address(""), nil),
    ] as [(APIError.Kind, Double?)]
  )
  func triesAgainWhereThatHelps(_ kind: APIError.Kind, _ seconds: Double?) {
    #expect(wait(kind) == seconds)
  }

  @Test func waitsLongerEachTimeAndNotInStep() {
    #expect(wait(.cutShort, tries: 2) == 2)
    #expect(wait(.cutShort, tries: 3) == nil)
    #expect(wait(.cutShort, spread: 0) == 0.75)
    #expect(wait(.cutShort, spread: 1) == 1.25)
  }

  @Test func whatChangesSomethingIsNeverSentTwice() {
    let e = RecordID("e")
    for endpoint in [
      Endpoint.create(e, body: []), .update(e, e, body: []), .delete(e, e), .fire(e, body: []),
    ] {
      #expect(wait(.unreachable(.refused), endpoint: endpoint) == nil)
    }
  }
}
