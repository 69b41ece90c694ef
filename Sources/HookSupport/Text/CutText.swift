extension String {
  /// The text of bytes that are UTF-8; `nil` if they are not.
  /// - Parameter isCut: whether more followed. A character of which only the beginning is there is left out.
  package init?(utf8 bytes: [UInt8], isCut: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self = text
      return
    }
    // A character has four bytes at most; all but the first begin with the bits 10.
    guard isCut, let start = bytes.suffix(3).lastIndex(where: { $0 & 0xC0 != 0x80 }),
      (0xC2...0xF4).contains(bytes[start]),
      let text = String(validating: bytes[..<start], as: UTF8.self)
    else { return nil }
    self = text
  }
}
