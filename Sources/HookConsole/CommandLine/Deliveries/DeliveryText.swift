import ConsoleCore
import HookModel

/// A delivery as columns for people.
enum DeliveryText {
  static func row(_ found: FoundDelivery, _ times: TimeText, showsEvent: Bool) -> [TextTable.Cell] {
    let delivery = found.delivery
    var words = names(delivery, showsEvent ? found.event : nil)
    if let message = delivery.statusMessage, !message.isEmpty, !isSuccess(delivery) {
      words.append(message)
    }
    return [
      TextTable.Cell(delivery.id.description),
      TextTable.Cell(times.full(delivery.created)),
      code(delivery),
      TextTable.Cell(delivery.taskStatus.name),
      TextTable.Cell("×\(delivery.attempts)"),
      TextTable.Cell(words.joined(separator: " · ")),
    ]
  }

  /// The event and what the server calls the delivery; mostly that begins with the event.
  static func names(_ delivery: Delivery, _ event: WebhookEvent?) -> [String] {
    let name = delivery.name ?? ""
    let title = event?.title ?? ""
    return (name.hasPrefix(title) ? [name] : [title, name]).filter { !$0.isEmpty }
  }

  static func code(_ delivery: Delivery) -> TextTable.Cell {
    TextTable.Cell(CodeText.short(delivery), CodeText.role(delivery))
  }

  private static func isSuccess(_ delivery: Delivery) -> Bool {
    CodeClass(of: delivery) == .success
  }
}
