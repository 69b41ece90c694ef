import HookJSON
import HookSupport

/// How the records are read: whatever is missing or of another shape is left out, never an error,
/// except the id, without which there is no record.

extension Item {
  /// Reads a row of a list; `nil` if there is no id.
  public init?(_ node: JSONNode) {
    // Some servers list ids alone.
    if let id = node.string {
      self.init(id: RecordID(id))
      return
    }
    guard let id = RecordID(node["id"]) else { return nil }
    // Some servers list whole records where the API promises items.
    let metadata = node["metadata"]
    func hint(_ key: String) -> JSONNode? { metadata?[key] ?? node[key] }
    let isRecord = node["webhookEvent"] != nil || node["taskStatus"] != nil
    var hints = Hints()
    hints.event = hint("webhookEvent").flatMap(WebhookEvent.init)
    hints.active = hint("active")?.bool
    hints.eventCount = hint("eventCount")?.int
    // An item's own URL is that of the record in the API.
    hints.url = (metadata?["url"] ?? (isRecord ? node["url"] : nil))?.string
    hints.attempts = hint("attempts")?.int
    hints.statusCode = hint("statusCode")?.int
    hints.taskStatus = hint("taskStatus").flatMap(TaskStatus.init)
    hints.statusMessage = hint("statusMessage")?.string
    hints.created = hint("created")?.string.flatMap(Timestamp.init)
    self.init(id: id, name: node["name"]?.string, url: node["url"]?.string, hints: hints)
  }
}

extension Webhook {
  /// Reads the API's `Webhook`; `nil` if there is no id.
  public init?(_ node: JSONNode) {
    guard let id = RecordID(node["id"]) else { return nil }
    self.init(
      id: id,
      event: node["webhookEvent"].flatMap(WebhookEvent.init) ?? WebhookEvent(name: ""),
      url: node["url"]?.string ?? "",
      active: node["active"]?.bool ?? false,
      eventCount: node["eventCount"]?.int ?? 0,
      lastDelivery: node["lastPayload"].flatMap(Delivery.init),
      record: node
    )
  }
}

extension Delivery {
  /// Reads the API's `WebhookPayload`; `nil` if there is no id.
  public init?(_ node: JSONNode) {
    guard let id = RecordID(node["id"]) else { return nil }
    self.init(
      id: id,
      name: node["name"]?.string,
      url: node["url"]?.string,
      attempts: node["attempts"]?.int ?? 0,
      statusCode: node["statusCode"]?.int ?? 0,
      taskStatus: node["taskStatus"].flatMap(TaskStatus.init) ?? .other(""),
      statusMessage: node["statusMessage"]?.string,
      created: node["created"]?.string.flatMap(Timestamp.init),
      payload: node["payload"].flatMap { $0.isNull ? nil : Payload($0) }
    )
  }
}

extension Delivery {
  /// Texts shorter than this are read as a whole in a moment.
  private static let large = 1 << 20

  /// Reads what the first bytes of a large record tell, its payload unfinished; `nil` for any other.
  package init?(beginningOf text: JSONText) {
    guard text.count > Self.large, let preview = JSONPreview(of: text), preview.isUnfinished else {
      return nil
    }
    self.init(JSONNode(preview.index))
    guard payload?.node.map({ $0.index.isContainer($0.number) }) == true else { return nil }
    payload?.isBeginning = true
  }
}

extension RecordID {
  /// An id is a string; a number is taken as its digits.
  package init?(_ node: JSONNode?) {
    guard let node else { return nil }
    switch node.kind {
    case .string:
      guard let text = node.string, !text.isEmpty else { return nil }
      self.init(text)
    case .number: self.init(String(decoding: node.bytes, as: UTF8.self))
    default: return nil
    }
  }
}

extension WebhookEvent {
  /// An enum comes as its name or as its index.
  package init?(_ node: JSONNode) {
    if let name = node.string {
      self.init(name: name)
    } else if let index = node.int {
      self = WebhookEvent(index: index) ?? WebhookEvent(name: String(index))
    } else {
      return nil
    }
  }
}

extension TaskStatus {
  package init?(_ node: JSONNode) {
    if let name = node.string {
      self.init(name: name)
    } else if let index = node.int {
      self.init(index: index)
    } else {
      return nil
    }
  }
}
