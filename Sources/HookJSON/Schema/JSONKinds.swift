/// The kinds of value that stand at one position.
package struct JSONKinds: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package init(_ kind: JSONKind) {
    self = Self.names.first { $0.kind == kind }?.bit ?? []
  }

  static let object = JSONKinds(rawValue: 1)
  static let array = JSONKinds(rawValue: 2)
  static let string = JSONKinds(rawValue: 4)
  static let number = JSONKinds(rawValue: 8)
  static let boolean = JSONKinds(rawValue: 16)
  static let null = JSONKinds(rawValue: 32)

  /// The types of JSON Schema. A whole number is a number like any other: JSON has one kind, and an
  /// amount that happens to be whole says nothing about the next one.
  private static let names: [(kind: JSONKind, bit: JSONKinds, name: String)] = [
    (.object, .object, "object"), (.array, .array, "array"), (.string, .string, "string"),
    (.number, .number, "number"), (.boolean, .boolean, "boolean"), (.null, .null, "null"),
  ]

  /// `["string", "null"]`
  var names: [String] { Self.names.filter { contains($0.bit) }.map(\.name) }

  /// `string or null`
  var text: String { names.joined(separator: " or ") }

  /// - Returns: `nil` for a name that is not one of JSON Schema's types, or another one of them.
  init?(name: String) {
    guard let row = Self.names.first(where: { $0.name == name }) else { return nil }
    self = row.bit
  }
}
