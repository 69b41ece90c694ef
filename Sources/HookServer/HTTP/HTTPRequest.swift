import HookHTTP

/// A request as it came over the wire.
package struct HTTPRequest: Sendable {
  package let method: String
  /// The path and the query as they came, still encoded.
  package let targetBytes: [UInt8]
  package let headers: HeaderFields
  package var body: [UInt8]
  /// Address and port of the other side: `127.0.0.1:50312`; empty if not known.
  package var sender = ""
  /// As the request line has it.
  package var version = "HTTP/1.1"

  package init(method: String, targetBytes: [UInt8], headers: HeaderFields, body: [UInt8] = []) {
    self.method = method
    self.targetBytes = targetBytes
    self.headers = headers
    self.body = body
  }

  /// The path and the query, still encoded.
  package var target: String { HeaderText.string(targetBytes) }

  /// The path alone, still encoded.
  package var path: Substring {
    target.prefix { $0 != "?" }
  }

  /// The first header of that name, in any case.
  package func header(_ name: String) -> String? {
    headers[name]
  }

  /// The decoded parts of the path; `nil` if the encoding is broken.
  package var segments: [String]? {
    var parts: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let decoded = PercentEncoding.decode(part.utf8, plusIsSpace: false) else { return nil }
      parts.append(decoded)
    }
    return parts
  }

  /// The decoded query, in its order; `nil` if the encoding is broken.
  package var query: [(name: String, value: String)]? {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    var items: [(name: String, value: String)] = []
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(parts[0].utf8, plusIsSpace: true),
        let value = PercentEncoding.decode(
          (parts.count > 1 ? parts[1] : "").utf8,
          plusIsSpace: true
        )
      else { return nil }
      items.append((name, value))
    }
    return items
  }
}

/// The `%41` of paths and queries.
enum PercentEncoding {
  /// `nil` for a broken escape and for bytes that are not UTF-8.
  static func decode(_ text: some Collection<UInt8>, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var iterator = text.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace:
        bytes.append(UInt8(ascii: " "))
      default:
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension StringProtocol {
  /// Whether the text is the same in any case of ASCII, as header names are compared.
  package func caseInsensitiveEqual(_ other: some StringProtocol) -> Bool {
    func small(_ byte: UInt8) -> UInt8 {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
    return utf8.elementsEqual(other.utf8) { small($0) == small($1) }
  }
}
