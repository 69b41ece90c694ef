import HookHTTP
import HookServer

/// The request line and the header lines of a captured request, byte for byte.
struct CapturedHead: Sendable {
  let method: String
  /// Path and query as they came.
  let target: [UInt8]
  let headers: HeaderFields
  /// `HTTP/1.1`
  let version: String

  init(_ request: HTTPRequest) {
    (method, target, headers) = (request.method, request.targetBytes, request.headers)
    version = request.version
  }

  /// `nil` if the bytes are not a head of ours.
  init?(_ bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = HeaderText.trimmed(bytes[..<end], isLineEnd: true)
    guard let first = line.firstIndex(of: UInt8(ascii: " ")),
      let last = line.lastIndex(of: UInt8(ascii: " ")), first < last
    else { return nil }
    method = HeaderText.string(line[..<first])
    target = Array(line[(first + 1)..<last])
    version = HeaderText.string(line[(last + 1)...])
    headers = HeaderFields(lines: Array(bytes[end...]))
  }

  var bytes: [UInt8] {
    Array(method.utf8) + [UInt8(ascii: " ")] + target + Array(" \(version)\r\n".utf8)
      + headers.lines
  }
}
