import Foundation
import HookJSON
import HookModel

/// A payload as it may be taken somewhere else: with the privacy mask on its values are hidden.
///
/// Its bytes are made by whoever takes them, not on the main loop, since there may be many.
package struct ShownPayload: Sendable {
  package let payload: Payload
  package let isMasked: Bool

  /// How many bytes the payload has, hidden or not.
  package var byteCount: Int { payload.byteCount }

  package var bytes: [UInt8] {
    guard isMasked else { return payload.bytes }
    return payload.node.map { JSONMask.text($0.index, $0.number) } ?? Array("•••".utf8)
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Int {
  /// A number of bytes for people: `12.3 MB`.
  var asByteCount: String {
    let formatter = ByteCountFormatter()
    formatter.countStyle = .file
    return formatter.string(fromByteCount: Int64(self))
  }
}
