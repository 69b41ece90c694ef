import Foundation
import FoundationNetworking

/// Gathers what the session says about each POST of a courier.
final class CourierListener: NSObject, URLSessionDataDelegate, Sendable {
  private struct Pending {
    let number: Int
    var answer: Courier.Answer?
    let done: @Sendable (Courier.Outcome) -> Void
  }

  private struct Book {
    /// By the session's own numbers.
    var pending: [Int: Pending] = [:]
    /// By the caller's.
    var tasks: [Int: URLSessionDataTask] = [:]
    var isStopped = false
  }

  private let answerLimit: Int
  private let book = Locked(Book())

  init(answerLimit: Int) {
    self.answerLimit = answerLimit
  }

  /// The task that `make` makes, noted; nil after the stop, when the session makes no more.
  func task(
    _ number: Int,
    _ done: @escaping @Sendable (Courier.Outcome) -> Void,
    _ make: () -> URLSessionDataTask
  ) -> URLSessionDataTask? {
    book.withLock { book in
      if book.isStopped { return nil }
      let task = make()
      book.pending[task.taskIdentifier] = Pending(number: number, done: done)
      book.tasks[number] = task
      return task
    }
  }

  func task(_ number: Int) -> URLSessionDataTask? {
    book.withLock { $0.tasks[number] }
  }

  /// True the first time.
  func stop() -> Bool {
    book.withLock { book in
      defer { book.isStopped = true }
      return !book.isStopped
    }
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
    task: URLSessionTask,
    didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) ->
      Void
  ) {
    // The default on Linux leaves the task hanging for ever. Cancelled, it ends with the answer
    // that came, which is a 401 like any other failure.
    completionHandler(.cancelAuthenticationChallenge, nil)
  }

  func urlSession(
    _ session: URLSession,
    dataTask: URLSessionDataTask,
    didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse {
      let headers = response.allHeaderFields.compactMap { name, value in
        (name as? String).map { (name: $0, value: "\(value)") }
      }
      book.withLock {
        $0.pending[dataTask.taskIdentifier]?.answer =
          Courier.Answer(status: response.statusCode, headers: headers)
      }
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isFull = book.withLock { book in
      guard
        let room = book.pending[dataTask.taskIdentifier]?.answer.map({
          answerLimit - $0.body.count
        })
      else { return false }
      book.pending[dataTask.taskIdentifier]?.answer?.body.append(contentsOf: data.prefix(room))
      return data.count >= room
    }
    // What was read says enough; the rest may never end.
    if isFull { dataTask.cancel() }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?) {
    let pending = book.withLock { book in
      let pending = book.pending.removeValue(forKey: task.taskIdentifier)
      if let pending { book.tasks[pending.number] = nil }
      return pending
    }
    guard let pending else { return }
    if let answer = pending.answer {
      pending.done(.answered(answer))
    } else {
      pending.done(.unanswered(NetworkFault.text(of: error)))
    }
  }
}
