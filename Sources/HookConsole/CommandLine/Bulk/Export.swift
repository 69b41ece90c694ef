import HookJSON
import HookModel
import HookSupport

/// Deliveries in a file: what `deliveries --json` or `tail --json` wrote, or one record.
struct Export {
  private let deliveries: [Delivery]
  private let path: String

  init(_ bytes: [UInt8], path: String) throws {
    self.path = path
    let records: [JSONNode]
    do {
      let root = JSONNode(try JSONIndex(JSONText(bytes)))
      records = root.kind == .array ? root.children : [root]
    } catch {
      // One record a line is no JSON as a whole.
      let lines = bytes.split(separator: 0x0A)
      let nodes = lines.compactMap { line in (try? JSONIndex(JSONText(line))).map { JSONNode($0) } }
      guard lines.count > 1, nodes.count == lines.count else {
        throw Failure.usage("\(path): \(error)")
      }
      records = nodes
    }
    deliveries = records.filter { $0["payload"] != nil }.compactMap(Delivery.init)
    guard !deliveries.isEmpty else {
      throw Failure.usage("\(path) holds no deliveries; hookconsole deliveries --json writes them")
    }
  }

  /// How many deliveries there are in a text that is clearly an export, not a body; `nil` for any other.
  static func count(in bytes: [UInt8]) -> Int? {
    var ids: Set<RecordID> = []
    if let root = try? JSONNode(bytes) {
      for record in root.kind == .array ? root.children : [root] {
        // A body, too, can have an id and a payload; an API's record has one of these.
        guard ["created", "statusCode", "taskStatus"].contains(where: { record[$0] != nil }),
          record["payload"] != nil, let id = RecordID(record["id"])
        else { return nil }
        ids.insert(id)
      }
      return ids.isEmpty ? nil : ids.count
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    for line in lines {
      guard let record = try? JSONNode(Array(line)), record["payload"] != nil,
        let id = RecordID(record["id"])
      else { return nil }
      ids.insert(id)
    }
    return lines.count > 1 ? ids.count : nil
  }

  func delivery(_ text: String) throws -> Delivery {
    if text == "last", let last = oldestFirst.last { return last }
    let id = RecordID(text)
    if let exact = deliveries.last(where: { $0.id == id }) { return exact }
    let begun = deliveries.filter {
      text.count >= 4 && $0.id.description.lowercased().hasPrefix(text.lowercased())
    }
    guard let found = begun.first else {
      throw Failure(.notFound, "no delivery \(text) in \(path)")
    }
    guard begun.allSatisfy({ $0.id == found.id }) else {
      throw Failure.usage("\(text) may be any of \(begun.count) deliveries in \(path)")
    }
    return begun.last ?? found
  }

  /// Each once, in the order in which they were made as far as that is known.
  var oldestFirst: [Delivery] {
    var latest: [RecordID: Int] = [:]
    for (position, delivery) in deliveries.enumerated() { latest[delivery.id] = position }
    let once = latest.values.sorted().map { deliveries[$0] }
    guard once.allSatisfy({ $0.created != nil }) else { return once }
    return once.enumerated().sorted { left, right in
      guard let first = left.element.created, let second = right.element.created,
        first != second
      else { return left.offset < right.offset }
      return first < second
    }.map(\.element)
  }
}
