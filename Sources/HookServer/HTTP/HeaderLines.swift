import CMicrohttpd
import Glibc
import HookHTTP

/// The header lines of a request, read where the library has taken them apart: in the bytes that came,
/// with a NUL in place of each colon and line end.
struct HeaderLines {
  private(set) var fields = HeaderFields()
  /// What two readers of the head may read in two ways; `nil` for a sound one.
  private(set) var fault: String?
  /// The first byte after the last value.
  private var end: UnsafePointer<CChar>?

  /// - Parameter connection: of the library; its head is complete.
  init(of connection: OpaquePointer) {
    withUnsafeMutablePointer(to: &self) { lines in
      _ = hc_mhd_headers(
        connection,
        { context, _, name, value in
          guard let context, let name else { return hc_mhd_yes }
          context.assumingMemoryBound(to: HeaderLines.self).pointee.add(name, value)
          return hc_mhd_yes
        },
        lines
      )
    }
    checkEnd(before: end.map { $0 + 2 })
  }

  private mutating func add(_ name: UnsafePointer<CChar>, _ value: UnsafePointer<CChar>?) {
    fields.fields.append(
      HeaderField(
        nameBytes: HTTPExchange.bytes(name),
        valueBytes: value.map(HTTPExchange.bytes) ?? []
      )
    )
    let nameEnd = name + strlen(name)
    guard let value, value > nameEnd, Self.isBlank(from: nameEnd + 1, to: value) else {
      // libmicrohttpd 0.9.75 appends a folded line to the name, which it copies for that.
      fault = fault ?? "a header line is folded"
      end = nil
      return
    }
    checkEnd(before: name)
    end = value + strlen(value)
  }

  /// After a value only the end of its line may come; anything else stood after a NUL byte.
  private mutating func checkEnd(before next: UnsafePointer<CChar>?) {
    guard let end, let next, next > end, next - end <= Self.maximumGap else { return }
    if !Self.isBlank(from: end, to: next) { fault = fault ?? "a header line has a NUL byte" }
  }

  /// Names that lie further off were copied by the library.
  private static let maximumGap = 64 * 1024

  private static func isBlank(from start: UnsafePointer<CChar>, to end: UnsafePointer<CChar>)
    -> Bool
  {
    (0..<(end - start)).allSatisfy { [0, 0x09, 0x0A, 0x0D, 0x20].contains(start[$0]) }
  }
}
