import HookModel

/// A delivery as columns for people.
enum DeliveryText {
  static func row(_ found: FoundDelivery, _ times: TimeText, showsEvent: Bool) -> [TextTable.Cell] {
    let delivery = found.delivery
    var words: [String] = []
    if showsEvent, let event = found.event { words.append(event.title) }
    if let name = delivery.name, !name.isEmpty { words.append(name) }
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

  static func code(_ delivery: Delivery) -> TextTable.Cell {
    TextTable.Cell(CodeText.short(delivery), CodeText.role(delivery))
  }

  private static func isSuccess(_ delivery: Delivery) -> Bool {
    CodeClass(of: delivery) == .success
  }
}
