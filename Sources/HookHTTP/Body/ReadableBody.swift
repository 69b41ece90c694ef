import Foundation
import HookJSON
import HookSupport

/// A body of any type as people read it. Decided by what the bytes are, then by what the Content-Type says.
package struct ReadableBody: Sendable, Equatable {
  package enum Kind: Sendable {
    /// One JSON value.
    case json
    /// A JSON value a line, shown as an array.
    case jsonLines
    /// A form, shown as a JSON object; files by name, type and size.
    case form, multipart
    /// Text, which may be JSON that is broken.
    case text
    /// Anything else, shown as hex digits.
    case hex
  }

  package let kind: Kind
  /// What is shown: JSON for all kinds but the last two, otherwise text, in UTF-8.
  package let bytes: [UInt8]
  /// What was done to read it: `gzip`, `2 lines of JSON`.
  package let treatment: [String]
  /// Why it is not the JSON that it seems to be; `nil` if it is, or seems to be something else.
  package let problem: String?

  /// Whether it is text, or was made text, and does not seem to be JSON.
  package var isText: Bool { problem == nil && (kind == .text || kind == .hex) }

  /// Both, for people: `gzip`, `not JSON: …`.
  package var notes: [String] { treatment + [problem].compactMap { $0 } }

  /// - Parameters:
  ///   - headers: those of its message.
  ///   - body: as it came.
  ///   - maximum: bytes above which it is not decoded.
  package init(_ headers: HeaderFields, _ body: [UInt8], maximum: Int = maximumSize) {
    let (decoded, encoding) = Self.decoded(headers, body, maximum: maximum)
    let type = headers["Content-Type"]?.trimmingBlanks ?? ""
    let form = Self.form(type, decoded)
    kind = form.kind
    bytes = form.bytes
    treatment = [encoding, form.note].filter { !$0.isEmpty }
    problem = kind == .text ? Self.problem(type, bytes) : nil
  }

  // MARK: Content-Encoding

  /// Without its Content-Encoding, and which one that was, or why it is still there.
  /// - Parameter maximum: bytes above which it stays as it came.
  package static func decoded(
    _ headers: HeaderFields,
    _ body: [UInt8],
    maximum: Int = maximumSize
  ) -> ([UInt8], String) {
    let isGzip = body.starts(with: [0x1F, 0x8B])
    let named = headers.values("Content-Encoding")
    let encodings = named.isEmpty && isGzip ? ["gzip"] : named
    guard !body.isEmpty, let decoder = ContentDecoder(encodings, maximum: maximum) else {
      return (body, "")
    }
    let names = encodings.joined(separator: ", ")
    var result: [UInt8] = []
    do {
      try body.withUnsafeBytes { bytes in
        try decoder.decode(bytes) { (part: UnsafeRawBufferPointer) in result += part }
      }
      try decoder.finish()
    } catch ContentDecoder.Problem.tooLarge {
      return (body, "\(names): not decoded, more than \(maximum) bytes")
    } catch {
      return (body, "\(names): cannot be decoded")
    }
    return (result, names)
  }

  package static let maximumSize = 64 << 20

  // MARK: Kinds

  private typealias Form = (kind: Kind, bytes: [UInt8], note: String)

  private static func form(_ type: String, _ body: [UInt8]) -> Form {
    let rules = [json, multipart, jsonLines, urlencoded]
    if let found = rules.lazy.compactMap({ $0(type, body) }).first { return found }
    guard let (text, charset) = text(type, body) else { return (.hex, hex(body), "hex") }
    return (.text, text, charset)
  }

  private static func json(_ type: String, _ body: [UInt8]) -> Form? {
    (try? JSONNode(body)).map { _ in (.json, body, "") }
  }

  private static func problem(_ type: String, _ body: [UInt8]) -> String? {
    let first = body.first { $0 > 0x20 }
    let seems =
      type.lowercased().contains("json") || first == UInt8(ascii: "{")
      || first == UInt8(ascii: "[")
    guard seems, !body.isEmpty else { return nil }
    do throws(JSONSyntaxError) {
      _ = try JSONNode(body)
      return nil
    } catch {
      return "not JSON: \(error)"
    }
  }

  /// One JSON value a line.
  private static func jsonLines(_ type: String, _ body: [UInt8]) -> Form? {
    let lines = body.split(separator: UInt8(ascii: "\n")).filter { line in
      !line.allSatisfy { $0 <= 0x20 }
    }
    guard lines.count > 1, lines.allSatisfy({ (try? JSONNode(Array($0))) != nil }) else {
      return nil
    }
    let array = JSON.array(lines.map { .raw(Array($0)) })
    return (.jsonLines, array.bytes, "\(lines.count) lines of JSON")
  }

  private static func multipart(_ type: String, _ body: [UInt8]) -> Form? {
    MultipartForm.fields(type, body).map { fields, isCut in
      (.multipart, JSON.object(fields).bytes, isCut ? "multipart, cut short" : "multipart")
    }
  }

  /// application/x-www-form-urlencoded
  private static func urlencoded(_ type: String, _ body: [UInt8]) -> Form? {
    // Programs such as curl say so of any body, and others say nothing.
    let isNamed = type.lowercased().contains("x-www-form-urlencoded")
    guard isNamed || type.isEmpty, body.contains(UInt8(ascii: "=")),
      body.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      isNamed || body.allSatisfy({ !#"<>{}[]"'/:"#.utf8.contains($0) }),
      ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<")].contains(body[0])
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
    return (.form, JSON.object(fields).bytes, "form")
  }

  // MARK: Text

  /// The encodings that are told by their first bytes.
  private static let marks: [(bytes: [UInt8], name: String, encoding: String.Encoding)] = [
    ([0xEF, 0xBB, 0xBF], "UTF-8 with a byte order mark", .utf8),
    ([0xFE, 0xFF], "UTF-16", .utf16BigEndian), ([0xFF, 0xFE], "UTF-16", .utf16LittleEndian),
  ]

  /// As UTF-8, and what it was; `nil` if it is not text.
  private static func text(_ type: String, _ body: [UInt8]) -> ([UInt8], String)? {
    for mark in marks where body.starts(with: mark.bytes) {
      let rest = Data(body.dropFirst(mark.bytes.count))
      guard let text = String(data: rest, encoding: mark.encoding), !text.contains("\0") else {
        continue
      }
      return (Array(text.utf8), mark.name)
    }
    guard !body.contains(0) else { return nil }
    if String(validating: body, as: UTF8.self) != nil { return (body, "") }
    let kinds = ["text/", "json", "xml", "urlencoded", "iso-8859-1", "latin1", "windows-1252"]
    guard kinds.contains(where: { type.lowercased().contains($0) }) else { return nil }
    return (Array(HeaderText.string(body).utf8), "read as ISO-8859-1")
  }

  /// Bytes that are shown as hex digits.
  private static let maximumHex = 64 << 10
  private static let rowBytes = 8

  /// `0010  48 65 6c 6c 6f 00 2c 20  Hello., `: eight bytes a row, so that it fits the pane.
  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    var text = ""
    let shown = bytes.prefix(maximumHex)
    for start in stride(from: 0, to: shown.count, by: rowBytes) {
      let row = shown[start..<min(start + rowBytes, shown.count)]
      let digits = row.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      let characters = String(
        row.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." }
      )
      let offset = String(start, radix: 16)
      text += String(repeating: "0", count: 4 - offset.count) + offset + "  " + digits
      text += String(repeating: " ", count: 3 * rowBytes + 1 - digits.count) + characters + "\n"
    }
    if bytes.count > shown.count { text += "… \(bytes.count - shown.count) more bytes\n" }
    return Array(text.utf8)
  }
}
