import Foundation
import FoundationNetworking
import HookSupport

/// Makes exchanges through URLSession: a pool of sessions, with the engine beneath them.
///
/// A task of URLSession is never cancelled: on Linux that may hang or crash when it meets the task's start or
/// end. The exchange is ended on the engine instead; the caller goes on at once, and the session comes
/// back to the pool by itself.
package final class ExchangeSessions: Sendable {
  private let pool: SessionPool
  private let engine: HTTPEngine

  /// - Parameter size: requests at a time; others wait in line.
  package init(size: Int, engine: HTTPEngine = .shared) {
    pool = SessionPool(size: size)
    self.engine = engine
  }

  /// What came of a request.
  package struct Outcome: Sendable {
    /// As URLSession hands it over; `nil` without a complete response.
    package let response: HTTPURLResponse?
    /// What URLSession does not hand over: header lines, phases, why there is no response.
    package let exchange: Exchange
  }

  /// - Parameter sink: where the body's content goes.
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  package func perform(
    _ request: ExchangeRequest,
    sink: any BodySink
  ) async throws(CancellationError) -> Outcome {
    let session = try await pool.take()
    let call = SessionCall(request, sink: sink, engine: engine)
    let number = SessionCalls.shared.add(call)
    let promise = Promise<Outcome?>()
    let task = session.dataTask(with: Self.urlRequest(request, number)) { [pool] _, response, _ in
      SessionCalls.shared.remove(number)
      pool.give(back: session)
      let response = response as? HTTPURLResponse
      promise.resume(call.exchange.map { Outcome(response: response, exchange: $0) })
    }
    task.resume()
    let outcome = await withTaskCancellationHandler {
      await promise.value()
    } onCancel: {
      promise.resume(nil)
      call.cancel()
    }
    guard let outcome else { throw CancellationError() }
    return outcome
  }

  /// The engine takes the request from the call; URLSession is told what it can hold of it.
  private static func urlRequest(_ request: ExchangeRequest, _ number: Int) -> URLRequest {
    let server = "\(request.url.scheme)://\(request.url.authority)"
    let url = URL(string: request.url.text) ?? URL(string: server) ?? URL(fileURLWithPath: "/")
    var session = URLRequest(url: url)
    session.httpMethod = request.method
    session.httpBody = request.body.map { Data($0) }
    for field in request.headers.fields {
      session.addValue(field.value, forHTTPHeaderField: field.name)
    }
    session.setValue(String(number), forHTTPHeaderField: ExchangeProtocol.header)
    return session
  }
}
