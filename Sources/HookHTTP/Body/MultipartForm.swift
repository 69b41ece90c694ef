import Foundation
import HookJSON
import HookSupport

/// A body of several parts (RFC 2046, 5.1; RFC 7578): fields with their text, files by name, type and size.
enum MultipartForm {
  /// - Parameters:
  ///   - type: the Content-Type; where it names no boundary, the first line is one.
  ///   - body: decoded.
  /// - Returns: `nil` if the body has no parts; `isCut` if the last one does not end.
  static func fields(_ type: String, _ body: [UInt8]) -> (fields: [(String, JSON)], isCut: Bool)? {
    guard let boundary = boundary(type, body) else { return nil }
    let (parts, isCut) = parts(of: body, Array("--\(boundary)".utf8))
    let fields = parts.compactMap { field($0) }
    return fields.isEmpty ? nil : (fields, isCut)
  }

  private static func boundary(_ type: String, _ body: [UInt8]) -> String? {
    if type.lowercased().hasPrefix("multipart/") { return parameter("boundary", of: type) }
    // Without a Content-Type, what begins as a form does.
    guard type.isEmpty, body.starts(with: Array("--".utf8)) else { return nil }
    let line = body.prefix(maximumBoundary + 4).prefix { $0 != 13 && $0 != 10 }.dropFirst(2)
    let start = body.dropFirst(line.count + 2).prefix(maximumHead)
    let isForm = String(decoding: start, as: UTF8.self).lowercased()
      .contains("content-disposition:")
    return isForm && !line.isEmpty ? String(decoding: line, as: UTF8.self) : nil
  }

  /// By the standard.
  private static let maximumBoundary = 70
  private static let maximumHead = 1024

  /// What lies between two boundaries, each of which begins a line.
  private static func parts(of body: [UInt8], _ mark: [UInt8]) -> (
    [ArraySlice<UInt8>], isCut: Bool
  ) {
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    for position in positions(of: mark, in: body)
    where position == 0 || body[position - 1] == 10 {
      if let start { parts.append(body[start..<withoutLineEnd(position, in: body)]) }
      let end = position + mark.count
      if body[end...].starts(with: Array("--".utf8)) { return (parts, false) }
      start = end
    }
    if let start { parts.append(body[start...]) }
    return (parts, true)
  }

  private static func withoutLineEnd(_ position: Int, in body: [UInt8]) -> Int {
    position >= 2 && body[position - 2] == 13 ? position - 2 : max(0, position - 1)
  }

  private static func positions(of mark: [UInt8], in body: [UInt8]) -> [Int] {
    let (data, mark) = (Data(body), Data(mark))
    var found: [Int] = []
    var rest = data.startIndex..<data.endIndex
    while let hit = data.range(of: mark, in: rest) {
      found.append(hit.lowerBound)
      rest = hit.upperBound..<data.endIndex
    }
    return found
  }

  /// Name and value of a part; `nil` if it has no head.
  private static func field(_ part: ArraySlice<UInt8>) -> (String, JSON)? {
    guard let lineEnd = part.firstIndex(of: 10) else { return nil }
    let rest = part[(lineEnd + 1)...]
    var headEnd = rest.startIndex
    // A blank line ends the head; a part may have no head at all.
    while let end = rest[headEnd...].firstIndex(of: 10) {
      if rest[headEnd..<end].allSatisfy({ $0 == 13 }) {
        let headers = HeaderFields(lines: Array(rest[..<headEnd]))
        return field(headers, rest[(end + 1)...])
      }
      headEnd = end + 1
    }
    return nil
  }

  private static func field(_ headers: HeaderFields, _ content: ArraySlice<UInt8>) -> (
    String, JSON
  ) {
    let disposition = headers["Content-Disposition"] ?? ""
    let name = parameter("name", of: disposition) ?? ""
    let file = encodedParameter("filename*", of: disposition)
    if let file = file ?? parameter("filename", of: disposition) {
      return (name, Self.file(file, headers, content))
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      return (name, Self.file("", headers, content))
    }
    return (name, .string(text))
  }

  private static func file(_ name: String, _ headers: HeaderFields, _ content: ArraySlice<UInt8>)
    -> JSON
  {
    [
      "file": .string(name), "type": .string(headers["Content-Type"] ?? ""),
      "size": .int(content.count),
    ]
  }

  // MARK: Parameters of a header value

  /// `UTF-8''caf%C3%A9.txt` (RFC 8187)
  private static func encodedParameter(_ name: String, of value: String) -> String? {
    let parts = parameter(name, of: value)?.split(
      separator: "'",
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard let parts, parts.count == 3 else { return nil }
    return parts[2].removingPercentEncoding
  }

  /// Quoted or not (RFC 9110, 5.6.6).
  static func parameter(_ name: String, of value: String) -> String? {
    var rest = value.drop { $0 != ";" }.dropFirst()
    while !rest.isEmpty {
      let key = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest.dropFirst(key.count)
      guard rest.first == "=" else {
        rest = rest.dropFirst()
        continue
      }
      let text = quoted(&rest) ?? plain(&rest)
      if key.trimmingBlanks.lowercased() == name { return text }
      rest = rest.drop { $0 != ";" }.dropFirst()
    }
    return nil
  }

  private static func plain(_ rest: inout Substring) -> String {
    let text = rest.dropFirst().prefix { $0 != ";" }
    rest = rest.dropFirst(text.count + 1)
    return text.trimmingBlanks
  }

  private static func quoted(_ rest: inout Substring) -> String? {
    var inner = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
    guard inner.popFirst() == "\"" else { return nil }
    var text = ""
    while let next = inner.popFirst(), next != "\"" {
      // Browsers leave the backslashes of a file's name as they are.
      if next == "\\", let escaped = inner.first, escaped == "\"" || escaped == "\\" {
        text.append(escaped)
        inner.removeFirst()
      } else {
        text.append(next)
      }
    }
    rest = inner
    return text
  }
}
