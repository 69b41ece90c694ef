import Foundation
import HookModel

/// New deliveries that are posted on to a local URL as they appear, and what came of it.
struct Forwarding: Sendable {
  /// Nil while nothing is forwarded.
  var url: URL?
  /// Of which webhooks.
  var scope = Timeline.Scope.all
  private(set) var answers: [RecordID: PostAnswer] = [:]
  /// Deliveries that got no answer, in their order, and whose they are.
  private(set) var missed: [(id: RecordID, webhook: RecordID)] = []
  private var order: [RecordID] = []

  /// Answers of older deliveries are forgotten.
  private static let mostKept = 10_000

  /// True from the first URL on: there are answers to show, or there will be.
  var isInUse: Bool { url != nil || !answers.isEmpty }

  func takes(_ webhook: RecordID) -> Bool {
    url != nil && (scope == .all || scope == .webhook(webhook))
  }

  mutating func took(_ answer: PostAnswer, _ id: RecordID, of webhook: RecordID) {
    if answers.updateValue(answer, forKey: id) == nil { order.append(id) }
    missed.removeAll { $0.id == id }
    if answer.status == 0 { missed.append((id, webhook)) }
    if order.count > Self.mostKept { answers[order.removeFirst()] = nil }
  }

  /// Host and port, for people.
  var target: String? {
    url.map { ($0.host ?? "") + ($0.port.map { ":\($0)" } ?? "") }
  }
}
