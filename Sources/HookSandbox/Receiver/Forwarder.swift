import Foundation

/// Passes a request on to another URL, and that one's answer back.
final class Forwarder: Sendable {
  /// Headers that belong to one connection and not to what travels over it.
  private static let hop: Set<String> = [
    "host", "connection", "content-length", "transfer-encoding", "keep-alive", "te", "trailer",
    "upgrade", "expect", "proxy-authorization", "proxy-connection", "accept-encoding",
  ]
  private static let answerHop: Set<String> = [
    "connection", "content-length", "transfer-encoding", "keep-alive", "content-encoding", "date",
  ]

  private let url: String
  private let courier = Courier(
    timeout: 30,
    connectionsPerHost: 64,
    answerLimit: 16 * 1024 * 1024
  )

  init(url: String) throws {
    guard let parsed = URL(string: url, encodingInvalidCharacters: false),
      ["http", "https"].contains(parsed.scheme?.lowercased()), parsed.host()?.isEmpty == false
    else {
      throw SandboxError(
        "cannot forward to \(url): it is no http or https URL",
        isOfConfiguration: true
      )
    }
    self.url = url
  }

  func forward(_ request: HTTPRequest) async -> HTTPResponse {
    let parcel = Courier.Parcel(
      url: url,
      headers: request.headers.filter { !Self.hop.contains($0.name.lowercased()) },
      body: request.body
    )
    let outcome = await withCheckedContinuation { done in
      courier.post(parcel, number: numbers.next()) { done.resume(returning: $0) }
    }
    switch outcome {
    case .answered(let answer):
      return HTTPResponse(
        status: answer.status,
        headers: answer.headers.filter { !Self.answerHop.contains($0.name.lowercased()) },
        body: answer.body
      )
    case .unanswered(let reason):
      return .failure(502, "cannot forward to \(url): \(reason)")
    }
  }

  func stop() {
    courier.stop()
  }

  private let numbers = Numbers()
}
