/// The formats of JSON Schema that a text can have (Validation 2020-12, section 7.3).
package struct StringFormats: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  static let dateTime = StringFormats(rawValue: 1)
  static let date = StringFormats(rawValue: 2)
  static let uuid = StringFormats(rawValue: 4)
  static let email = StringFormats(rawValue: 8)
  static let uri = StringFormats(rawValue: 16)
  static let all = StringFormats(rawValue: 31)

  /// In the order in which they are looked for.
  static let names: [(format: StringFormats, name: String, fits: @Sendable ([UInt8]) -> Bool)] = [
    (.dateTime, "date-time", isDateTime),
    (.date, "date", isDate),
    (.uuid, "uuid", { fits($0, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") }),
    (.email, "email", isEmail),
    (.uri, "uri", isURI),
  ]

  /// The name of the only format; `nil` for none or several.
  var name: String? { Self.names.first { $0.format == self }?.name }

  /// Those of some formats that a text has.
  /// - Parameter text: without its escapes, in UTF-8.
  func fitting(_ text: [UInt8]) -> StringFormats {
    var found: StringFormats = []
    for row in Self.names where contains(row.format) && row.fits(text) { found.insert(row.format) }
    return found
  }

  /// Whether a text looks like a pattern: `0` stands for a digit, `x` for a hexadecimal one, any other
  /// byte for itself.
  private static func fits(_ text: some Collection<UInt8>, _ pattern: StaticString) -> Bool {
    guard text.count == pattern.utf8CodeUnitCount else { return false }
    return zip(text, UnsafeBufferPointer(start: pattern.utf8Start, count: text.count)).allSatisfy {
      byte,
      wanted in
      switch wanted {
      case UInt8(ascii: "0"): byte &- 0x30 < 10
      case UInt8(ascii: "x"): byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
      default: byte == wanted
      }
    }
  }

  private static func number(_ text: [UInt8], _ range: Range<Int>) -> Int {
    text[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  @Sendable private static func isDate(_ text: [UInt8]) -> Bool {
    guard fits(text, "0000-00-00") else { return false }
    let (year, month, day) = (number(text, 0..<4), number(text, 5..<7), number(text, 8..<10))
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...days[month - 1]).contains(day)
  }

  /// RFC 3339, section 5.6: with a time zone.
  @Sendable private static func isDateTime(_ text: [UInt8]) -> Bool {
    guard text.count >= 20, isDate(Array(text[..<10])), text[10] | 0x20 == UInt8(ascii: "t"),
      fits(text[11..<19], "00:00:00"), number(text, 11..<13) < 24, number(text, 14..<16) < 60,
      // A leap second comes at the end of a minute.
      number(text, 17..<19) <= 60
    else { return false }
    var zone = text[19...]
    if zone.first == JSONByte.point {
      let digits = zone.dropFirst().prefix { $0 &- 0x30 < 10 }
      guard !digits.isEmpty else { return false }
      zone = zone.dropFirst(digits.count + 1)
    }
    if zone.count == 1 { return zone.first.map { $0 | 0x20 } == UInt8(ascii: "z") }
    guard fits(zone, "+00:00") || fits(zone, "-00:00") else { return false }
    let start = zone.startIndex
    return number(text, (start + 1)..<(start + 3)) < 24
      && number(text, (start + 4)..<(start + 6)) < 60
  }

  /// `name@host.domain`, of printable ASCII.
  @Sendable private static func isEmail(_ text: [UInt8]) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, text.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return false }
    let labels = parts[1].split(separator: JSONByte.point, omittingEmptySubsequences: false)
    return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
  }

  /// A scheme and what follows it, of the characters that RFC 3986 allows.
  @Sendable private static func isURI(_ text: [UInt8]) -> Bool {
    guard let colon = text.firstIndex(of: JSONByte.colon), colon + 1 < text.count else {
      return false
    }
    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    let scheme = text[..<colon]
    return scheme.first.map(isLetter) == true
      && scheme.allSatisfy { isLetter($0) || $0 &- 0x30 < 10 || "+-.".utf8.contains($0) }
      && text[colon...].allSatisfy {
        (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0)
      }
  }
}
