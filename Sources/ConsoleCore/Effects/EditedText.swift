import Foundation
import HookJSON
import HookSupport

/// What the editor is to be opened on.
package struct EditRequest: Sendable {
  /// The payload as it may be shown.
  let source: ShownPayload
  /// An earlier edit of it that is to go on.
  var earlier: [UInt8]?
  let title: String
  /// Where it is to be posted; `nil` if it was only to be looked at.
  let target: HTTPURL?

  /// The text for the editor: JSON in indented lines.
  package var text: [UInt8] { earlier ?? Self.layout(source) }

  static func layout(_ source: ShownPayload) -> [UInt8] {
    let bytes = source.bytes
    return source.payload.rows == nil ? bytes : JSONLayout.indented(bytes)
  }
}

/// A text that came back from the editor: kept until it is sent, saved or dropped.
package struct EditedText: Sendable {
  package let request: EditRequest
  package let text: [UInt8]
  let change: TextChange

  package init(_ request: EditRequest, _ text: [UInt8]) {
    self.request = request
    self.text = text
    change = TextChange(from: EditRequest.layout(request.source), to: text)
  }

  /// What is posted: in one line if the payload came in one line, otherwise as the editor left it.
  package var body: [UInt8] {
    let original = request.source.payload.bytes
    if change.isUnchanged { return original }
    guard change.isJSON, JSONLayout.singleLine(original) == original else { return text }
    return JSONLayout.singleLine(text)
  }
}

/// What an edit changed.
struct TextChange: Equatable, Sendable {
  struct Line: Equatable, Sendable {
    let isAdded: Bool
    let text: String
  }

  private(set) var isUnchanged = false
  private(set) var isEmpty = false
  private(set) var isJSON = false
  private(set) var removed = 0
  private(set) var added = 0
  /// The first changed lines.
  private(set) var lines: [Line] = []

  private static let shownLines = 8
  /// A comparison of more lines than this is left out: all of them count as changed.
  private static let maximumCompared = 2000

  init(from old: [UInt8], to new: [UInt8]) {
    isJSON = (try? JSONIndex(JSONText(new))) != nil
    isEmpty = new.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    // Only the layout of JSON may have changed.
    isUnchanged =
      Self.withoutLineEnd(old) == Self.withoutLineEnd(new)
      || isJSON && JSONLayout.singleLine(old) == JSONLayout.singleLine(new)
    if !isUnchanged { compare(Self.lines(old), Self.lines(new)) }
  }

  /// `3 lines changed`: lines that give way to others are counted once.
  var summary: String {
    if isEmpty { return "empty" }
    let count = max(removed, added)
    return count == 1 ? "1 line changed" : "\(count) lines changed"
  }

  private mutating func compare(_ old: [Substring], _ new: [Substring]) {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let (oldRest, newRest) = (old.dropFirst(head), new.dropFirst(head))
    let tail = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
    let (gone, come) = (Array(oldRest.dropLast(tail)), Array(newRest.dropLast(tail)))
    let isComparable = gone.count + come.count <= Self.maximumCompared
    let difference = isComparable ? come.difference(from: gone) : nil
    let goneLines = difference.map { $0.removals.map(Self.text) } ?? gone
    let newLines = difference.map { $0.insertions.map(Self.text) } ?? come
    (removed, added) = (goneLines.count, newLines.count)
    let ofGone = min(removed, max(Self.shownLines / 2, Self.shownLines - added))
    lines =
      goneLines.prefix(ofGone).map { Line(isAdded: false, text: String($0)) }
      + newLines.prefix(Self.shownLines - ofGone).map { Line(isAdded: true, text: String($0)) }
  }

  private static func text(_ change: CollectionDifference<Substring>.Change) -> Substring {
    switch change {
    case .insert(_, let text, _), .remove(_, let text, _): text
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: withoutLineEnd(bytes), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func withoutLineEnd(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
  }
}
