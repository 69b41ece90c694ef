import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What an endpoint answered to a body that was posted to it.
public struct PostAnswer: Sendable {
  /// The HTTP status code; 0 where no response came.
  public let status: Int
  /// Why no response came.
  public let problem: String?
  /// True where the endpoint was not even connected to, so that it cannot have had the body.
  public let isUnsent: Bool
  /// As they came, in the order of their names.
  public let headers: [(name: String, value: String)]
  /// The answer's body.
  public let body: [UInt8]
  /// From the request to the end of the answer.
  public let seconds: Double

  /// True of a code from 200 to 299.
  public var isSuccess: Bool { (200..<300).contains(status) }
}

/// Posts payloads to endpoints as a sender of webhooks does: JSON, no key, no redirect followed.
public final class Poster: Sendable {
  private let timeout: Double

  /// - Parameter timeout: seconds without a byte before an endpoint is given up.
  public init(timeout: Double = 30) {
    self.timeout = timeout
  }

  /// - Parameter delivery: told to the endpoint, so that it can drop what it has had before.
  public func post(_ body: [UInt8], to url: URL, delivery: RecordID? = nil) async -> PostAnswer {
    var request = URLRequest(url: url)
    request.setTimeout(timeout)
    request.httpMethod = "POST"
    request.httpBody = Data(body)
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    if let delivery { request.setValue(delivery.description, forHTTPHeaderField: "webhook-id") }
    return await send(request, to: url)
  }

  /// Asks an endpoint without posting anything to it.
  public func ask(_ url: URL) async -> PostAnswer {
    var request = URLRequest(url: url)
    request.setTimeout(timeout)
    return await send(request, to: url)
  }

  private func send(_ request: URLRequest, to url: URL) async -> PostAnswer {
    var request = request
    request.setValue("HookConsole/\(Product.version)", forHTTPHeaderField: "User-Agent")
    // There is no second request over it.
    request.setValue("close", forHTTPHeaderField: "Connection")
    let start = ContinuousClock.now
    func seconds() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    do {
      let (response, body) = try await SessionExchanges.sendAlone(request)
      let headers = response.allHeaderFields
        .map { (name: "\($0.key)", value: "\($0.value)") }.sorted { $0.name < $1.name }
      return PostAnswer(
        status: response.statusCode,
        problem: nil,
        isUnsent: false,
        headers: headers,
        body: body[0..<body.count],
        seconds: seconds()
      )
    } catch {
      let obstacle = error as? TransportError
      let host = (url.host ?? "") + (url.port.map { ":\($0)" } ?? "")
      let sentence =
        switch obstacle {
        case .unreachable(let obstacle):
          APIError(.unreachable(obstacle), server: host).description
        default: APIError(.cutShort, server: host).description
        }
      return PostAnswer(
        status: 0,
        problem: sentence,
        isUnsent: obstacle == .unreachable(.refused) || obstacle == .unreachable(.name),
        headers: [],
        body: [],
        seconds: seconds()
      )
    }
  }
}
