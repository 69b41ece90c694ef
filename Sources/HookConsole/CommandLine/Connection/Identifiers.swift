import Foundation
import HookModel

/// Ids as people type them: whole, or as many characters of the beginning as tell one from the others.
extension HookClient {
  /// The shortest beginning that is looked for.
  private static var shortest: Int { 4 }

  /// - Throws: `Failure` that names what there is, where the text means none or several.
  func id(ofWebhook text: String) async throws -> RecordID {
    let id = RecordID(text)
    if id.isUUID { return id }
    let items = try await webhooks()
    if items.contains(where: { $0.id == id }) { return id }
    try checkLength(text)
    let found = items.filter { Self.begins($0.id, text) }
    switch found.count {
    case 1: return found[0].id
    case 0: throw Failure(.notFound, "no such webhook: \(text)", hint: "try: hookconsole hooks")
    default:
      let names = found.map { "  \($0.id)  \($0.name ?? "")" }.joined(separator: "\n")
      throw Failure.usage("\(text) is ambiguous, it could be any of these webhooks:\n\(names)")
    }
  }

  /// The ids of several webhooks; of none given, nil: all.
  func ids(ofWebhooks texts: [String]) async throws -> [RecordID]? {
    guard !texts.isEmpty else { return nil }
    var ids: [RecordID] = []
    for text in texts {
      let id = try await id(ofWebhook: text)
      if !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  /// The id of a delivery, `last` being the newest one.
  func id(ofDelivery text: String, of webhook: RecordID) async throws -> RecordID {
    let id = RecordID(text)
    if id.isUUID { return id }
    let reader = DeliveryReader(self, webhook, wantsRecords: false, wanted: Int.max)
    var found: [RecordID] = []
    var looked = 0
    while looked < 1000, let next = try await reader.next() {
      if text == "last" || next.delivery.id == id { return next.delivery.id }
      if Self.begins(next.delivery.id, text) { found.append(next.delivery.id) }
      looked += 1
    }
    if found.count == 1 { return found[0] }
    if found.isEmpty, text != "last" {
      try checkLength(text)
      throw Failure(
        .notFound,
        "no such delivery among the newest \(looked): \(text)",
        hint: "try: hookconsole deliveries"
      )
    }
    if found.isEmpty { throw Failure(.notFound, "the webhook has no deliveries yet") }
    throw Failure.usage(
      "\(text) is ambiguous, it could be any of \(found.count) deliveries",
      hint: "try: more of the ID"
    )
  }

  private func checkLength(_ text: String) throws {
    guard text.count < Self.shortest else { return }
    throw Failure.usage(
      text.isEmpty ? "the ID is empty" : "\(text) is too short for the beginning of an ID",
      hint: "try: at least \(Self.shortest) characters"
    )
  }

  private static func begins(_ id: RecordID, _ text: String) -> Bool {
    text.count >= shortest && id.description.lowercased().hasPrefix(text.lowercased())
  }
}
