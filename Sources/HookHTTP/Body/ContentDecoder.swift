import CZlib
import HookSupport

/// Undoes the Content-Encoding of a body as it comes (RFC 9110, 8.4): gzip and deflate, by zlib.
package final class ContentDecoder {
  private enum Coding {
    case gzip, deflate

    init?(_ name: some StringProtocol) {
      switch name.lowercased() {
      case "gzip", "x-gzip": self = .gzip
      case "deflate": self = .deflate
      default: return nil
      }
    }
  }

  /// What is wrong with a body.
  package enum Problem: Error { case undecodable, tooLarge }

  private var stages: [InflateStage]
  private let isUnknown: Bool
  /// Decoded bytes that may still come.
  private var space: Int
  private var hasInput = false

  /// - Parameters:
  ///   - encodings: the values of the Content-Encoding lines, in their order.
  ///   - maximum: decoded bytes after which a body is too large.
  /// - Returns: `nil` if there is nothing to decode.
  package init?(_ encodings: [String], maximum: Int) {
    let names = encodings.flatMap { $0.split(separator: ",") }
      .map { $0.filter { !$0.isWhitespace }.lowercased() }
      .filter { !$0.isEmpty && $0 != "identity" && $0 != "none" }
    guard !names.isEmpty else { return nil }
    let codings = names.map { Coding($0) }
    // A chain of many is an attack, not an encoding.
    isUnknown = codings.contains { $0 == nil } || codings.count > 5
    // What was applied last is undone first.
    stages = codings.reversed().compactMap { $0 }.map { InflateStage(isGzip: $0 == .gzip) }
    space = maximum
  }

  /// - Parameter output: called with what was decoded, any number of times.
  package func decode(
    _ bytes: UnsafeRawBufferPointer,
    output: (UnsafeRawBufferPointer) throws(Problem) -> Void
  ) throws(Problem) {
    guard !bytes.isEmpty else { return }
    if isUnknown { throw .undecodable }
    hasInput = true
    try run(bytes, from: 0, output)
  }

  /// The body has ended.
  package func finish() throws(Problem) {
    guard hasInput else { return }
    guard stages.allSatisfy(\.isComplete) else { throw .undecodable }
  }

  private func run(
    _ bytes: UnsafeRawBufferPointer,
    from stage: Int,
    _ output: (UnsafeRawBufferPointer) throws(Problem) -> Void
  ) throws(Problem) {
    guard stage < stages.count else {
      space -= bytes.count
      guard space >= 0 else { throw .tooLarge }
      return try output(bytes)
    }
    try stages[stage].inflate(bytes) { (part: UnsafeRawBufferPointer) throws(Problem) in
      try run(part, from: stage + 1, output)
    }
  }
}

/// One layer of gzip or deflate.
private final class InflateStage {
  private let stream: UnsafeMutablePointer<z_stream>
  private let isGzip: Bool
  private var hasBegun = false
  private var buffer = [UInt8](repeating: 0, count: 32 * 1024)
  private(set) var isComplete = false

  init(isGzip: Bool) {
    self.isGzip = isGzip
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
  }

  deinit {
    if hasBegun { inflateEnd(stream) }
    stream.deallocate()
  }

  func inflate(
    _ bytes: UnsafeRawBufferPointer,
    _ output: (UnsafeRawBufferPointer) throws(ContentDecoder.Problem) -> Void
  ) throws(ContentDecoder.Problem) {
    // Bytes after the end are left out, as curl and browsers do.
    guard !isComplete, let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
    if !hasBegun { try begin(start[0]) }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
    stream.pointee.avail_in = UInt32(bytes.count)
    while true {
      let capacity = UInt32(buffer.count)
      let code = buffer.withUnsafeMutableBufferPointer { buffer in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = capacity
        return CZlib.inflate(stream, Z_NO_FLUSH)
      }
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw .undecodable }
      let count = Int(capacity - stream.pointee.avail_out)
      if count > 0 {
        let result: Result<Void, ContentDecoder.Problem> = buffer.withUnsafeBytes { raw in
          do throws(ContentDecoder.Problem) {
            return .success(try output(UnsafeRawBufferPointer(rebasing: raw[..<count])))
          } catch { return .failure(error) }
        }
        try result.get()
      }
      if code == Z_STREAM_END {
        isComplete = true
        return
      }
      if stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return }
      if code == Z_BUF_ERROR, count == 0 { return }
    }
  }

  /// `deflate` is zlib's form (RFC 1950) by the standard and the bare one (RFC 1951) by habit.
  private func begin(_ first: UInt8) throws(ContentDecoder.Problem) {
    let isBare = !isGzip && first & 0x0F != 8
    let bits: Int32 = isGzip ? 31 : isBare ? -15 : 15
    guard hc_inflate_begin(stream, bits) == Z_OK else { throw .undecodable }
    hasBegun = true
  }
}
