import HookModel

/// The API as if there were only some of its webhooks: the feed then asks for no others.
struct SomeWebhooks: HookAPI {
  let api: HookClient
  /// Nil: all.
  let ids: Set<RecordID>?

  func webhooks() async throws -> [Item] {
    let items = try await api.webhooks()
    return ids.map { ids in items.filter { ids.contains($0.id) } } ?? items
  }

  func employers(page: Page?, searchTerm: String?) async throws -> [Item] {
    try await api.employers(page: page, searchTerm: searchTerm)
  }

  func webhook(_ id: RecordID) async throws -> Webhook { try await api.webhook(id) }

  func create(_ draft: WebhookDraft) async throws -> RecordID? { try await api.create(draft) }

  func update(_ webhook: Webhook, to draft: WebhookDraft) async throws -> Webhook {
    try await api.update(webhook, to: draft)
  }

  func delete(_ id: RecordID) async throws { try await api.delete(id) }

  func deliveries(of webhook: RecordID, page: Page?) async throws -> [Item] {
    try await api.deliveries(of: webhook, page: page)
  }

  func delivery(_ id: RecordID, of webhook: RecordID) async throws -> Delivery {
    try await api.delivery(id, of: webhook)
  }

  func sample(of event: WebhookEvent) async throws -> Payload { try await api.sample(of: event) }
}
