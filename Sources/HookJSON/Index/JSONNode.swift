import Foundation

/// One value of an indexed text, as the records are read from it.
public struct JSONNode: Sendable {
  /// The text that the value is a part of.
  public let index: JSONIndex
  /// The number of the value in its index.
  public let number: Int

  /// - Parameter number: a value of the index; 0 is the whole text.
  public init(_ index: JSONIndex, _ number: Int = 0) {
    self.index = index
    self.number = number
  }

  /// Reads a JSON text.
  /// - Throws: `JSONSyntaxError` if it is not one.
  package init(_ bytes: [UInt8]) throws(JSONSyntaxError) {
    self.init(try JSONIndex(JSONText(bytes)))
  }

  /// What kind of value it is.
  public var kind: JSONKind { index.kind(of: number) }

  /// The value's bytes as they came.
  public var bytes: [UInt8] { index.text[index.range(of: number)] }

  /// The values of an array or an object.
  public var children: [JSONNode] {
    index.children(of: number).map { JSONNode(index, $0) }
  }

  /// A member of an object, by its key in any case; of several the last, and one of exactly
  /// this case before others.
  public subscript(key: String) -> JSONNode? {
    guard kind == .object else { return nil }
    var found: JSONNode?
    var isExact = false
    for child in index.children(of: number) {
      switch JSONKey.compare(key, index.keyRange(of: child) ?? 0..<0, in: index.text) {
      case .same:
        found = JSONNode(index, child)
        isExact = true
      case .otherCase where !isExact: found = JSONNode(index, child)
      default: break
      }
    }
    return found
  }

  /// Whether it is `null`.
  public var isNull: Bool { kind == .null }

  /// The text of a string.
  public var string: String? {
    kind == .string ? JSONString.decode(index.text, index.range(of: number)) : nil
  }

  /// A whole number, also where it is sent as `3.0` or in a string; `nil` past the range of `Int`.
  public var int: Int? {
    switch kind {
    case .number:
      let digits = index.text.string(index.range(of: number))
      return Int(digits) ?? Double(digits).flatMap(Int.init(exactly:))
    case .string: return string.flatMap { Int($0) }
    default: return nil
    }
  }

  /// A truth value, also where it is sent in a string or as 0 or 1.
  public var bool: Bool? {
    switch kind {
    case .boolean: return index.text.base[index.range(of: number).lowerBound] == JSONByte.t
    case .string: return string.flatMap { ["true": true, "false": false][$0.lowercased()] }
    case .number: return int.flatMap { [0: false, 1: true][$0] }
    default: return nil
    }
  }
}
