import Foundation
import HookModel
import HookSupport

/// Posts deliveries on to a local endpoint: those of one webhook in their order, one at a time, each
/// once. While the endpoint cannot be reached it waits and goes on where it was.
actor TailForwarder {
  enum Report: Sendable {
    case answered(FoundDelivery, PostResponse)
    /// There is nothing to forward: the delivery is gone or has no payload.
    case skipped(Delivery, of: RecordID, String)
    /// The endpoint cannot be reached.
    case down(String)
    case up
  }

  private struct PendingPost: Sendable {
    let delivery: Delivery
    let webhook: RecordID
  }

  private let url: HTTPURL
  private let poster: Poster
  private let records: TailRecords
  private let report: @Sendable (Report) -> Void
  private var lines: WebhookLines<PendingPost>?
  private var isDown = false

  /// Between two attempts to reach the endpoint, in seconds.
  private static let pauses = [0.25, 0.5, 1.0, 2.0]

  init(
    url: HTTPURL,
    poster: Poster,
    records: TailRecords,
    report: @escaping @Sendable (Report) -> Void
  ) {
    self.url = url
    self.poster = poster
    self.records = records
    self.report = report
  }

  func add(_ delivery: Delivery, of webhook: RecordID) async {
    let lines = self.lines ?? WebhookLines { try await self.forward($0) }
    self.lines = lines
    await lines.add(PendingPost(delivery: delivery, webhook: webhook), of: webhook)
  }

  /// What was posted may still be answered, so that the next run does not post it again.
  func stop() async {
    await lines?.stop(grace: isDown ? .zero : .seconds(1))
  }

  /// - Throws: `CancellationError` only.
  private func forward(_ post: PendingPost) async throws {
    let id = post.delivery.id
    let found: FoundDelivery
    switch try await records.find(id, of: post.webhook) {
    case .found(let record): found = record
    case .missing(let reason):
      return report(.skipped(post.delivery, of: post.webhook, reason))
    }
    guard let payload = found.delivery.payload, payload.node?.isNull != true else {
      return report(.skipped(post.delivery, of: post.webhook, "it has no payload"))
    }
    var tries = 0
    while true {
      try Task.checkCancellation()
      let answer = try await poster.post(payload.bytes, to: url, delivery: id)
      try Task.checkCancellation()
      // Only what surely did not arrive may be sent again.
      guard answer.isUnsent else {
        note(isDown: false, "")
        return report(.answered(found, answer))
      }
      note(isDown: true, answer.problem ?? "no connection")
      try await Task.sleep(for: .seconds(Self.pauses[min(tries, Self.pauses.count - 1)]))
      tries += 1
    }
  }

  private func note(isDown now: Bool, _ problem: String) {
    guard now != isDown else { return }
    isDown = now
    report(now ? .down(problem) : .up)
  }
}
