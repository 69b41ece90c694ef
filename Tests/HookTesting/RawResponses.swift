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
}
