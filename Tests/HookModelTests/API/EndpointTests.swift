import Foundation
import HookHTTP
import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct EndpointTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let endpoint: Endpoint
    let method: String
    let url: String
    var body: String?
    var testDescription: String { "\(method) \(url)" }
  }

  private static let e = RecordID("E1")
  private static let w = RecordID("A1B2C3D4-0000-4000-8000-00000000ABCD")

  @Test(
    "becomes a request",
    arguments: [
      Case(endpoint: .employers(page: nil, searchTerm: nil), method: "GET", url: "/employers"),
      Case(
        endpoint: .employers(page: Page(number: 0, size: 20), searchTerm: "A&B é"),
        method: "GET",
        url: "/employers?pageNum=0&pageSize=20&searchTerm=A%26B%20%C3%A9"
      ),
      Case(endpoint: .webhooks(e), method: "GET", url: "/employers/E1/webhooks"),
      Case(
        endpoint: .create(e, body: Array("{}".utf8)),
        method: "POST",
        url: "/employers/E1/webhooks",
        body: "{}"
      ),
      Case(
        endpoint: .webhook(e, w),
        method: "GET",
        url: "/employers/E1/webhooks/a1b2c3d4-0000-4000-8000-00000000abcd"
      ),
      Case(
        endpoint: .update(e, RecordID("a/b?c;d e"), body: Array("[1]".utf8)),
        method: "PUT",
        url: "/employers/E1/webhooks/a%2Fb%3Fc%3Bd%20e",
        body: "[1]"
      ),
      Case(endpoint: .delete(e, RecordID("w")), method: "DELETE", url: "/employers/E1/webhooks/w"),
      Case(
        endpoint: .deliveries(e, RecordID("w"), page: Page(number: 3, size: 50)),
        method: "GET",
        url: "/employers/E1/webhooks/w/payloads?pageNum=3&pageSize=50"
      ),
      Case(
        endpoint: .delivery(e, RecordID("w"), RecordID("p")),
        method: "GET",
        url: "/employers/E1/webhooks/w/payloads/p"
      ),
      Case(
        endpoint: .sample(e, WebhookEvent(name: "JobCompleted")),
        method: "GET",
        url: "/employers/E1/webhooks/samples/JobCompleted"
      ),
      Case(
        endpoint: .fire(e, body: []),
        method: "POST",
        url: "/sandbox/employers/E1/events",
        body: ""
      ),
    ]
  )
  func becomesARequest(_ wanted: Case) throws {
    for base in ["https://api.example", "https://api.example/", "https://api.example/v1/"] {
      let request = ExchangeRequest(
        endpoint: wanted.endpoint,
        address: try ServerAddress(base),
        credentials: Credentials(key: "k")
      )
      let root = base.hasSuffix("/") ? String(base.dropLast()) : base
      #expect(request.url.text == root + wanted.url)
      #expect(request.method == wanted.method)
      #expect(request.body.map { String(decoding: $0, as: UTF8.self) } == wanted.body)
      let type = wanted.body == nil ? nil : "application/json"
      #expect(request.headers["Content-Type"] == type)
      #expect(request.headers["Accept"] == "application/json")
      #expect(request.headers["User-Agent"]?.hasPrefix("HookConsole/") == true)
      // hookconsole:k
      #expect(request.headers["Authorization"] == "Basic aG9va2NvbnNvbGU6aw==")
    }
  }

  @Test("only reading is safe") func onlyReadingIsSafe() {
    #expect(Endpoint.webhooks(Self.e).isSafe)
    #expect(!Endpoint.create(Self.e, body: []).isSafe)
    #expect(!Endpoint.update(Self.e, Self.w, body: []).isSafe)
    #expect(!Endpoint.delete(Self.e, Self.w).isSafe)
  }
}
