/// Line breaks and indentation of a JSON text; its strings and numbers stay byte for byte.
package enum JSONLayout {
  /// One member or item a line, indented by two blanks, with a final newline.
  ///
  /// - Parameter bytes: valid JSON; of anything else the result is of no use.
  package static func indented(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 2)
    var depth = 0
    var (isInString, isEscaped, isEmpty) = (false, false, false)
    func newLine() {
      result.append(JSONByte.lineFeed)
      result += repeatElement(JSONByte.space, count: 2 * depth)
    }
    for byte in bytes {
      if isInString {
        isInString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        result.append(byte)
        continue
      }
      if [JSONByte.space, JSONByte.tab, JSONByte.lineFeed, JSONByte.carriageReturn].contains(byte) {
        continue
      }
      if [UInt8(ascii: "}"), UInt8(ascii: "]")].contains(byte) {
        depth = max(0, depth - 1)
        if !isEmpty { newLine() }
      } else if isEmpty {
        newLine()
      }
      isEmpty = false
      result.append(byte)
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isEmpty = true
      case UInt8(ascii: ","): newLine()
      case UInt8(ascii: ":"): result.append(JSONByte.space)
      default: break
      }
    }
    result.append(JSONByte.lineFeed)
    return result
  }

  /// A JSON text without the blanks between its values. Strings and numbers stay as they are.
  package static func singleLine(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == JSONByte.backslash {
          isEscaped = true
        } else if byte == JSONByte.quote {
          isInString = false
        }
      } else if byte == JSONByte.quote {
        isInString = true
      } else if [JSONByte.space, JSONByte.tab, JSONByte.lineFeed, JSONByte.carriageReturn].contains(
        byte
      ) {
        continue
      }
      result.append(byte)
    }
    return result
  }
}
