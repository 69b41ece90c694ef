import Foundation
import HookHTTP
import HookJSON

/// Something that programs do to a body on its way, after which its signature is wrong.
struct BodyChange: Sendable {
  /// What was done, in the past tense.
  let text: String
  /// The bodies that may have been signed; empty if it cannot have been done.
  let undo: @Sendable ([UInt8]) -> [[UInt8]]

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  static let all: [BodyChange] = lines + layouts + escapes + forms + encodings

  private static func one(_ text: String, _ undo: @escaping @Sendable ([UInt8]) -> [UInt8]?)
    -> BodyChange
  {
    BodyChange(text: text) { body in undo(body).map { [$0] } ?? [] }
  }

  private static let lines = [
    one("a final newline was added") { $0.last == lineFeed ? Array($0.dropLast()) : nil },
    one("final newlines were added") { body in
      let rest = body.prefix((body.lastIndex { $0 != lineFeed && $0 != carriageReturn } ?? -1) + 1)
      return rest.count < body.count ? Array(rest) : nil
    },
    one("the final newline was dropped") { $0 + [lineFeed] },
    one("LF was replaced by CRLF") { $0.replacing("\r\n", with: "\n") },
    one("CRLF was replaced by LF") {
      $0.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
    },
    one("a byte order mark was added") {
      $0.starts(with: mark) ? Array($0.dropFirst(mark.count)) : nil
    },
    one("the byte order mark was dropped") { $0.starts(with: mark) ? nil : mark + $0 },
  ]

  private static let layouts = [
    layout("the JSON was reformatted: what was signed was compact") {
      JSONRewriting.text($0, .compact)
    },
    layout("the JSON was reformatted: what was signed had \", \" and \": \"") {
      JSONRewriting.text($0, .spaced)
    },
    layout("the JSON was reformatted: what was signed was indented by 2") {
      JSONRewriting.text($0, .indented(2))
    },
    layout("the JSON was reformatted: what was signed was indented by 4") {
      JSONRewriting.text($0, .indented(4))
    },
    layout("the keys were reordered: what was signed had them sorted") {
      JSONRewriting.sorted($0)
    },
  ]

  private static let escapes = [
    json("non-ASCII characters were escaped as \\uXXXX") { JSONEscapes.unescapeNonASCII($0) },
    escaped("\\uXXXX was replaced by the characters themselves", JSONEscapes.escapeNonASCII),
    json("/ was escaped as \\/") { $0.replacing("\\/", with: "/") },
    json("\\/ was replaced by /") { $0.replacing("\\/", with: "/").replacing("/", with: "\\/") },
    json("<, > and & were escaped as \\u003c, \\u003e and \\u0026") {
      JSONEscapes.unescapeHTML($0)
    },
    escaped("\\u003c, \\u003e and \\u0026 were replaced by <, > and &", JSONEscapes.escapeHTML),
  ]

  private static let forms = [
    one("+ was replaced by %20") { isForm($0) ? $0.replacing("%20", with: "+") : nil },
    one("%20 was replaced by +") { isForm($0) ? $0.replacing("+", with: "%20") : nil },
  ]

  private static let encodings = [
    BodyChange(text: "the body was compressed by gzip") { body in
      Gzip.decompressed(body).map { [$0] } ?? []
    },
    BodyChange(text: "the body was decompressed from gzip") { Gzip.compressed($0) },
  ]

  private static func json(_ text: String, _ undo: @escaping @Sendable ([UInt8]) -> [UInt8]?)
    -> BodyChange
  {
    one(text) { body in (try? JSONNode(body)) == nil ? nil : undo(body) }
  }

  /// Escapes that were there before, with hexadecimal digits in lower case, or in upper case as .NET writes
  /// them.
  private static func escaped(
    _ text: String,
    _ escape: @escaping @Sendable ([UInt8], _ upperCase: Bool) -> [UInt8]
  ) -> BodyChange {
    BodyChange(text: text) { body in
      (try? JSONNode(body)) == nil ? [] : [escape(body, false), escape(body, true)]
    }
  }

  /// A new layout for the JSON. What stands after it, such as a final newline, may have been there before.
  private static func layout(_ text: String, _ undo: @escaping @Sendable ([UInt8]) -> [UInt8]?)
    -> BodyChange
  {
    BodyChange(text: text) { body in
      guard (try? JSONNode(body)) != nil, let signed = undo(body) else { return [] }
      let end = body.suffix(from: (body.lastIndex { $0 > UInt8(ascii: " ") } ?? -1) + 1)
      return end.isEmpty ? [signed] : [signed + end, signed]
    }
  }

  /// Whether a body may be a form (application/x-www-form-urlencoded).
  private static func isForm(_ body: [UInt8]) -> Bool {
    body.contains(UInt8(ascii: "=")) && body.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

extension [UInt8] {
  fileprivate func replacing(_ old: String, with new: String) -> [UInt8] {
    replacing(Array(old.utf8), with: Array(new.utf8))
  }
}
