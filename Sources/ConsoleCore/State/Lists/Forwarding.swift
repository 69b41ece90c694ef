import Foundation
import HookModel
import HookSupport

/// New deliveries that are forwarded to a local URL as they appear, and the responses.
struct Forwarding: Sendable {
  /// `nil` while nothing is forwarded.
  var url: HTTPURL? {
    didSet { lastURL = url ?? lastURL }
  }
  /// Where it was forwarded last.
  private(set) var lastURL: HTTPURL?
  /// Of which webhooks.
  var scope = Timeline.Scope.all
  private(set) var answers: [RecordID: PostResponse] = [:]
  /// Deliveries that got no response, in their order, with their webhook.
  private(set) var missed: [(id: RecordID, webhook: RecordID)] = []
  private var order: [RecordID] = []

  /// Responses to older deliveries are forgotten.
  private static let mostKept = 10_000

  /// Whether there are responses to show, or will be.
  var isInUse: Bool { url != nil || !answers.isEmpty }

  func takes(_ webhook: RecordID) -> Bool {
    url != nil && (scope == .all || scope == .webhook(webhook))
  }

  mutating func record(_ answer: PostResponse, _ id: RecordID, of webhook: RecordID) {
    if answers.updateValue(answer, forKey: id) == nil { order.append(id) }
    missed.removeAll { $0.id == id }
    if answer.isUnsent || answer.status == 0 { missed.append((id, webhook)) }
    if order.count > Self.mostKept { answers[order.removeFirst()] = nil }
  }

  /// Host and port, for people.
  var target: String? {
    url?.authority
  }
}
