import CMicrohttpd
import Glibc
import HookHTTP
import HookSupport

/// One request on its way through the daemon: what came so far, and the answer once there is one.
///
/// Everything but `answer` is touched by the daemon's one thread alone, which is why the class may
/// be handed to another without a lock around the rest.
final class HTTPExchange: @unchecked Sendable {
  let target: [UInt8]
  let connection: OpaquePointer
  /// Those of every response.
  private let headers: HeaderFields
  private var request: HTTPRequest?
  /// Why it is answered without the handler.
  private(set) var refusal: HTTPFailure?
  private var dropped = 0
  /// Bytes of the body that count among those of all bodies.
  private(set) var held = 0
  private(set) var isHandedOver = false
  private let answer = Locked<HTTPResponse?>(nil)

  private let drips: DripBodies

  init(
    target: [UInt8],
    connection: OpaquePointer,
    headers: HeaderFields,
    drips: DripBodies
  ) {
    self.drips = drips
    self.target = target
    self.connection = connection
    self.headers = headers
  }

  var hasHead: Bool { request != nil }

  /// The request as far as it came, without its body.
  var known: HTTPRequest? { request }

  /// The headers are complete. What is not authorized is answered, but its body is still read (and
  /// thrown away), since a client that is cut off while it sends often never sees the answer.
  func begin(
    method: String,
    version: String,
    limits: HTTPLimits,
    authorize: (HTTPRequest) -> HTTPFailure?
  ) -> Bool {
    let lines = HeaderLines(of: connection)
    var request = HTTPRequest(method: method, targetBytes: target, headers: lines.fields)
    request.sender = sender
    request.version = version
    self.request = request
    refusal = Self.malformed(request, lines) ?? authorize(request)
    let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
    if refusal == nil, length > limits.body { refusal = limits.tooLarge }
    // A client that asks before it sends is told now, as is one that would send for ever.
    guard let refusal, request.header("Expect") != nil || length > limits.discarded else {
      return true
    }
    return send(refusal.response)
  }

  /// A part of the body came; false cuts the connection.
  /// - Parameter others: bytes of the bodies of all other exchanges.
  func receive(_ bytes: UnsafeRawBufferPointer, limits: HTTPLimits, others: Int) -> Bool {
    if refusal == nil {
      if held + bytes.count > limits.body {
        refusal = limits.tooLarge
      } else if others + held + bytes.count > limits.bodies {
        refusal = HTTPLimits.tooMuch
      }
    }
    guard refusal == nil else {
      request?.body = []
      held = 0
      dropped += bytes.count
      return dropped <= limits.discarded
    }
    request?.body.append(contentsOf: bytes)
    held += bytes.count
    return true
  }

  /// The request is complete: it is answered at once where it was refused, else handed over, and
  /// the connection waits. False cuts the connection.
  func complete(handOver: (HTTPRequest) -> Bool) -> Bool {
    if let refusal { return send(refusal.response) }
    if isHandedOver {
      guard let response = answer.withLock({ $0 }) else { return true }
      return send(response)
    }
    guard let request else { return false }
    self.request?.body = []
    isHandedOver = handOver(request)
    guard !isHandedOver else { return true }
    let refusal = HTTPFailure(503, "the server is stopping")
    self.refusal = refusal
    return send(refusal.response)
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

  private var sender: String {
    var text = [CChar](repeating: 0, count: Int(INET_ADDRSTRLEN))
    let port = hc_mhd_sender(connection, &text, socklen_t(text.count))
    return port == 0
      ? ""
      : String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        + ":\(port)"
  }

  private func send(_ response: HTTPResponse) -> Bool {
    if response.fault == .reset {
      hc_mhd_reset(connection)
      return false
    }
    let made =
      if response.fault == .cut {
        (response.body.isEmpty ? Array("{".utf8) : response.body)
          .withUnsafeBytes { hc_mhd_response_cut($0.baseAddress, $0.count) }
      } else if case .drip(let pause) = response.fault {
        drips.response(response.body, pause: pause, on: connection)
      } else if request?.method == "HEAD", let length = response.announcedLength {
        hc_mhd_response_of_length(UInt64(length))
      } else {
        response.body.withUnsafeBytes { hc_mhd_response($0.baseAddress, $0.count) }
      }
    guard let made else { return false }
    defer { MHD_destroy_response(made) }
    for field in (response.headers + headers).fields {
      MHD_add_response_header(made, Self.text(field.nameBytes), Self.text(field.valueBytes))
    }
    return MHD_queue_response(connection, UInt32(response.status), made) == hc_mhd_yes
  }

  static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  private static func text(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// The refusal of a request whose head two readers may read in two ways; `nil` for a sound one.
  private static func malformed(_ request: HTTPRequest, _ lines: HeaderLines) -> HTTPFailure? {
    let lengths = Set(request.headers.values("Content-Length"))
    if lengths.count > 1 {
      return HTTPFailure(400, "the Content-Length lines differ")
    }
    if let fault = lines.fault { return HTTPFailure(400, fault) }
    guard request.headers.fields.allSatisfy({ $0.nameBytes.allSatisfy(isTokenByte) }) else {
      return HTTPFailure(400, "the name of a header is not valid")
    }
    return nil
  }

  /// RFC 9110, 5.6.2
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
