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
  /// (1, 8, 18, 27, 43, 52, 56, 61), what we say.
  package static let expected: [(name: String, status: Int, problem: String?)] = [
    ("000", 0, "not an HTTP response"),
    ("099", 0, "not an HTTP response"),
    ("1000", 0, "not an HTTP response"),
    ("100x", 500, nil),
    ("100x3", 200, nil),
    ("101", 0, "connection closed before a response"),
    ("102x2", 200, nil),
    ("103", 200, nil),
    ("204", 204, nil),
    ("204body", 204, nil),
    ("205", 205, nil),
    ("300", 300, nil),
    ("301noloc", 301, nil),
    ("302-blank", 302, nil),
    ("302-fragment", 302, nil),
    ("302-scheme", 302, nil),
    ("302bad", 302, nil),
    ("302empty", 302, nil),
    ("302enc", 302, nil),
    ("302rel", 302, nil),
    ("304", 304, nil),
    ("304-length", 304, nil),
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
    ("blank-line-first", 0, "not an HTTP response"),
    ("body-cut", 200, "response cut short (200)"),
    ("body-nul-and-escape", 500, nil),
    ("body-too-long", 200, nil),
    ("chunk-absurd", 200, "response cut short (200)"),
    ("chunk-hex-prefix", 200, "malformed response (200)"),
    ("chunk-negative", 200, "response cut short (200)"),
    ("chunk-without-end", 200, "response cut short (200)"),
    ("chunkcut", 200, "response cut short (200)"),
    ("chunked-extension-and-trailer", 200, nil),
    ("chunkempty", 200, nil),
    ("chunkext", 200, nil),
    ("chunkplain", 200, nil),
    ("encoding-unknown", 200, "response cannot be decoded (200)"),
    ("gzip", 200, nil),
    ("gzip-broken", 200, "response cannot be decoded (200)"),
    ("gzip-empty", 200, nil),
    ("head-carriage-returns", 0, "connection closed before a response"),
    ("head-cut", 200, nil),
    ("header-150kB", 200, "response header too large (200)"),
    ("header-70kB", 200, nil),
    ("header-blank-before-colon", 200, nil),
    ("header-empty", 200, nil),
    ("header-folded", 200, nil),
    ("header-folded-first", 200, "malformed response (200)"),
    ("header-latin1", 200, nil),
    ("header-name-empty", 200, nil),
    ("header-nul", 200, "malformed response (200)"),
    ("header-without-colon", 200, "malformed response (200)"),
    ("headers-repeated", 200, nil),
    ("html", 0, "not an HTTP response"),
    ("http10", 200, nil),
    ("http10-keep-alive", 200, nil),
    ("http2-bytes", 0, "not an HTTP response"),
    ("length-absurd", 200, "response cut short (200)"),
    ("length-and-chunked", 200, nil),
    ("length-list", 200, nil),
    ("length-list-differs", 200, nil),
    ("length-negative", 200, "malformed response (200)"),
    ("length-no-value", 200, "malformed response (200)"),
    ("length-plus", 200, nil),
    ("lower-case", 200, nil),
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
    ("transfer-gzip-chunked", 200, "response cannot be decoded (200)"),
    ("transfer-unknown", 200, "response cannot be decoded (200)"),
    ("two-lengths", 200, nil),
    ("version-2.0", 200, nil),
    ("version-3", 0, "not an HTTP response"),
  ]
}
