import CCurl
import Foundation
import HookSupport

/// Makes exchanges over libcurl, any number at a time, on one thread that sleeps while nothing moves.
///
/// Connections are kept and used again. Redirects are not followed, nothing is sent twice, and whatever
/// the other side does comes back as an `Exchange`.
package final class HTTPEngine: Sendable {
  /// The one of the program.
  package static let shared = HTTPEngine()

  /// What waits for the engine's thread.
  private struct Inbox {
    var starts: [Transfer] = []
    var cancelled: Set<Int> = []
    var lastNumber = 0
  }

  /// The library's own pointer: `curl_multi_wakeup` may be called from any thread, all else is the
  /// engine's.
  private struct Multi: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private let inbox = Locked(Inbox())
  private let multi: Multi

  private static let isReady: Bool =
    OpenSSLLibrary.isReady && curl_global_init(hc_curl_global_all) == CURLE_OK

  package init() {
    guard Self.isReady, let pointer = curl_multi_init() else { fatalError("libcurl cannot start") }
    multi = Multi(pointer: pointer)
    _ = hc_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, 256)
    let thread = Thread { [self] in EngineLoop(multi: multi.pointer).run(next: takeInbox) }
    thread.name = "http engine"
    thread.start()
  }

  /// Starts an exchange and returns at once.
  /// - Parameters:
  ///   - sink: where the body's content goes; `nil` keeps it in the exchange.
  ///   - completion: called once, on the engine's thread, which it must not hold up.
  /// - Returns: its number, to cancel it with.
  @discardableResult
  package func start(
    _ request: ExchangeRequest,
    sink: (any BodySink)? = nil,
    completion: @escaping @Sendable (Exchange) -> Void
  ) -> Int {
    let (number, isFirst) = inbox.withLock { inbox in
      inbox.lastNumber += 1
      let isFirst = inbox.starts.isEmpty && inbox.cancelled.isEmpty
      inbox.starts.append(
        Transfer(number: inbox.lastNumber, request: request, sink: sink, completion: completion)
      )
      return (inbox.lastNumber, isFirst)
    }
    if isFirst { curl_multi_wakeup(multi.pointer) }
    return number
  }

  /// Ends an exchange, which then completes with the failure `cancelled`. One that is complete stays so.
  package func cancel(_ number: Int) {
    inbox.withLock { _ = $0.cancelled.insert(number) }
    curl_multi_wakeup(multi.pointer)
  }

  /// Makes an exchange; the caller goes on where it was, without a detour over another thread.
  /// - Throws: `CancellationError` as soon as the task is cancelled; the exchange ends by itself then.
  package func perform(
    _ request: ExchangeRequest,
    sink: (any BodySink)? = nil,
    isolation: isolated (any Actor)? = #isolation
  ) async throws(CancellationError) -> Exchange {
    let promise = Promise<Exchange?>()
    let number = start(request, sink: sink) { promise.resume($0) }
    let exchange = await withTaskCancellationHandler {
      // The closure stays on the caller's actor only if it captures `isolation`.
      await promise.value(isolation: isolation)
    } onCancel: {
      promise.resume(nil)
      cancel(number)
    }
    guard let exchange else { throw CancellationError() }
    return exchange
  }

  private func takeInbox() -> (starts: [Transfer], cancelled: Set<Int>) {
    inbox.withLock { inbox in
      defer { (inbox.starts, inbox.cancelled) = ([], []) }
      return (inbox.starts, inbox.cancelled)
    }
  }
}
