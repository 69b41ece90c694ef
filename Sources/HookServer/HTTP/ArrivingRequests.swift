import CMicrohttpd
import Dispatch
import Glibc
import HookSupport

/// The connections on which the next request is not complete. One that takes too long is dropped, also if a
/// byte comes now and then.
final class ArrivingRequests: Sendable {
  private struct Arrival {
    let descriptor: Int32
    var since: ContinuousClock.Instant
    /// Bytes of the body.
    var bytes = 0
    /// Whether a request is complete and waits for its response.
    var isComplete = false
    var isDropped = false
  }

  private struct State {
    var arrivals: [UInt: Arrival] = [:]
    var isWatched = false
  }

  private let limits: HTTPLimits
  private let state = Locked(State())

  init(_ limits: HTTPLimits) {
    self.limits = limits
  }

  // All but the look for late ones happens on the library's thread.

  /// A connection is there, or its last request has ended.
  func begin(_ connection: OpaquePointer) {
    let descriptor = hc_mhd_descriptor(connection)
    guard descriptor >= 0 else { return }
    let isFirst = state.withLock { state in
      let wasDropped = state.arrivals[Self.key(connection)]?.isDropped ?? false
      var arrival = Arrival(descriptor: descriptor, since: .now)
      arrival.isDropped = wasDropped
      state.arrivals[Self.key(connection)] = arrival
      defer { state.isWatched = true }
      return !state.isWatched
    }
    if isFirst { look(after: limits.arrival) }
  }

  func add(_ count: Int, to connection: OpaquePointer) {
    state.withLock { $0.arrivals[Self.key(connection)]?.bytes += count }
  }

  func complete(_ connection: OpaquePointer) {
    state.withLock { $0.arrivals[Self.key(connection)]?.isComplete = true }
  }

  func isDropped(_ connection: OpaquePointer) -> Bool {
    state.withLock { $0.arrivals[Self.key(connection)]?.isDropped ?? false }
  }

  /// The connection ends; its descriptor is still open.
  /// - Returns: whether it was dropped.
  func remove(_ connection: OpaquePointer) -> Bool {
    state.withLock { $0.arrivals.removeValue(forKey: Self.key(connection))?.isDropped ?? false }
  }

  private static func key(_ connection: OpaquePointer) -> UInt { UInt(bitPattern: connection) }

  private func look(after seconds: Double) {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
      self?.dropLate()
    }
  }

  private func dropLate() {
    let now = ContinuousClock.now
    let next = state.withLock { state -> Double? in
      var next: Double?
      for (key, arrival) in state.arrivals where !arrival.isDropped {
        let allowed = limits.arrival + Double(arrival.bytes) / Double(limits.slowest)
        let left = arrival.isComplete ? limits.arrival : allowed - (now - arrival.since).seconds
        if left <= 0 {
          // The library sees the end of the connection and closes it.
          shutdown(arrival.descriptor, Int32(SHUT_RDWR))
          state.arrivals[key]?.isDropped = true
        } else {
          next = min(next ?? left, left)
        }
      }
      state.isWatched = next != nil
      return next
    }
    if let next { look(after: max(next, limits.arrival / 16)) }
  }
}

extension Duration {
  fileprivate var seconds: Double {
    let (whole, rest) = components
    return Double(whole) + Double(rest) / 1e18
  }
}
