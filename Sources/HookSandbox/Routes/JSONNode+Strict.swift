import HookJSON

/// JSON as the contract states it: names in their own case, and no value read as another kind.
/// `JSONNode`'s own readers are lenient, as a client should be.
extension JSONNode {
  /// An object's members, of several with one name the last; none for any other value.
  var members: [String: JSONNode] {
    guard kind == .object else { return [:] }
    let pairs = children.map { (index.key(of: $0.number) ?? "", $0) }
    return Dictionary(pairs) { _, last in last }
  }

  /// The text of a string; `nil` for any other value.
  var strictString: String? { kind == .string ? string : nil }

  /// The value of `true` or `false`; `nil` for any other value.
  var strictBool: Bool? { kind == .boolean ? bool : nil }

  /// A number that is written without fraction and exponent; `nil` for any other value.
  var strictInt: Int? { kind == .number ? Int(String(decoding: bytes, as: UTF8.self)) : nil }
}
