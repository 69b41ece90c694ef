import ConsoleCore
import Foundation
import HookModel
import HookSupport

/// What `tail` prints: lines for people, or one object a line.
struct TailText: Sendable {
  let isJSON: Bool
  let paint: Paint
  let columns: Int?
  let zone: TimeZone
  /// Seconds since 1970.
  var now = Date().timeIntervalSince1970

  /// `2026-11-24 12:01:03  500  ×3  Failed      Payrun Finalised · Month 8`
  func line(_ delivery: Delivery, _ event: WebhookEvent?) -> String {
    let times = TimeText(zone: zone, now: now)
    // Half a line for the time of day and its date leaves too little for what happened.
    let isNarrow = (columns ?? .max) < 60
    let width = isNarrow ? 8 : 19
    let time = padded(
      isNarrow ? times.short(delivery.created) : times.full(delivery.created),
      width
    )
    let tries = padded("×\(delivery.attempts)", 3)
    let status = padded(TerminalSafeText.sanitised(delivery.taskStatus.name), 10)
    var words = DeliveryText.names(delivery, event)
    if let message = delivery.statusMessage, !message.isEmpty, CodeClass(of: delivery) != .success {
      words.append(message)
    }
    let code = padded(CodeText.short(delivery), 3)
    let space = columns.map { $0 - width - 3 - 3 - 10 - 8 } ?? .max
    let rest = TerminalSafeText(words.joined(separator: " · ")).cut(to: max(8, space)).text
    return "\(time)  \(paint.text(code, CodeText.role(delivery)))  \(tries)  \(status)  \(rest)"
  }

  /// `  → 200 OK in 12 ms, recorded 500: Payrun Finalised · Month 8: {"ok":true}`
  func line(
    _ answer: PostResponse,
    for delivery: Delivery,
    _ event: WebhookEvent?
  ) -> String {
    let (status, style) = ResponseText.status(answer)
    let recorded = CodeText.short(delivery)
    let body = String(decoding: answer.body.prefix(4096), as: UTF8.self)
      .split(whereSeparator: \.isNewline).joined(separator: " ")
    let before = TerminalSafeText.sanitised(status)
    let after = " in \(ResponseText.time(answer.seconds)), recorded \(recorded)"
    let space = columns.map { $0 - before.count - after.count - 6 } ?? .max
    let rest = DeliveryText.names(delivery, event).joined(separator: " · ")
    let shown = TerminalSafeText(body.isEmpty ? rest : "\(rest): \(body)", limit: 1000)
      .cut(to: max(8, space)).text
    return "  → \(paint.text(before, style.role))\(after)" + (shown.isEmpty ? "" : ": \(shown)")
  }

  func object(_ answer: PostResponse, for found: FoundDelivery, to url: HTTPURL) -> [UInt8] {
    var forward = JSONObject()
    forward.add("webhookId", found.webhook.description)
    forward.add("deliveryId", found.delivery.id.description)
    forward.add("url", url.description)
    forward.add("statusCode", answer.status)
    forward.add("recordedStatusCode", found.delivery.statusCode)
    forward.add("problem", answer.problem)
    forward.add("milliseconds", Int((answer.seconds * 1000).rounded()))
    forward.add(body: answer.body)
    forward.add(answer.exchange)
    var object = JSONObject()
    object.add("forward", raw: forward.text)
    return object.bytes
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TerminalSafeText.columns(of: text)))
  }
}
