import Foundation
import HookJSON
import HookSupport

/// How a webhook is written.
enum WebhookJSON {
  static func path(_ webhook: WebhookRecord, employer: UUID) -> String {
    "/employers/\(employer.text)/webhooks/\(webhook.uuid.text)"
  }

  /// The API's `Webhook`.
  static func record(_ webhook: WebhookRecord, last: JSON?) -> JSON {
    var members: [(String, JSON)] = [
      ("id", .string(webhook.uuid.text)),
      ("webhookEvent", .string(webhook.event.name)),
      ("url", .string(webhook.url)),
      ("active", .bool(webhook.isActive)),
      ("eventCount", .int(webhook.count)),
    ]
    if let last { members.append(("lastPayload", last)) }
    return .object(members)
  }

  /// The API's `Item`, with what a list wants to show.
  static func item(_ webhook: WebhookRecord, newest: DeliveryRecord?, employer: UUID) -> JSON {
    var metadata: [(String, JSON)] = [
      ("webhookEvent", .string(webhook.event.name)),
      ("url", .string(webhook.url)),
      ("active", .bool(webhook.isActive)),
      ("eventCount", .int(webhook.count)),
    ]
    if let newest {
      metadata += [
        ("lastStatusCode", .int(newest.code)),
        ("lastTaskStatus", .string(newest.state.name)),
        ("lastCreated", .string(Moment.text(newest.created))),
      ]
    }
    return [
      "id": .string(webhook.uuid.text),
      "name": .string(webhook.event.title),
      "metadata": .object(metadata),
      "url": .string(path(webhook, employer: employer)),
    ]
  }
}
