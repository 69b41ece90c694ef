import Foundation

extension UUID {
  /// Reads an ID as RFC 9562, section 4, writes it: hexadecimal digits of either case and four hyphens.
  /// Foundation takes blanks and signs for digits.
  package init?(text: String) {
    var text = text
    var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    let isRead = text.withUTF8 { text in
      guard text.count == Self.textLength else { return false }
      return withUnsafeMutableBytes(of: &value) { bytes in
        var offset = 0
        for index in bytes.indices {
          if Self.isBehindHyphen(index) {
            guard text[offset] == UInt8(ascii: "-") else { return false }
            offset += 1
          }
          guard let high = Self.digit(text[offset]), let low = Self.digit(text[offset + 1]) else {
            return false
          }
          bytes[index] = high << 4 | low
          offset += 2
        }
        return true
      }
    }
    guard isRead else { return nil }
    self.init(uuid: value)
  }

  /// The ID as the API writes it: in lower case.
  package var text: String {
    withUnsafeBytes(of: uuid) { bytes in
      String(unsafeUninitializedCapacity: Self.textLength) { text in
        var offset = 0
        for index in bytes.indices {
          if Self.isBehindHyphen(index) {
            text[offset] = UInt8(ascii: "-")
            offset += 1
          }
          text[offset] = Self.character(bytes[index] >> 4)
          text[offset + 1] = Self.character(bytes[index] & 0xF)
          offset += 2
        }
        return offset
      }
    }
  }

  private static var textLength: Int { 36 }

  private static func isBehindHyphen(_ byte: Int) -> Bool {
    byte == 4 || byte == 6 || byte == 8 || byte == 10
  }

  private static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0x41...0x46, 0x61...0x66: (character | 0x20) - 0x61 + 10
    default: nil
    }
  }

  private static func character(_ digit: UInt8) -> UInt8 {
    digit < 10 ? 0x30 + digit : 0x61 + digit - 10
  }
}
