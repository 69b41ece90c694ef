import HookJSON
import HookModel

/// A file of deliveries or of payloads: an array or one value, or one value a line.
enum PayloadFile {
  enum Content {
    case delivery(Delivery, line: Int)
    case payload(JSONNode, line: Int)
  }

  /// - Throws: `Failure` that names the line that is not JSON.
  static func read(
    _ bytes: [UInt8],
    path: String,
    _ take: (Content) throws -> Void
  ) throws {
    let whole: JSONSyntaxError
    do {
      let index = try JSONIndex(JSONText(bytes))
      return try emit(JSONNode(index), line: 1, take)
    } catch let error as JSONSyntaxError {
      whole = error
    }
    // One value a line is not JSON as a whole. Each is let go before the next one comes.
    var isFirst = true
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (position, line) in lines.enumerated() {
      let text = JSONText(line)
      guard !text.isBlank else { continue }
      let index: JSONIndex
      do {
        index = try JSONIndex(text)
      } catch {
        throw Failure.usage(
          "\(path): " + (isFirst ? "\(whole)" : "line \(position + 1): \(error.reason)")
        )
      }
      isFirst = false
      try emit(JSONNode(index), line: position + 1, take)
    }
    if isFirst { throw Failure.usage("\(path): \(whole)") }
  }

  private static func emit(
    _ node: JSONNode,
    line: Int,
    _ take: (Content) throws -> Void
  ) throws {
    // The payload's own array has items that are not deliveries.
    if node.kind == .array, !node.children.isEmpty, node.children.allSatisfy(isRecord) {
      for child in node.children {
        if let delivery = Delivery(child) { try take(.delivery(delivery, line: line)) }
      }
    } else if isRecord(node), let delivery = Delivery(node) {
      try take(.delivery(delivery, line: line))
    } else if !isReport(node) {
      try take(.payload(node, line: line))
    }
  }

  private static func isRecord(_ node: JSONNode) -> Bool {
    ["id", "taskStatus", "payload"].allSatisfy { node[$0] != nil }
  }

  /// What `tail --forward --json` writes of the response to a delivery.
  private static func isReport(_ node: JSONNode) -> Bool {
    node.kind == .object && node.children.count == 1 && node["forward"]?["deliveryId"] != nil
  }
}
