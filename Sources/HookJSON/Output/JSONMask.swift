/// A JSON text with its values hidden: structure, keys and kinds stay.
package enum JSONMask {
  /// What stands for a value of some kind, a JSON text itself; `nil` for what is not hidden.
  package static func cover(_ kind: JSONKind) -> String? {
    switch kind {
    case .string: "\"•••\""
    case .number: "\"<number>\""
    case .boolean: "\"<boolean>\""
    // That nothing stands there is structure.
    case .null, .object, .array: nil
    }
  }

  /// The bytes of a value with all values in it covered.
  package static func text(_ index: JSONIndex, _ value: Int) -> [UInt8] {
    let whole = index.range(of: value)
    var result: [UInt8] = []
    var offset = whole.lowerBound
    for number in value..<index.end(of: value) {
      guard let cover = cover(index.kind(of: number)) else { continue }
      let range = index.range(of: number)
      result += index.text[offset..<range.lowerBound] + Array(cover.utf8)
      offset = range.upperBound
    }
    return result + index.text[offset..<whole.upperBound]
  }
}
