import HookJSON
import HookModel
import HookSupport

/// Deliveries in a file: what `deliveries --json` or `tail --json` wrote, or one record.
struct Export {
  private let deliveries: [Delivery]
  private let isArray: Bool
  private let path: String

  init(_ bytes: [UInt8], path: String) throws {
    self.path = path
    let records: [JSONNode]
    do {
      let found = try Self.records(in: bytes)
      (records, isArray) = (found.records, !found.areLines)
    } catch {
      throw Failure.usage("\(path): \(error)")
    }
    deliveries = records.filter { $0["payload"] != nil }.compactMap(Delivery.init)
    guard !deliveries.isEmpty else {
      throw Failure.usage("\(path) holds no deliveries; hookconsole deliveries --json writes them")
    }
  }

  /// The values of a text: the items of an array, one value, or one a line.
  private static func records(in bytes: [UInt8]) throws(JSONSyntaxError) -> (
    records: [JSONNode], areLines: Bool
  ) {
    do {
      let root = try JSONNode(bytes)
      return (root.kind == .array ? root.children : [root], false)
    } catch {
      // One record a line is no JSON as a whole.
      let lines = bytes.split(separator: UInt8(ascii: "\n"))
      let nodes = lines.compactMap { try? JSONNode(Array($0)) }
      guard lines.count > 1, nodes.count == lines.count else { throw error }
      return (nodes, true)
    }
  }

  /// How many deliveries there are in a text that is clearly an export, not a body; `nil` for any other.
  static func count(in bytes: [UInt8]) -> Int? {
    guard let (records, areLines) = try? records(in: bytes), !records.isEmpty else { return nil }
    var ids: Set<RecordID> = []
    for record in records {
      // A body, too, can have an id and a payload; an API's record has one of these.
      let isRecord =
        areLines || ["created", "statusCode", "taskStatus"].contains { record[$0] != nil }
      guard isRecord, record["payload"] != nil, let id = RecordID(record["id"]) else { return nil }
      ids.insert(id)
    }
    return ids.count
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
    return ExportOrder.oldestFirst(once, isArray: isArray) { $0.created?.seconds }
  }
}
