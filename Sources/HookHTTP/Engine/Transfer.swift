import CCurl
import HookSupport

/// One exchange on its way: what libcurl says of it, and what is made of that at its end.
///
/// After it was handed to the engine only the engine's thread touches it.
final class Transfer: @unchecked Sendable {
  let number: Int
  let request: ExchangeRequest
  let completion: @Sendable (Exchange) -> Void
  private let sink: (any BodySink)?
  /// Those of the engine that makes it.
  var sockets: EngineSockets?

  /// When it began.
  let start = MonotonicClock.now
  private let startedAt = MonotonicClock.wallClock
  /// When a byte last went or came.
  private(set) var lastMove: Double

  private var sentHead: [UInt8] = []
  private var sentBody = 0
  /// How much of the body libcurl has taken, where it asks for it.
  private var readBody = 0
  /// Whether it began again before anything was sent, since a kept connection had been closed.
  private(set) var isStale = false
  /// How often a connection was ready for the request.
  private var attempts = 0
  private var remoteAddress: String?
  private var localPort: UInt16?
  private var security: ConnectionSecurity?
  /// When the TLS handshake began.
  private var securing: Double?
  private var sent: Double?
  private var firstByte: Double?

  /// The lines of the head that is coming, or of the trailers.
  private var head: [UInt8] = []
  private var headBytes = 0
  private var hasHead = false
  private var trailerLines: [UInt8] = []
  private var collector: BodyCollector?
  /// What we ended the transfer for ourselves.
  private var ending: ExchangeFailure.Kind?

  /// As libcurl bounds the head of a response since 8.4.
  private static let maximumHead = 300 * 1024

  init(
    number: Int,
    request: ExchangeRequest,
    sink: (any BodySink)?,
    completion: @escaping @Sendable (Exchange) -> Void
  ) {
    self.number = number
    self.request = request
    self.sink = sink
    self.completion = completion
    lastMove = start
  }

  /// When a limit of time ends it, as far as is known now; `nil` for never.
  var due: Double? {
    let deadline = request.limits.deadline.map { start + $0 }
    let silence = request.limits.silence.map { lastMove + $0 }
    guard let deadline, let silence else { return deadline ?? silence }
    return min(deadline, silence)
  }

  /// The limit that has been reached, in seconds.
  func limitReached(at now: Double, _ sockets: EngineSockets) -> Double? {
    if let deadline = request.limits.deadline, start + deadline <= now { return deadline }
    guard let silence = request.limits.silence, lastMove + silence <= now else { return nil }
    // Perhaps a part of a header line came, of which libcurl says nothing yet.
    if let quiet = localPort.flatMap(sockets.quiet) { lastMove = max(lastMove, now - quiet) }
    return lastMove + silence <= now ? silence : nil
  }

  /// Whether the request began to go out.
  var hasBegun: Bool { attempts > 0 }

  // MARK: What libcurl calls

  /// A connection is ready, and the request is about to go out. libcurl sends a request once more by
  /// itself if a kept connection closes without a response; one that may change something goes out again
  /// only if no byte of it was written.
  func begins(remoteAddress: String, localPort: UInt16?, _ sockets: EngineSockets) -> Bool {
    if attempts == 0, !isStale, let localPort, sockets.hasClosed(localPort: localPort) {
      isStale = true
      return false
    }
    attempts += 1
    guard attempts == 1 || request.isSafe || sentHead.isEmpty && sentBody == 0 else { return false }
    self.remoteAddress = remoteAddress
    self.localPort = localPort
    sentHead = []
    (sentBody, readBody) = (0, 0)
    lastMove = MonotonicClock.now
    if request.body?.isEmpty ?? true { sent = lastMove - start }
    return true
  }

  func sends(head bytes: UnsafeRawBufferPointer) {
    // What a proxy is asked first is not this request.
    if sentHead.isEmpty, bytes.starts(with: "CONNECT ".utf8) { return }
    sentHead.append(contentsOf: bytes)
  }

  /// A part of the TLS handshake goes out, or of what comes after it.
  func secures() {
    if attempts == 0, securing == nil { securing = MonotonicClock.now - start }
  }

  /// The request goes out over TLS.
  func sends(over session: UnsafeMutableRawPointer) {
    if security == nil { security = ConnectionSecurity(session: session) }
  }

