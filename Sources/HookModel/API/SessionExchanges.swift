import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The requests under way in one URLSession, and what has come of each answer.
final class SessionExchanges: NSObject, URLSessionDataDelegate {
  private struct Exchange {
    let continuation: CheckedContinuation<Void, any Error>
    var response: HTTPURLResponse?
    var body = ArrivingText()
    /// The answer has come whole; the request is only cancelled to be rid of a challenge.
    var isAnswered = false
  }

  private struct State {
    var exchanges: [Int: Exchange] = [:]
    /// What came whole, until whoever waits for it takes it.
    var answers: [Int: (response: HTTPURLResponse, body: ArrivingText)] = [:]
    /// Requests that were cancelled before they began.
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())
  private let followsRedirects: Bool

  /// - Parameter followsRedirects: within one server, for requests that only read; else no redirect
  ///   is followed.
  init(followsRedirects: Bool) {
    self.followsRedirects = followsRedirects
  }

  /// Sends a request over a connection of its own. On one that is used again libcurl, which is behind
  /// URLSession on Linux, sends a request once more by itself where the other side closes it without an
  /// answer, and the second time without the body: what changes something must not be sent so.
  static func sendAlone(_ request: URLRequest) async throws -> (
    response: HTTPURLResponse, body: JSONText
  ) {
    let exchanges = SessionExchanges(followsRedirects: false)
    let session = URLSession(configuration: .private, delegate: exchanges, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    return try await exchanges.send(request, over: session)
  }

  /// Sends a request and waits for its whole answer.
  func send(_ request: URLRequest, over session: URLSession) async throws -> (
    response: HTTPURLResponse, body: JSONText
  ) {
    try Task.checkCancellation()
    let task = session.dataTask(with: request)
    let number = task.taskIdentifier
    defer { state.withLock { _ = $0.cancelled.remove(number) } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if state.cancelled.contains(number) { return true }
          state.exchanges[number] = Exchange(continuation: continuation)
          return false
        }
        if isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          task.resume()
        }
      }
    } onCancel: {
      // The session says nothing of a task that is cancelled before it began, and is not waited for.
      let exchange = state.withLock { state in
        state.cancelled.insert(number)
        return state.exchanges.removeValue(forKey: number)
      }
      task.cancel()
      exchange?.continuation.resume(throwing: CancellationError())
    }
    guard let answer = state.withLock({ $0.answers.removeValue(forKey: number) }) else {
      throw CancellationError()
    }
    return (answer.response, answer.body.finish())
  }

  private func change(_ task: URLSessionTask, _ change: (inout Exchange) -> Void) {
    state.withLock { state in
      guard var exchange = state.exchanges.removeValue(forKey: task.taskIdentifier) else { return }
      change(&exchange)
      state.exchanges[task.taskIdentifier] = exchange
    }
  }

  func urlSession(
    _ session: URLSession,
    dataTask: URLSessionDataTask,
    didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    change(dataTask) { exchange in
      exchange.response = response as? HTTPURLResponse
      exchange.body = ArrivingText(expected: Int(response.expectedContentLength))
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    change(dataTask) { $0.body.append(data) }
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didCompleteWithError error: (any Error)?
  ) {
    let number = task.taskIdentifier
    guard let exchange = state.withLock({ $0.exchanges.removeValue(forKey: number) }) else {
      return
    }
    let response = exchange.response ?? task.response as? HTTPURLResponse
    if let error, !exchange.isAnswered {
      exchange.continuation.resume(throwing: Self.failure(error, afterHead: response != nil))
    } else if let response, !Self.isCut(response, exchange.body.count) {
      // Handed over under the lock, which the thread sanitizer sees.
      state.withLock { $0.answers[number] = (response, exchange.body) }
      exchange.continuation.resume()
    } else {
      exchange.continuation.resume(throwing: TransportError.cutShort)
    }
  }

  private static func failure(_ error: any Error, afterHead: Bool) -> any Error {
    guard let error = error as? URLError else { return TransportError.cutShort }
    if error.code == .cancelled { return CancellationError() }
    let failure = URLSessionTransport.failure(error)
    // Once an answer has begun, whatever ends it cuts it short; only silence is told apart.
    return afterHead && failure != .unreachable(.timeout) ? TransportError.cutShort : failure
  }

  /// True where less came than was announced. What was unpacked cannot be compared.
  private static func isCut(_ response: HTTPURLResponse, _ count: Int) -> Bool {
    guard response.value(forHTTPHeaderField: "Content-Encoding") == nil,
      let length = response.value(forHTTPHeaderField: "Content-Length").flatMap({ Int($0) }),
      ![204, 304].contains(response.statusCode), !(300..<400).contains(response.statusCode)
    else { return false }
    return count < length
  }

  /// Follows a redirect only where the key may go and nothing is changed by it: to the same scheme,
  /// host and port, for a request that only reads. Any other is answered as it came.
  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    guard followsRedirects, let original = task.originalRequest, original.httpMethod == "GET",
      let from = original.url, let to = request.url,
      from.scheme == to.scheme, from.host == to.host, from.port == to.port
    else {
      change(task) { $0.response = response }
      completionHandler(nil)
      return
    }
    var next = original
    next.url = to
    completionHandler(next)
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    // What the server answers with a challenge is told apart from what TLS asks by its answer.
    guard challenge.failureResponse != nil else {
      completionHandler(.performDefaultHandling, nil)
      return
    }
    // The key was sent with the request; a server that still asks has refused it. By now its answer
    // is here, and cancelling is the only way not to send the request again.
    change(task) { $0.isAnswered = true }
    completionHandler(.cancelAuthenticationChallenge, nil)
  }
}
