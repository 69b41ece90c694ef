import Foundation
import FoundationNetworking
import Testing

@testable import HookSandbox

/// Asks a sandbox over HTTP, as any program would.
struct Client: Sendable {
  struct Reply: Sendable {
    let status: Int
    let headers: [String: String]
    let body: Data

    /// The body as JSON.
    var json: Any? {
      try? JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)
    }

    var object: [String: Any] { json as? [String: Any] ?? [:] }
    var array: [[String: Any]] { json as? [[String: Any]] ?? [] }
    var text: String { String(decoding: body, as: UTF8.self) }
    var message: String { object["message"] as? String ?? "" }

    func header(_ name: String) -> String? {
      headers.first { $0.key.caseInsensitiveEqual(name) }?.value
    }
  }

  let url: String
  /// Nil sends no Authorization.
  var apiKey: String?

  func call(
    _ method: String,
    _ path: String,
    _ body: String? = nil,
    type: String? = "application/json",
    headers: [String: String] = [:]
  ) async throws -> Reply {
    var request = URLRequest(url: try #require(URL(string: url + path)))
    request.httpMethod = method
    request.httpBody = body.map { Data($0.utf8) }
    if body != nil, let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
    if let apiKey {
      let credentials = Data("anybody:\(apiKey)".utf8).base64EncodedString()
      request.setValue("Basic \(credentials)", forHTTPHeaderField: "Authorization")
    }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let (data, response) = try await Self.session.data(for: request)
    let answer = try #require(response as? HTTPURLResponse)
    let fields = answer.allHeaderFields.compactMap { name, value in
      (name as? String).map { ($0, "\(value)") }
    }
    return Reply(
      status: answer.statusCode,
      headers: Dictionary(fields) { first, _ in first },
      body: data
    )
  }

  private static let session: URLSession = {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.connectionProxyDictionary = [:]
    configuration.httpMaximumConnectionsPerHost = 64
    return URLSession(configuration: configuration)
  }()
}
