import Dispatch
import Foundation
import FoundationNetworking
import Synchronization

/// Makes one POST and says what came of it. It follows no redirect and keeps no cookie.
final class Courier: Sendable {
  /// One POST to be made.
  struct Parcel: Sendable {
    var url: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]
  }

  /// What came of a POST.
  enum Outcome: Sendable {
    case answered(Answer)
    /// No response came; the text says why.
    case unanswered(String)
  }

  struct Answer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    /// What was read of the body, which is bounded.
    var body: [UInt8] = []

    func header(_ name: String) -> String? {
      headers.first { $0.name.caseInsensitiveEqual(name) }?.value
    }
  }

  private let session: URLSession
  private let listener: CourierListener
  private let callbacks = DispatchQueue(label: "courier")

  /// The timeout is that of one POST from its start to the end of its answer, in seconds.
  init(timeout: Double, connectionsPerHost: Int, answerLimit: Int = 64 * 1024) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connectionsPerHost
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    // The session's own limit has whole seconds and starts again with every byte: a last resort.
    configuration.timeoutIntervalForRequest = timeout + 5
    LoopbackProxies.exempt
    listener = CourierListener(answerLimit: answerLimit)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    // The queue does not hold its underlying one, which spares a thread change for each call.
    queue.underlyingQueue = callbacks
    session = URLSession(configuration: configuration, delegate: listener, delegateQueue: queue)
  }

  /// Posts; `done` is called once, on some thread. The number is the caller's, to cancel with.
  func post(_ parcel: Parcel, number: Int, done: @escaping @Sendable (Outcome) -> Void) {
    guard let url = URL(string: parcel.url) else {
      return done(.unanswered("the URL cannot be read"))
    }
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = Data(parcel.body)
    for header in parcel.headers {
      request.setValue(header.value, forHTTPHeaderField: header.name)
    }
    guard let task = listener.task(number, done, { session.dataTask(with: request) }) else {
      return done(.unanswered("cancelled"))
    }
    task.resume()
  }

  /// Cuts a POST off; its `done` is called with what had come by then.
  func cancel(_ number: Int) {
    listener.task(number)?.cancel()
  }

  /// Ends the session; what is under way is cut off, and what is posted later at once.
  func stop() {
    if listener.stop() { session.invalidateAndCancel() }
  }
}
