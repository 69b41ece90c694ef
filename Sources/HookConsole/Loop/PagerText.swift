import ConsoleCore
import HookModel

/// A payload for `$PAGER`.
extension ShownPayload {
  /// As it is read in a pager: a tree as indented lines, what is shown as text as it came. A part of it
  /// at a time, since there may be much.
  func pieces(indented: Bool) -> AnySequence<[UInt8]> {
    guard indented, let rows = isMasked ? Payload(bytes: bytes).rows : payload.rows else {
      return AnySequence([bytes])
    }
    let starts = stride(from: 0, to: rows.count, by: Self.rowsAtOnce)
    return AnySequence(
      starts.lazy.map { start in
        let part = start..<min(rows.count, start + Self.rowsAtOnce)
        let lines = IndentedJSON.lines(rows, in: part).map { line in line.map(\.text).joined() }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
      }
    )
  }

  private static let rowsAtOnce = 4096
}
