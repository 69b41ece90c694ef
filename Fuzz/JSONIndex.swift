import Foundation

@testable import HookJSON
@testable import HookModel

/// The index, its rows, folds and paths, the text search and the mask over any bytes; what was
/// indexed must agree with itself.
enum FuzzJSONIndex {
  static func run(_ bytes: [UInt8]) {
    guard let index = try? JSONIndex(JSONText(bytes)) else {
      _ = Payload(bytes: bytes).syntaxError?.description
      return
    }
    require(index.text[0..<bytes.count] == bytes, "the bytes are those that came")
    var rows = JSONRows(index)
    let seen = min(rows.count, 300)
    let first = rows.rows(in: 0..<seen)
    require(first.count == seen, "a window has its rows")
    for (number, row) in first.enumerated() {
      require(rows.row(number) == row, "a row is the same alone and in a window")
      _ = rows.parent(of: number)
      _ = rows.nextSibling(of: number)
      _ = rows.previousSibling(of: number)
      if row.part != .closing { require(rows.row(of: row.value) == number, "a value has its row") }
    }
    for value in 0..<min(index.count, 300) {
      let path = JSONPath(to: value, in: index)
      _ = (path.short, path.pointer, path.jsonPath)
      let range = index.range(of: value)
      require((try? JSONIndex(JSONText(index.text[range]))) != nil, "a value is JSON by itself")
      if rows.count > 1, index.hasChildren(value), value % 2 == 1 {
        rows.toggle(rows.row(of: value))
        require(rows.row(of: value) < rows.count, "a fold has its row")
      }
    }
    _ = rows.rows(in: 0..<min(rows.count, 100))
    require((try? JSONIndex(JSONText(JSONMask.text(index, 0)))) != nil, "what is masked is JSON")
    let needle = TextNeedle(String(decoding: bytes.prefix(3), as: UTF8.self))
    bytes.withUnsafeBufferPointer { _ = needle.first(in: $0, from: 0) }
  }
}
