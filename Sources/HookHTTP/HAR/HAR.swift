import HookJSON
import HookSupport

/// Reads HAR files: those of `HARFile` and those that browsers, proxies and other tools write.
package enum HAR {
  /// The entries of a file, in its order. A file whose last entry is cut off gives those before it.
  /// - Throws: `HARError` if the file is broken elsewhere, or not a HAR file.
  package static func entries(in bytes: [UInt8]) throws(HARError) -> [HARRecord] {
    try list(bytes).records
  }

  private static func list(_ bytes: [UInt8]) throws(HARError) -> (records: [HARRecord], isCut: Bool)
  {
    let (root, isCut) = try root(bytes)
    guard let entries = root["log"]?["entries"], entries.kind == .array else {
      throw HARError("not a HAR file: it has no log.entries")
    }
    var nodes = entries.children
    // The first bytes of the next entry may stand over the closing brackets.
    if isCut, let last = nodes.last, last["request"] == nil { nodes.removeLast() }
    return (nodes.enumerated().map { HARRecord(number: $0 + 1, node: $1) }, isCut)
  }

  /// The request of one entry.
  /// - Parameter number: counted from 1; `nil` for the only entry of a file.
  /// - Throws: `HARError`, also if there is no such entry, or if there are several and none was named.
  package static func request(_ number: Int?, in bytes: [UInt8]) throws(HARError) -> HARRequest {
    let (entries, isCut) = try list(bytes)
    let whole =
      entries.isEmpty ? "no entry" : entries.count == 1 ? "1 entry" : "\(entries.count) entries"
    let count = isCut ? "\(whole), and one that is cut off" : whole
    guard let number else {
      guard let only = entries.first else { throw HARError("the file has \(count)") }
      guard entries.count == 1 else { throw HARError("the file has \(count): name one") }
      return try only.request()
    }
    guard entries.indices.contains(number - 1) else {
      throw HARError("no entry \(number): the file has \(count)")
    }
    return try entries[number - 1].request()
  }

  /// Whether a comma stands where the first entry begins: no file that was cut off has that.
  private static func isEmptyEntry(_ bytes: [UInt8], _ end: Int) -> Bool {
    bytes[end - 1] == UInt8(ascii: "[") && bytes[end...].first { $0 > 0x20 } == UInt8(ascii: ",")
  }

  private static func root(_ bytes: [UInt8]) throws(HARError) -> (JSONNode, isCut: Bool) {
    do throws(JSONSyntaxError) {
      return (try JSONNode(bytes), false)
    } catch {
      // What is cut off ends too early: the error is where the text ends, or in what is left of the
      // closing brackets.
      guard error.byte >= bytes.count - HARFile.closing.count,
        let end = EntryScan.endOfLastEntry(bytes), !isEmptyEntry(bytes, end),
        let root = try? JSONNode(Array(bytes[..<end] + HARFile.closing))
      else { throw HARError(error) }
      return (root, true)
    }
  }
}

/// Why a HAR file cannot be read.
package struct HARError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A sentence that begins in lower case and names no file; with line and column if the file is not JSON.
  package let description: String
  /// Where and why the file is not JSON; `nil` if it is.
  package let syntax: JSONSyntaxError?

  init(_ description: String) {
    self.description = description
    syntax = nil
  }

  init(_ syntax: JSONSyntaxError) {
    description = syntax.description
    self.syntax = syntax
  }
}
