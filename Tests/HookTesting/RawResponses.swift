import Foundation

/// Responses as bytes on the wire, valid and broken, one a file.
package enum RawResponses {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("HookHTTPTests/Responses")

  /// - Parameter name: the file's name without `.http`.
  package static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent("\(name).http")))
  }

  package static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".http") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The responses of `Responses/`, with the code that curl 7.88 tells; and where it ends with an error
  /// (1, 8, 18, 27, 52, 61), what we say.
  package static let expected: [(name: String, status: Int, problem: String?)] = [
    ("1000", 0, "not an HTTP response"),
    ("100x", 500, nil),
    ("101", 0, "connection closed before a response"),
    ("102x2", 200, nil),
    ("103", 200, nil),
    ("204", 204, nil),
    ("204body", 204, nil),
    ("205", 205, nil),
    ("300", 300, nil),
    ("301noloc", 301, nil),
    ("302bad", 302, nil),
    ("302empty", 302, nil),
    ("302enc", 302, nil),
    ("302rel", 302, nil),
    ("304", 304, nil),
    ("307", 307, nil),
    ("401", 401, nil),
    ("401bearer", 401, nil),
    ("401digest", 401, nil),
    ("401neg", 401, nil),
    ("407", 407, nil),
    ("417", 417, nil),
    ("421", 421, nil),
    ("425", 425, nil),
    ("599", 599, nil),
    ("999", 999, nil),
    ("bare-line-feeds", 200, nil),
    ("body-cut", 200, "response cut short (200)"),
    ("body-nul-and-escape", 500, nil),
    ("body-too-long", 200, nil),
    ("chunkcut", 200, "response cut short (200)"),
    ("chunked-extension-and-trailer", 200, nil),
    ("chunkempty", 200, nil),
    ("chunkext", 200, nil),
    ("chunkplain", 200, nil),
    ("encoding-unknown", 200, "response cannot be decoded (200)"),
    ("gzip-broken", 200, "response cannot be decoded (200)"),
    ("gzip-empty", 200, nil),
    ("gzip", 200, nil),
    ("head-cut", 200, nil),
    ("header-150kB", 200, "response header too large (200)"),
    ("header-70kB", 200, nil),
    ("header-blank-before-colon", 200, nil),
    ("header-empty", 200, nil),
    ("header-folded", 200, nil),
    ("header-latin1", 200, nil),
    ("header-without-colon", 200, "malformed response (200)"),
    ("headers-repeated", 200, nil),
    ("http10", 200, nil),
    ("http2-bytes", 0, "not an HTTP response"),
    ("length-absurd", 200, "response cut short (200)"),
    ("length-and-chunked", 200, nil),
    ("length-negative", 200, "malformed response (200)"),
    ("no-reason", 200, nil),
    ("nothing", 0, "connection closed before a response"),
    ("ok", 200, nil),
    ("only100", 0, "connection closed before a response"),
    ("only103", 0, "connection closed before a response"),
    ("reason-and-body-latin1", 500, nil),
    ("reason-empty", 200, nil),
    ("reason-utf8", 200, nil),
    ("trailer", 200, nil),
    ("trailerempty", 200, nil),
    ("two-lengths", 200, nil),
  ]
}
