import HookSupport

/// Gathers a response's body as it comes: as it is and decoded, within its limits.
struct BodyCollector {
  private let limits: ExchangeLimits
  private let sink: (any BodySink)?
  private let decoder: ContentDecoder?
  private var raw: [UInt8] = []
  private var decoded: [UInt8] = []
  private var count = 0

  /// - Parameter decodes: whether a Content-Encoding is undone.
  init(
    _ headers: HeaderFields,
    limits: ExchangeLimits,
    decodes: Bool,
    sink: (any BodySink)?
  ) {
    self.limits = limits
    self.sink = sink
    decoder =
      decodes
      ? ContentDecoder(headers.values("Content-Encoding"), maximum: limits.maximumBody) : nil
    sink?.begin(expected: headers["Content-Length"].flatMap { Int($0) } ?? 0)
  }

  /// What came so far; without the content where a sink has it.
  var body: ExchangeBody {
    var body = ExchangeBody()
    body.raw = raw
    body.count = count
    body.decoded = decoder == nil || sink != nil ? nil : decoded
    return body
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ContentDecoder.Problem) {
    count += bytes.count
    guard count <= limits.maximumBody else { throw .tooLarge }
    if sink == nil { Self.keep(bytes, in: &raw, limits.keptBody) }
    guard let decoder else {
      sink?.append(bytes)
      return
    }
    try decoder.decode(bytes) { part in
      if let sink {
        sink.append(part)
      } else {
        Self.keep(part, in: &decoded, limits.keptBody)
      }
    }
  }

  private static func keep(_ bytes: UnsafeRawBufferPointer, in kept: inout [UInt8], _ limit: Int) {
    let space = limit - kept.count
    if space > 0 { kept.append(contentsOf: bytes.prefix(space)) }
  }
}
