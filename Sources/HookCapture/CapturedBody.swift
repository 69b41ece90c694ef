import Foundation
import HookHTTP
import HookJSON
import HookSupport

/// A captured body as it is shown: JSON as it is, forms and multipart as JSON, text as text, anything else as
/// hex digits. Decided by what the bytes are, then by what the Content-Type says.
package enum CapturedBody {
  /// - Parameters:
  ///   - headers: the request's.
  ///   - body: as it came.
  /// - Returns: what is shown, and what was done to it: `gzip, form`; empty if nothing was.
  package static func shown(_ headers: HeaderFields, _ body: [UInt8]) -> (
    bytes: [UInt8], note: String
  ) {
    let (decoded, encoding) = decoded(headers, body)
    let type = headers["Content-Type"] ?? ""
    let form = [multipart, ndjson, urlencoded].lazy.compactMap { $0(type, decoded) }.first
    let notes = [encoding, form?.note ?? ""].filter { !$0.isEmpty }
    if let form { return (form.json.bytes, notes.joined(separator: ", ")) }
    if String(validating: decoded, as: UTF8.self) != nil, !decoded.contains(0) {
      return (decoded, encoding)
    }
    return (hex(decoded), [encoding, "hex"].filter { !$0.isEmpty }.joined(separator: ", "))
  }

  /// Without its Content-Encoding, and which one that was.
  /// - Parameter maximum: bytes above which it stays as it came.
  package static func decoded(
    _ headers: HeaderFields,
    _ body: [UInt8],
    maximum: Int = maximumSize
  ) -> ([UInt8], String) {
    let isGzip = body.starts(with: [0x1F, 0x8B])
    let named = headers.values("Content-Encoding")
    let encodings = named.isEmpty && isGzip ? ["gzip"] : named
    guard let decoder = ContentDecoder(encodings, maximum: maximum) else { return (body, "") }
    var result: [UInt8] = []
    do {
      try body.withUnsafeBytes { bytes in
        try decoder.decode(bytes) { (part: UnsafeRawBufferPointer) in result += part }
      }
      try decoder.finish()
    } catch {
      return (body, "")
    }
    return (result, encodings.joined(separator: ", "))
  }

  package static let maximumSize = 64 << 20

  private typealias Form = (json: JSON, note: String)

  /// application/x-www-form-urlencoded
  private static func urlencoded(_ type: String, _ body: [UInt8]) -> Form? {
    // Programs such as curl say so of any body.
    guard type.lowercased().contains("x-www-form-urlencoded"), body.contains(UInt8(ascii: "=")),
      body.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      ![UInt8(ascii: "{"), UInt8(ascii: "[")].contains(body[0])
    else { return nil }
    let text = String(decoding: body, as: UTF8.self)
    let fields = text.split(separator: "&").map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { side in
          let text = side.replacing("+", with: " ")
          return text.removingPercentEncoding ?? String(text)
        }
      let value: String = sides.count > 1 ? sides[1] : ""
      // Slack and others put JSON into a field.
      let bytes = Array(value.utf8)
      let isJSON = "{[".contains(value.first ?? " ") && (try? JSONNode(bytes)) != nil
      return (sides[0], isJSON ? JSON.raw(bytes) : .string(value))
    }
    return (.object(fields), "form")
  }

  /// One JSON value a line.
  private static func ndjson(_ type: String, _ body: [UInt8]) -> Form? {
    guard body.contains(UInt8(ascii: "\n")), (try? JSONNode(body)) == nil else { return nil }
    let lines = body.split(separator: UInt8(ascii: "\n")).filter { line in
      !line.allSatisfy { $0 <= 0x20 }
    }
    guard lines.count > 1, lines.allSatisfy({ (try? JSONNode(Array($0))) != nil }) else {
      return nil
    }
    return (.array(lines.map { .raw(Array($0)) }), "\(lines.count) lines of JSON")
  }

  /// multipart/form-data (RFC 7578): files by their name, type and size.
  private static func multipart(_ type: String, _ body: [UInt8]) -> Form? {
    guard type.lowercased().hasPrefix("multipart/"),
      let boundary = parameter("boundary", of: type)
    else { return nil }
    let mark = Array("--\(boundary)".utf8)
    var fields: [(String, JSON)] = []
    for part in split(body, mark) {
      guard let end = part.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
      let headers = HeaderFields(lines: Array(part[..<end.lowerBound]))
      var content = Array(part[end.upperBound...])
      if content.suffix(2) == [13, 10] { content.removeLast(2) }
      let disposition = headers["Content-Disposition"] ?? ""
      let name = parameter("name", of: disposition) ?? ""
      if let file = parameter("filename", of: disposition) {
        fields.append(
          (
            name,
            [
              "file": .string(file), "type": .string(headers["Content-Type"] ?? ""),
              "size": .int(content.count),
            ]
          )
        )
      } else {
        fields.append((name, .string(String(decoding: content, as: UTF8.self))))
      }
    }
    return fields.isEmpty ? nil : (.object(fields), "multipart")
  }

  private static func split(_ body: [UInt8], _ mark: [UInt8]) -> [ArraySlice<UInt8>] {
    let ranges = body.ranges(of: mark)
    return zip(ranges, ranges.dropFirst()).map { body[$0.upperBound..<$1.lowerBound] }
  }

  /// A parameter of a header value, quoted or not.
  private static func parameter(_ name: String, of value: String) -> String? {
    for part in value.split(separator: ";").dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmingBlanks)
      guard sides.count == 2, sides[0].lowercased() == name else { continue }
      return sides[1].hasPrefix("\"")
        ? String(sides[1].dropFirst().prefix { $0 != "\"" }) : sides[1]
    }
    return nil
  }

  /// Bytes that are shown as hex digits.
  private static let maximumHex = 64 << 10

  /// `00000010  48 65 6c 6c 6f 00 …  Hello.`
  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    var text = ""
    let shown = bytes.prefix(maximumHex)
    for start in stride(from: 0, to: shown.count, by: 16) {
      let row = shown[start..<min(start + 16, shown.count)]
      let digits = row.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      let characters = String(
        row.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." }
      )
      let offset = String(start, radix: 16)
      text += String(repeating: "0", count: 8 - offset.count) + offset + "  " + digits
      text += String(repeating: " ", count: 49 - digits.count) + characters + "\n"
    }
    if bytes.count > shown.count { text += "… \(bytes.count - shown.count) more bytes\n" }
    return Array(text.utf8)
  }
}
