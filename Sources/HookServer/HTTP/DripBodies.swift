import CMicrohttpd
import Dispatch
import HookSupport

/// The bodies of responses that come a byte at a time.
final class DripBodies: Sendable {
  private struct State {
    var open: [ObjectIdentifier: DripBody] = [:]
    var isStopped = false
  }

  private let state = Locked(State())

  /// Sent in place of an empty body: a response that drips needs some bytes.
  private static let blanks = [UInt8](repeating: UInt8(ascii: " "), count: 60)

  /// A response of the library.
  /// - Parameters:
  ///   - pause: seconds before each byte.
  ///   - connection: the one that the response is for.
  func response(_ bytes: [UInt8], pause: Double, on connection: OpaquePointer) -> OpaquePointer? {
    let body = DripBody(
      bytes.isEmpty ? Self.blanks : bytes,
      pause: pause,
      connection: connection
    ) { [weak self] ended in
      self?.state.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(ended)) }
    }
    let isStopped = state.withLock { state in
      state.open[ObjectIdentifier(body)] = body
      return state.isStopped
    }
    if isStopped { body.stop() }
    return MHD_create_response_from_callback(
      UInt64(body.count),
      1,
      { context, offset, to, _ in
        guard let context, let to else { return hc_mhd_end_with_error }
        return Unmanaged<DripBody>.fromOpaque(context).takeUnretainedValue().read(offset, to)
      },
      Unmanaged.passRetained(body).toOpaque(),
      { context in
        guard let context else { return }
        Unmanaged<DripBody>.fromOpaque(context).takeRetainedValue().end()
      }
    )
  }

  /// Cuts those that are under way, and all to come.
  func stop() {
    let open = state.withLock { state in
      state.isStopped = true
      return Array(state.open.values)
    }
    for body in open { body.stop() }
  }
}

/// One of them. The connection is suspended between two bytes, so that the library's thread never waits.
private final class DripBody: @unchecked Sendable {
  private struct State {
    var isDue = false
    /// The library closes no connection that is suspended.
    var isSuspended = false
    var isStopped = false
  }

  // Neither is changed; the library is safe to call from any thread.
  private let bytes: [UInt8]
  private let connection: OpaquePointer
  private let pause: Double
  private let ended: @Sendable (DripBody) -> Void
  private let state = Locked(State())

  var count: Int { bytes.count }

  init(
    _ bytes: [UInt8],
    pause: Double,
    connection: OpaquePointer,
    ended: @escaping @Sendable (DripBody) -> Void
  ) {
    (self.bytes, self.connection, self.pause) = (bytes, connection, pause)
    self.ended = ended
  }

  /// Called on the library's thread.
  func read(_ offset: UInt64, _ to: UnsafeMutablePointer<CChar>) -> Int {
    let (count, isWaiting) = state.withLock { state -> (Int, Bool) in
      if state.isStopped { return (hc_mhd_end_with_error, false) }
      if state.isDue {
        state.isDue = false
        to.pointee = CChar(bitPattern: bytes[Int(offset)])
        return (1, false)
      }
      state.isSuspended = true
      MHD_suspend_connection(connection)
      return (0, true)
    }
    if isWaiting {
      DispatchQueue.global().asyncAfter(deadline: .now() + pause) {
        self.resume { $0.isDue = true }
      }
    }
    return count
  }

  func stop() { resume { $0.isStopped = true } }

  /// The library needs it no more.
  func end() { ended(self) }

  private func resume(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      guard state.isSuspended else { return }
      state.isSuspended = false
      MHD_resume_connection(connection)
    }
  }
}
