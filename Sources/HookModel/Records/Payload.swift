import Foundation
import HookJSON

/// The body of a delivery: any bytes, mostly JSON.
///
/// Where it came inside a record it is a part of the record's own index, so it is not parsed again.
public struct Payload: Sendable {
  package enum Form: Sendable {
    case json(JSONIndex, root: Int)
    case raw(JSONText, JSONSyntaxError)
  }

  package let form: Form
  /// Whether it is the first part of a large payload, of which the rest is not read yet.
  public internal(set) var isBeginning = false
  /// Whether it is text that never claimed to be JSON.
  package var isText = false

  /// - Parameter bytes: those that were or will be sent. What is no JSON can still be read as text.
  public init(bytes: some Collection<UInt8>) {
    self.init(JSONText(bytes))
  }

  package init(_ text: JSONText) {
    do {
      form = .json(try JSONIndex(text), root: 0)
    } catch {
      form = .raw(text, error)
    }
  }

  /// A value as it stands in a text, a string with its quotes.
  package init(asItStands node: JSONNode) {
    form = .json(node.index, root: node.number)
  }

  /// A payload inside of a record. A string that holds JSON stands for what it holds.
  package init(_ node: JSONNode) {
    if node.kind == .string,
      let held = try? JSONIndex(
        JSONText(JSONString.decodeBytes(node.index.text, node.index.range(of: node.number)))
      )
    {
      form = .json(held, root: 0)
    } else {
      form = .json(node.index, root: node.number)
    }
  }

  /// The body as it came.
  public var bytes: [UInt8] { text[range] }

  /// The body that a sender of webhooks makes of this: an array of one item.
  public var asSent: [UInt8] {
    guard let node, node.kind != .array else { return bytes }
    return [UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")]
  }

  /// How many bytes the body has.
  public var byteCount: Int { range.count }

  /// A part of the body as text; what is not UTF-8 is replaced.
  public func text(_ part: Range<Int>) -> String {
    let range = range
    let start = range.lowerBound + part.lowerBound
    return text.string((start..<(start + part.count)).clamped(to: range))
  }

  /// Gives access to the body where it lies.
  func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
    try withExtendedLifetime(text) { try body(UnsafeBufferPointer(rebasing: text.bytes[range])) }
  }

  /// The offset of the first line feed at or after an offset, or of the end.
  func lineEnd(after start: Int) -> Int {
    withBytes { bytes in bytes[start...].firstIndex(of: 0x0A) ?? bytes.count }
  }

  /// The last offset at or before another one at which a character begins as people see it, its marks
  /// and what is joined to it included: where a text can be broken.
  ///
  /// Only so many bytes before the offset are looked at as the longest sensible character has.
  /// - Parameter limit: no offset at or before this one is wanted; a character that is longer is broken
  ///   between two code points.
  public func characterStart(atOrBefore offset: Int, after limit: Int) -> Int {
    withBytes { bytes in
      guard offset > 0, offset < bytes.count else { return min(max(offset, 0), bytes.count) }
      // Between two ASCII characters, a line end of two bytes aside, there is a break.
      if bytes[offset] < 0x80, bytes[offset - 1] < 0x80 {
        return bytes[offset] == 0x0A && bytes[offset - 1] == 0x0D ? offset - 1 : offset
      }
      func isTail(_ position: Int) -> Bool {
        position < bytes.count && bytes[position] & 0xC0 == 0x80
      }
      var first = max(0, offset - Self.longestCharacter)
      while first < offset, isTail(first) { first += 1 }
      var last = min(bytes.count, offset + 16)
      while last > offset, isTail(last) { last -= 1 }
      let text = String(decoding: bytes[first..<last], as: UTF8.self)
      // What is not UTF-8 has other bytes as a text, and may be broken anywhere.
      guard text.utf8.count == last - first, !text.unicodeScalars.contains("\u{FFFD}") else {
        return offset
      }
      var start = first
      for character in text {
        let end = start + character.utf8.count
        if end > offset { break }
        start = end
      }
      if start > limit, start > first { return start }
      return (0..<4).map { offset - $0 }.first { $0 > limit && !isTail($0) } ?? offset
    }
  }

  private static let longestCharacter = 64

  private var text: JSONText {
    switch form {
    case .json(let index, _): index.text
    case .raw(let text, _): text
    }
  }

  private var range: Range<Int> {
    switch form {
    // The blanks around the value of a whole text belong to the body.
    case .json(let index, 0): 0..<index.text.count
    case .json(let index, let root): index.range(of: root)
    case .raw(let text, _): 0..<text.count
    }
  }

  /// The payload as a tree; `nil` if it is no JSON.
  package var rows: JSONRows? {
    if case .json(let index, let root) = form { JSONRows(index, root: root) } else { nil }
  }

  /// The payload's value; `nil` if it is no JSON.
  public var node: JSONNode? {
    if case .json(let index, let root) = form { JSONNode(index, root) } else { nil }
  }

  /// Why it is not the JSON that it should be.
  public var syntaxError: JSONSyntaxError? {
    if case .raw(_, let error) = form, !isText { error } else { nil }
  }
}
