import Foundation
import HookModel

/// A payload as it may be taken somewhere else: with the privacy mask on its values are hidden.
///
/// Its bytes are made by whoever takes them, not on the main loop, since there may be many.
struct ShownPayload: Sendable {
  let payload: Payload
  let isMasked: Bool

  /// How many bytes the payload has, hidden or not.
  var byteCount: Int { payload.byteCount }

  var bytes: [UInt8] {
    guard isMasked else { return payload.bytes }
    return payload.node.map { JSONMask.text($0.index, $0.number) } ?? Array("•••".utf8)
  }

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
        let lines = PrettyJSON.lines(rows, in: part, paint: .none)
        return Array((lines.joined(separator: "\n") + "\n").utf8)
      }
    )
  }

  private static let rowsAtOnce = 4096

  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Int {
  /// A number of bytes for people: `12.3 MB`.
  var asByteCount: String {
    let formatter = ByteCountFormatter()
    formatter.countStyle = .file
    return formatter.string(fromByteCount: Int64(self))
  }
}