  /// Gives the next bytes of the body; 0 at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let body = request.body else { return 0 }
    let count = min(buffer.count, body.count - readBody)
    body.withUnsafeBytes {
      buffer.copyMemory(from: .init(rebasing: $0[readBody..<readBody + count]))
    }
    readBody += count
    return count
  }

  /// So many bytes of the body went out.
  func sends(body count: Int) {
    lastMove = MonotonicClock.now
    sentBody += count
    if sentBody == request.body?.count { sent = lastMove - start }
  }

  /// A line of the head, or of the trailers. `false` ends the transfer.
  func receives(line: UnsafeRawBufferPointer) -> Bool {
    lastMove = MonotonicClock.now
    if firstByte == nil { firstByte = lastMove - start }
    headBytes += line.count
    guard headBytes <= Self.maximumHead else { return end(.tooLarge) }
    let isBlank = line.count <= 2 && line.allSatisfy { $0 == 0x0D || $0 == 0x0A }
    if hasHead, !line.starts(with: "HTTP/".utf8) {
      if !isBlank { trailerLines.append(contentsOf: line) }
      return true
    }
    // Interim heads come before the final one (RFC 9110, 15.2).
    if hasHead || head.isEmpty { (head, hasHead) = ([], false) }
    if isBlank { hasHead = true } else { head.append(contentsOf: line) }
    return true
  }

  /// A part of the body. `false` ends the transfer.
  func receives(body bytes: UnsafeRawBufferPointer) -> Bool {
    lastMove = MonotonicClock.now
    if collector == nil {
      let response = ExchangeResponse(status: 0, head: head, body: ExchangeBody())
      collector = BodyCollector(
        response.headers,
        limits: request.limits,
        decodes: request.decodesBody,
        sink: sink
      )
    }
    do throws(ContentDecoder.Problem) {
      try collector?.append(bytes)
      return true
    } catch {
      return end(error == .tooLarge ? .tooLarge : .undecodable)
    }
  }

  private func end(_ kind: ExchangeFailure.Kind) -> Bool {
    ending = kind
    return false
  }

  // MARK: What came of it

  /// - Parameters:
  ///   - result: what libcurl tells.
  ///   - ending: why we ended it ourselves, if we did.
  func exchange(
    _ handle: EasyHandle,
    result: CURLcode,
    ending: ExchangeFailure.Kind? = nil
  ) -> Exchange {
    let isKept = attempts > 0 && handle.connections == 0
    var phases = ExchangePhases()
    phases.startedAt = startedAt
    phases.name = isKept ? nil : handle.seconds(CURLINFO_NAMELOOKUP_TIME_T)
    // Of a connection whose TLS failed libcurl tells no time.
    phases.connected = isKept ? nil : handle.seconds(CURLINFO_CONNECT_TIME_T) ?? securing
    phases.secured = isKept ? nil : handle.seconds(CURLINFO_APPCONNECT_TIME_T)
    phases.sent = sent
    phases.firstByte = firstByte
    phases.end = MonotonicClock.now - start
    let status = handle.status
    // Interim codes alone are not a response.
    let response =
      status < 200
      ? nil
      : ExchangeResponse(
        status: status,
        head: head,
        trailerLines: trailerLines,
        body: collector?.body ?? ExchangeBody()
      )
    return Exchange(
      request: request,
      sentHead: sentHead,
      response: response,
      failure: failure(handle, result, ending ?? self.ending, response, phases),
      phases: phases,
      remoteAddress: remoteAddress ?? (securing == nil ? nil : handle.remoteAddress),
      security: security
    )
  }

  private func failure(
    _ handle: EasyHandle,
    _ result: CURLcode,
    _ ending: ExchangeFailure.Kind?,
    _ response: ExchangeResponse?,
    _ phases: ExchangePhases
  ) -> ExchangeFailure? {
    let kind: ExchangeFailure.Kind
    if let ending {
      kind = ending
    } else if let known = handle.failure(result, hasResponse: response != nil, attempts: attempts) {
      kind = known
    } else {
      return nil
    }
    return ExchangeFailure(kind, in: phase(phases, response), mayHaveArrived: attempts > 0)
  }

  private func phase(
    _ phases: ExchangePhases,
    _ response: ExchangeResponse?
  ) -> ExchangeFailure.Phase {
    if attempts == 0 {
      return phases.name == nil ? .name : phases.connected == nil ? .connect : .tls
    }
    return sent == nil ? .send : hasHead && response != nil ? .body : .response
  }
}
