import Testing
import HookTesting
@testable import HookJSON
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct APIErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: APIError.Kind
    let words: [String]
    var testDescription: String { "\(kind)" }
  }

  /// Each says what happened, in a sentence of its own.
  static let cases = [
    Case(kind: .unauthorised, words: ["API key", "401"]),
    Case(kind: .forbidden(nil), words: ["may not", "403"]),
    Case(kind: .forbidden("no rights"), words: ["403", ": no rights"]),
    Case(kind: .notFound(nil), words: ["not found", "GET /x"]),
    Case(kind: .notFound("no such employer"), words: ["not found", "no such employer"]),
    Case(
      kind: .refused(status: 400, "url is required"),
      words: ["rejected", "400", "url is required"]
    ),
    Case(kind: .refused(status: 409, nil), words: ["rejected", "GET /x", "409"]),
    Case(kind: .tooManyRequests(seconds: nil), words: ["too many requests", "429"]),
    Case(kind: .tooManyRequests(seconds: 6.2), words: ["too many requests", "7 s"]),
    Case(kind: .server(status: 502, "Bad Gateway"), words: ["server error (502)", "Bad Gateway"]),
    Case(kind: .redirected("https://y"), words: ["redirects", "https://y", "not followed"]),
    Case(kind: .redirected(nil), words: ["redirects", "not followed"]),
    Case(kind: .unreachable(.refused), words: ["h:1", "refused"]),
    Case(kind: .unreachable(.name), words: ["name", "h:1"]),
    Case(kind: .unreachable(.timeout(1.5)), words: ["h:1", "within 1.5 s"]),
    Case(kind: .unreachable(.timeout(30)), words: ["h:1", "within 30 s"]),
    Case(kind: .unreachable(.tls("expired")), words: ["secure", "expired"]),
    Case(kind: .unreachable(.proxy("it said 403")), words: ["proxy", "h:1", "403"]),
    Case(kind: .gone("old"), words: ["no longer", "410", "old"]),
    Case(kind: .unreachable(.other("odd")), words: ["could not be reached", "odd"]),
    Case(
      kind: .cutShort("response cut short (200)"),
      words: ["response cut short (200)", "GET /x"]
    ),
    Case(kind: .unusable("malformed response (200)"), words: ["malformed response", "GET /x"]),
    Case(kind: .lost("redirected more than 5 times"), words: ["more than 5", "GET /x"]),
    Case(kind: .unexpected("no list"), words: ["GET /x", "no list"]),
    Case(kind: .address("wrong"), words: ["wrong"]),
  ]

  @Test("has a sentence", arguments: cases)
  func hasASentence(_ wanted: Case) {
    let sentence = APIError(wanted.kind, call: "GET /x", server: "h:1").description
    for words in wanted.words { #expect(sentence.contains(words)) }
  }

  @Test("no two say the same") func noTwoSayTheSame() {
    let sentences = Self.cases.map { APIError($0.kind, call: "GET /x", server: "h:1").description }
    #expect(Set(sentences).count == sentences.count)
  }

  @Test("what is no JSON is named with its place") func whatIsNoJSONIsNamedWithItsPlace() throws {
    let error = try #require(#expect(throws: JSONSyntaxError.self) { try index("[1,\nx]") })
    #expect(APIError(.notJSON(error), call: "GET /x").description.contains("line 2, column 1"))
  }
}
