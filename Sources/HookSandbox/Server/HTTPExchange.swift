import CMicrohttpd

/// One request on its way through the daemon: what came so far, and the answer once there is one.
///
/// Everything but `answer` is touched by the daemon's one thread alone, which is why the class may
/// be handed to another without a lock around the rest.
final class HTTPExchange: @unchecked Sendable {
  let target: String
  private let connection: OpaquePointer
  private var request: HTTPRequest?
  private var refusal: HTTPResponse?
  private var dropped = 0
  private(set) var isHandedOver = false
  private let answer = Locked<HTTPResponse?>(nil)

  init(target: String, connection: OpaquePointer) {
    self.target = target
    self.connection = connection
  }

  var hasHead: Bool { request != nil }

  /// The headers are complete. What the gate refuses is answered, but its body is still read (and
  /// thrown away), since a client that is cut off while it sends often never sees the answer.
  func begin(method: String, limits: HTTPLimits, gate: (HTTPRequest) -> HTTPResponse?) -> Bool {
    let request = HTTPRequest(method: method, target: target, headers: Self.headers(of: connection))
    self.request = request
    refusal = gate(request)
    let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
    if refusal == nil, length > limits.body { refusal = limits.tooLarge }
    // A client that asks before it sends is told now, as is one that would send for ever.
    guard let refusal, request.header("Expect") != nil || length > limits.discarded else {
      return true
    }
    return send(refusal)
  }

  /// A part of the body came; false cuts the connection.
  func receive(_ bytes: UnsafeRawBufferPointer, limits: HTTPLimits) -> Bool {
    if refusal == nil, (request?.body.count ?? 0) + bytes.count > limits.body {
      refusal = limits.tooLarge
      request?.body = []
    }
    guard refusal == nil else {
      dropped += bytes.count
      return dropped <= limits.discarded
    }
    request?.body.append(contentsOf: bytes)
    return true
  }

  /// The request is complete: it is answered at once where it was refused, else handed over, and
  /// the connection waits. False cuts the connection.
  func complete(handOver: (HTTPRequest) -> Bool) -> Bool {
    if let refusal { return send(refusal) }
    if isHandedOver {
      guard let response = answer.withLock({ $0 }) else { return true }
      return send(response)
    }
    guard let request else { return false }
    self.request?.body = []
    isHandedOver = handOver(request)
    return isHandedOver || send(.failure(503, "the server stops"))
  }

  /// The connection waits until `finish`.
  func suspend() {
    MHD_suspend_connection(connection)
  }

  /// The answer is there: the daemon's thread takes the connection up again and sends it.
  func finish(_ response: HTTPResponse) {
    answer.withLock { $0 = response }
    MHD_resume_connection(connection)
  }

  private func send(_ response: HTTPResponse) -> Bool {
    let made = response.body.withUnsafeBytes { hc_mhd_response($0.baseAddress, $0.count) }
    guard let made else { return false }
    defer { MHD_destroy_response(made) }
    for header in response.headers {
      MHD_add_response_header(made, header.name, header.value)
    }
    return MHD_queue_response(connection, UInt32(response.status), made) == hc_mhd_yes
  }

  private static func headers(of connection: OpaquePointer) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    withUnsafeMutablePointer(to: &found) { found in
      _ = hc_mhd_headers(
        connection,
        { context, _, name, value in
          guard let context, let name else { return hc_mhd_yes }
          context.assumingMemoryBound(to: [(name: String, value: String)].self).pointee
            .append((String(cString: name), value.map { String(cString: $0) } ?? ""))
          return hc_mhd_yes
        },
        found
      )
    }
    return found
  }
}
