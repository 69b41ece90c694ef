import Dispatch
import Foundation
import FoundationNetworking

/// One URL session of a courier.
final class CourierLine: Sendable {
  private let session: URLSession
  private let listener: CourierListener
  private let callbacks = DispatchQueue(label: "courier")

  init(timeout: Double, connectionsPerHost: Int, answerLimit: Int) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connectionsPerHost
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    // The session's own limit has whole seconds and starts again with every byte: a last resort.
    configuration.timeoutIntervalForRequest = timeout + 5
    listener = CourierListener(answerLimit: answerLimit)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    // The queue does not hold its underlying one, which spares a thread change for each call.
    queue.underlyingQueue = callbacks
    session = URLSession(configuration: configuration, delegate: listener, delegateQueue: queue)
  }

  func post(
    _ request: URLRequest,
    number: Int,
    done: @escaping @Sendable (Courier.Outcome) -> Void
  ) {
    guard let task = listener.task(number, done, { session.dataTask(with: request) }) else {
      return done(.unanswered("cancelled"))
    }
    task.resume()
  }

  func cancel(_ number: Int) {
    listener.task(number)?.cancel()
  }

  func stop() {
    if listener.stop() { session.invalidateAndCancel() }
  }
}
