import Foundation
import HookModel
import HookSupport

/// New deliveries that are forwarded to a local URL as they appear, and the responses.
struct Forwarding: Sendable {
  /// `nil` while nothing is forwarded.
  var url: HTTPURL?
  /// Of which webhooks.
  var scope = Timeline.Scope.all
  /// Whether anything was forwarded.
  private var hasResponses = false
  /// Deliveries that got no response, in their order, with their webhook.
  private(set) var missed: [(id: RecordID, webhook: RecordID)] = []

  /// Whether there are responses to show, or will be.
  var isInUse: Bool { url != nil || hasResponses }

  func takes(_ webhook: RecordID) -> Bool {
    url != nil && (scope == .all || scope == .webhook(webhook))
  }

  mutating func record(_ answer: PostResponse, _ id: RecordID, of webhook: RecordID) {
    hasResponses = true
    missed.removeAll { $0.id == id }
    if answer.isUnsent || answer.status == 0 { missed.append((id, webhook)) }
  }

  /// Host and port, for people.
  var target: String? {
    url?.authority
  }
}
