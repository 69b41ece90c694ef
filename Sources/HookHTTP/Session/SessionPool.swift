import Foundation
import FoundationNetworking
import HookSupport

/// URLSessions, each of which makes one request at a time: who finds none that is free waits in line.
final class SessionPool: Sendable {
  private typealias Waiter = CheckedContinuation<URLSession?, Never>

  private struct State {
    var idle: [URLSession] = []
    var made = 0
    var line = Queue<Int>()
    /// Those in line who still wait.
    var waiting: [Int: Waiter] = [:]
    var lastTicket = 0
  }

  private let size: Int
  private let state = Locked(State())

  init(size: Int) {
    self.size = size
  }

  deinit {
    for session in state.withLock(\.idle) { session.finishTasksAndInvalidate() }
  }

  /// Takes a session, which must be given back.
  /// - Throws: `CancellationError` when the task is cancelled in line.
  func take() async throws(CancellationError) -> URLSession {
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    let session = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let found = state.withLock { state -> URLSession?? in
          if Task.isCancelled { return .some(nil) }
          if let session = state.idle.popLast() { return session }
          if state.made < size {
            state.made += 1
            return Self.make()
          }
          state.waiting[ticket] = waiter
          state.line.append(ticket)
          return nil
        }
        if let found { waiter.resume(returning: found) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: nil)
    }
    guard let session else { throw CancellationError() }
    return session
  }

  func give(back session: URLSession) {
    let next = state.withLock { state -> Waiter? in
      while let ticket = state.line.popFirst() {
        if let waiter = state.waiting.removeValue(forKey: ticket) { return waiter }
      }
      state.idle.append(session)
      return nil
    }
    next?.resume(returning: session)
  }

  /// Nothing is kept between requests: no cookies, no cache, no passwords. The engine has the limits of
  /// time.
  private static func make() -> URLSession {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.protocolClasses = [ExchangeProtocol.self]
    configuration.httpShouldSetCookies = false
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    let year: Double = 366 * 86_400
    configuration.timeoutIntervalForRequest = year
    configuration.timeoutIntervalForResource = year
    return URLSession(configuration: configuration)
  }
}
