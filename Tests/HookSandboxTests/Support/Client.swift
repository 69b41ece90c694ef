import Foundation
import FoundationNetworking
import HookSupport
import Testing
@testable import HookHTTP
@testable import HookModel
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
    let (body, answer) = try await Exchange.make(request)
    let fields = answer.allHeaderFields.compactMap { name, value in
      (name as? String).map { ($0, "\(value)") }
    }
    return Reply(
      status: answer.statusCode,
      headers: Dictionary(fields) { first, _ in first },
      body: body
    )
  }
}

/// One request over URLSession, with a delegate of its own: without one a 401 never comes back on
/// Linux, and redirects are followed.
private final class Exchange: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var response: HTTPURLResponse?
    var body = Data()
    var done: CheckedContinuation<(Data, HTTPURLResponse), any Error>?
  }

  private let state = Locked(State())

  static func make(_ request: URLRequest) async throws -> (Data, HTTPURLResponse) {
    let exchange = Exchange()
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCredentialStorage = nil
    let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    return try await withCheckedThrowingContinuation { done in
      exchange.state.withLock { $0.done = done }
      session.dataTask(with: request).resume()
    }
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) ->
      Void
  ) {
    completionHandler(.cancelAuthenticationChallenge, nil)
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession,
    dataTask: URLSessionDataTask,
    didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    state.withLock { $0.response = response as? HTTPURLResponse }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    state.withLock { $0.body.append(data) }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?) {
    let state = state.withLock { $0 }
    if let response = state.response {
      state.done?.resume(returning: (state.body, response))
    } else {
      state.done?.resume(throwing: error ?? URLError(.badServerResponse))
    }
  }
}
