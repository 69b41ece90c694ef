import HookJSON
import HookSupport

/// Reads HAR files: those of `HARFile` and those that browsers, proxies and other tools write.
package enum HAR {
  /// The entries of a file, in its order. A file whose last entry is cut off gives those before it.
  /// - Throws: `HARError` if the file is broken elsewhere, or not a HAR file.
  package static func entries(in bytes: [UInt8]) throws(HARError) -> [HARRecord] {
    let (root, isCut) = try root(bytes)
    guard let entries = root["log"]?["entries"], entries.kind == .array else {
      throw HARError("not a HAR file: it has no log.entries")
    }
    var nodes = entries.children
    // The first bytes of the next entry may stand over the closing brackets.
    if isCut, let last = nodes.last, last["request"] == nil { nodes.removeLast() }
    return nodes.enumerated().map { HARRecord(number: $0 + 1, node: $1) }
  }

  /// The request of one entry.
  /// - Parameter number: counted from 1; `nil` for the only entry of a file.
  /// - Throws: `HARError`, also if there is no such entry, or if there are several and none was named.
  package static func request(_ number: Int?, in bytes: [UInt8]) throws(HARError) -> HARRequest {
    let entries = try entries(in: bytes)
    let count = entries.count == 1 ? "1 entry" : "\(entries.count) entries"
    guard let number else {
      guard let only = entries.first else { throw HARError("the file has no entry") }
      guard entries.count == 1 else { throw HARError("the file has \(count): name one") }
      return try only.request()
    }
    guard entries.indices.contains(number - 1) else {
      throw HARError("no entry \(number): the file has \(count)")
    }
    return try entries[number - 1].request()
  }

  private static func root(_ bytes: [UInt8]) throws(HARError) -> (JSONNode, isCut: Bool) {
    do throws(JSONSyntaxError) {
      return (try JSONNode(bytes), false)
    } catch {
      // What is cut off ends too early: the error is where the text ends, or in what is left of the
      // closing brackets.
      guard error.byte >= bytes.count - HARFile.closing.count,
        let end = EntryScan.endOfLastEntry(bytes),
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
