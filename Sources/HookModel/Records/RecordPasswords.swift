import HookJSON
import HookSupport

/// The API's records for people and scripts: as the server sent them, but for the passwords of URLs.
package enum RecordPasswords {
  /// Where a record of a webhook or a delivery has a URL.
  private static let paths = [["url"], ["lastPayload", "url"]]

  /// The bytes of a record, or of a list of them, with `•••` in place of the password of each URL that
  /// something is posted to. Whatever else the record holds stays byte for byte.
  package static func hidden(_ record: [UInt8]) -> [UInt8] {
    guard mayHold(record), let root = try? JSONNode(record) else { return record }
    let records = root.kind == .array ? root.children : [root]
    var result: [UInt8] = []
    var copied = 0
    for node in records.flatMap({ record in paths.compactMap { find($0, in: record) } })
      .sorted(by: { $0.number < $1.number })
    {
      guard let url = node.string, let parsed = try? HTTPURL(url), parsed.hasCredentials else {
        continue
      }
      let range = node.index.range(of: node.number)
      result += record[copied..<range.lowerBound]
      result += JSONString.encode(parsed.description).utf8
      copied = range.upperBound
    }
    return result + record[copied...]
  }

  private static func find(_ path: [String], in record: JSONNode) -> JSONNode? {
    path.reduce(record as JSONNode?) { $0?[$1] }
  }

  /// Whether an authority of some URL in the text has an `@`: hardly any record has, and none of the
  /// others need be read.
  private static func mayHold(_ record: [UInt8]) -> Bool {
    let end: Set<UInt8> = Set("/?#\"".utf8)
    var slashes = 0
    var isAuthority = false
    for byte in record {
      if isAuthority {
        if byte == UInt8(ascii: "@") { return true }
        isAuthority = !end.contains(byte)
      }
      slashes = byte == UInt8(ascii: "/") ? slashes + 1 : byte == UInt8(ascii: "\\") ? slashes : 0
      if slashes == 2 { (isAuthority, slashes) = (true, 0) }
    }
    return false
  }
}
