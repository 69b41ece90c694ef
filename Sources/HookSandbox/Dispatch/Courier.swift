import Foundation
import FoundationNetworking

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

  private let lines: [CourierLine]

  /// The timeout is that of one POST from its start to the end of its answer, in seconds. A session
  /// does its work on one thread at a time: two of them are what keeps two cores busy.
  init(
    timeout: Double,
    connectionsPerHost: Int,
    answerLimit: Int = 64 * 1024,
    lines: Int = 2
  ) {
    LoopbackProxies.exempt
    self.lines = (0..<lines).map { _ in
      CourierLine(
        timeout: timeout,
        connectionsPerHost: connectionsPerHost,
        answerLimit: answerLimit
      )
    }
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
    line(number).post(request, number: number, done: done)
  }

  /// Cuts a POST off; its `done` is called with what had come by then.
  func cancel(_ number: Int) {
    line(number).cancel(number)
  }

  /// Ends; what is under way is cut off, and what is posted later at once.
  func stop() {
    for line in lines { line.stop() }
  }

  private func line(_ number: Int) -> CourierLine {
    lines[number % lines.count]
  }
}
