import ConsoleCore
import HookCapture
import HookHTTP
import HookModel
import HookSupport

/// Sources and requests of a capture as the records that the console knows.
enum CaptureRecord {
  static func id(ofSource number: Int64) -> RecordID { RecordID("source-\(number)") }

  static func source(_ id: RecordID) -> Int64? { number(id, after: "source-") }

  static func request(_ id: RecordID) -> Int64? { number(id, after: "request-") }

  private static func number(_ id: RecordID, after prefix: String) -> Int64? {
    let text = id.description
    return text.hasPrefix(prefix) ? Int64(text.dropFirst(prefix.count)) : nil
  }

  /// - Parameter url: of the endpoint.
  static func webhook(_ source: CaptureSource, _ url: String) -> Webhook {
    Webhook(
      id: id(ofSource: source.id),
      event: event(source),
      url: url + source.path,
      active: source.isActive,
      eventCount: source.count
    )
  }

  static func item(_ source: CaptureSource) -> Item {
    var hints = Item.Hints()
    (hints.event, hints.active, hints.eventCount) = (event(source), source.isActive, source.count)
    return Item(id: id(ofSource: source.id), name: event(source).name, hints: hints)
  }

  private static func event(_ source: CaptureSource) -> WebhookEvent {
    WebhookEvent(name: "\(source.method) \(source.path)")
  }

  static func delivery(_ request: CapturedRequest, _ source: CaptureSource, _ url: String)
    -> Delivery
  {
    var delivery = Delivery(
      id: RecordID("request-\(request.id)"),
      name: request.title.isEmpty ? nil : request.title,
      url: url + source.path,
      attempts: 1,
      statusCode: request.status,
      taskStatus: request.isPending
        ? .processing : (1..<400).contains(request.status) ? .sent : .failed,
      statusMessage: CaptureNote.text(signature: request.signature, webPage: request.webPage),
      created: Timestamp(seconds: Double(request.time) / 1000)
    )
    delivery.headerText = HeaderText.string(HeaderSecrets.masked(request.headers).lines)
    return delivery
  }
}
