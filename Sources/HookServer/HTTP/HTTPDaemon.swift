import HookHTTP
import HookSupport
import CMicrohttpd
import Dispatch
import Glibc

/// An HTTP server on the loopback: libmicrohttpd with one thread, which never waits for an answer.
package final class HTTPDaemon: Sendable {
  package typealias Authorize = @Sendable (HTTPRequest) -> HTTPFailure?
  package typealias Handler = @Sendable (HTTPRequest) async -> HTTPResponse
  /// Told of what is answered without the handler: the request as far as it is known, and why.
  package typealias Refused = @Sendable (HTTPRequest?, HTTPFailure) -> Void

  package let port: UInt16
  package let limits: HTTPLimits
  private let headers: HeaderFields
  private let authorize: Authorize
  private let refused: Refused
  private let handler: Handler
  private let socket: ListeningSocket

  /// What is under way, and who waits for its end.
  private struct Running {
    var daemon: Daemon?
    var tasks: [ObjectIdentifier: Task<Void, Never>] = [:]
    /// Handed over and not yet wholly sent.
    var open = 0
    var stopping = false
    var drained: [CheckedContinuation<Void, Never>] = []
  }

  /// The library's own pointer; the library is safe to call from any thread.
  private struct Daemon: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private let running = Locked(Running())
  /// The library's connections over which a request line came.
  private let withRequest = Locked<Set<UInt>>([])
  /// Bytes of all bodies that are held.
  private let held = Locked(0)
  private let arriving: ArrivingRequests
  private let drips = DripBodies()

  package convenience init(port: UInt16, handler: @escaping Handler) throws {
    try self.init(socket: ListeningSocket(port: port), handler: handler)
  }

  /// - Parameters:
  ///   - headers: every response has these, too.
  ///   - authorize: sees a request before its body is read and may refuse it.
  package init(
    socket: ListeningSocket,
    limits: HTTPLimits = HTTPLimits(),
    headers: HeaderFields = [],
    authorize: @escaping Authorize = { _ in nil },
    refused: @escaping Refused = { _, _ in },
    handler: @escaping Handler
  ) throws {
    self.socket = socket
    self.port = socket.port
    self.limits = limits
    arriving = ArrivingRequests(limits)
    self.headers = headers
    self.authorize = authorize
    self.refused = refused
    self.handler = handler
    // Held by the library until it has ended, so that no thread of it can meet a freed object.
    let held = Unmanaged.passRetained(self)
    let daemon = hc_mhd_start(
      socket.descriptor,
      limits.connections,
      limits.memory,
      limits.idle,
      HTTPDaemon.access,
      HTTPDaemon.opened,
      HTTPDaemon.completed,
      HTTPDaemon.connection,
      held.toOpaque()
    )
    guard let daemon else {
      held.release()
      close(socket.descriptor)
      throw ServerError("cannot start the HTTP server on port \(socket.port)")
    }
    let pointer = Daemon(pointer: daemon)
    running.withLock { $0.daemon = pointer }
  }

  /// Takes no more requests, lets those under way be answered, and ends.
  package func stop() async {
    let first = running.withLock { running in
      defer { running.stopping = true }
      return running.stopping ? nil : (running.daemon, Array(running.tasks.values))
    }
    guard let (daemon, tasks) = first, let daemon else { return }
    MHD_quiesce_daemon(daemon.pointer)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    drips.stop()
    await drained()
    await withCheckedContinuation { done in
      // Stopping joins the daemon's thread: not something for a thread of the task pool.
      DispatchQueue.global().async {
        MHD_stop_daemon(daemon.pointer)
        done.resume()
      }
    }
    close(socket.descriptor)
    Unmanaged.passUnretained(self).release()
  }

  /// Returns when every answer is sent; a client that does not read its answer is waited for a
  /// second, not for ever.
  private func drained() async {
    await withCheckedContinuation { done in
      let none = running.withLock { running in
        if running.open == 0 { return true }
        running.drained.append(done)
        return false
      }
      if none { return done.resume() }
      DispatchQueue.global().asyncAfter(deadline: .now() + 1) { self.release() }
    }
  }

  private func release() {
    let waiting = running.withLock { running in
      defer { running.drained = [] }
      return running.drained
    }
    for done in waiting { done.resume() }
  }

  /// - Returns: `false` if the server stops: no connection may wait any more then.
  private func handle(_ request: HTTPRequest, for exchange: HTTPExchange) -> Bool {
    let handler = handler
    return running.withLock { running in
      if running.stopping { return false }
      exchange.suspend()
      running.open += 1
      let id = ObjectIdentifier(exchange)
      // Made under the lock: the task takes the same lock to leave the list, so not before it is in.
      let task = Task {
        let response = await handler(request)
        self.running.withLock { _ = $0.tasks.removeValue(forKey: id) }
        exchange.finish(response)
      }
      running.tasks[id] = task
      return true
    }
  }

  private func ended(_ exchange: HTTPExchange) {
    guard exchange.isHandedOver else {
      // What the library itself refuses never had a head for us.
      let isSlow = arriving.isDropped(exchange.connection)
      return refused(
        exchange.known,
        exchange.refusal
          ?? (isSlow
            ? HTTPLimits.tooSlow
            : HTTPFailure(400, "the request is not valid HTTP, or was cut short"))
      )
    }
    let none = running.withLock { running in
      running.open -= 1
      return running.open == 0
    }
    if none { release() }
  }

  // MARK: What the library calls, on its thread

  private static let opened:
    @convention(c) (
      UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?
    ) -> UnsafeMutableRawPointer? = { context, uri, connection in
      guard let context, let connection, let uri else { return nil }
      let daemon = Unmanaged<HTTPDaemon>.fromOpaque(context).takeUnretainedValue()
      daemon.withRequest.withLock { _ = $0.insert(UInt(bitPattern: connection)) }
      let exchange = HTTPExchange(
        target: HTTPExchange.bytes(uri),
        connection: connection,
        headers: daemon.headers,
        drips: daemon.drips
      )
      return Unmanaged.passRetained(exchange).toOpaque()
    }

  /// A connection that ends without a request, though bytes came.
  private static let connection: MHD_NotifyConnectionCallback = { context, connection, _, code in
    guard let context, let connection else { return }
    let daemon = Unmanaged<HTTPDaemon>.fromOpaque(context).takeUnretainedValue()
    guard code == hc_mhd_connection_closed else { return daemon.arriving.begin(connection) }
    let isSlow = daemon.arriving.remove(connection)
    let hadRequest = daemon.withRequest.withLock {
      $0.remove(UInt(bitPattern: connection)) != nil
    }
    // The end of the other side counts as a byte.
    guard !hadRequest, hc_mhd_received_bytes(connection) > 1 else { return }
    daemon.refused(nil, isSlow ? HTTPLimits.tooSlow : HTTPFailure(400, "not an HTTP request"))
  }

  private static let access: MHD_AccessHandlerCallback = {
    context,
    _,
    _,
    method,
    version,
    data,
    size,
    state in
    guard let context, let method, let size, let held = state?.pointee else { return hc_mhd_no }
    let daemon = Unmanaged<HTTPDaemon>.fromOpaque(context).takeUnretainedValue()
    let exchange = Unmanaged<HTTPExchange>.fromOpaque(held).takeUnretainedValue()
    let goesOn: Bool
    if !exchange.hasHead {
      goesOn = exchange.begin(
        method: String(cString: method),
        version: version.map { String(cString: $0) } ?? "HTTP/1.1",
        limits: daemon.limits,
        authorize: daemon.authorize
      )
    } else if size.pointee > 0 {
      let bytes = UnsafeRawBufferPointer(start: data, count: size.pointee)
      size.pointee = 0
      daemon.arriving.add(bytes.count, to: exchange.connection)
      goesOn = daemon.held.withLock { held in
        let others = held - exchange.held
        defer { held = others + exchange.held }
        return exchange.receive(bytes, limits: daemon.limits, others: others)
      }
    } else {
      daemon.arriving.complete(exchange.connection)
      goesOn = exchange.complete { daemon.handle($0, for: exchange) }
    }
    return goesOn ? hc_mhd_yes : hc_mhd_no
  }

  private static let completed: MHD_RequestCompletedCallback = { context, _, state, _ in
    guard let context, let held = state?.pointee else { return }
    state?.pointee = nil
    let exchange = Unmanaged<HTTPExchange>.fromOpaque(held).takeRetainedValue()
    let daemon = Unmanaged<HTTPDaemon>.fromOpaque(context).takeUnretainedValue()
    daemon.held.withLock { $0 -= exchange.held }
    daemon.ended(exchange)
    daemon.arriving.begin(exchange.connection)
  }
}
