import Foundation
import HookModel

/// Posts deliveries on to a local endpoint: those of one webhook in their order, one at a time, each
/// once. While the endpoint cannot be reached it waits and goes on where it was.
actor Forwarder {
  enum Report: Sendable {
    case answered(FoundDelivery, PostAnswer)
    /// There is nothing to forward: the delivery is gone or has no payload.
    case skipped(Delivery, of: RecordID, String)
    /// The endpoint cannot be reached.
    case down(String)
    case up
  }

  private struct Letter: Sendable {
    let delivery: Delivery
    let webhook: RecordID
  }

  private let url: URL
  private let poster: Poster
  /// Asks for a whole record until it comes; nil where it is gone.
  private let record: @Sendable (RecordID, RecordID) async throws -> FoundDelivery?
  private let report: @Sendable (Report) -> Void
  private var lines: [RecordID: AsyncStream<Letter>.Continuation] = [:]
  private var workers: [Task<Void, Never>] = []
  private var isDown = false

  /// Between two attempts to reach the endpoint, in seconds.
  private static let pauses = [0.25, 0.5, 1.0, 2.0]

  init(
    url: URL,
    poster: Poster,
    record: @escaping @Sendable (RecordID, RecordID) async throws -> FoundDelivery?,
    report: @escaping @Sendable (Report) -> Void
  ) {
    self.url = url
    self.poster = poster
    self.record = record
    self.report = report
  }

  func add(_ delivery: Delivery, of webhook: RecordID) {
    line(of: webhook).yield(Letter(delivery: delivery, webhook: webhook))
  }

  func stop() {
    for worker in workers { worker.cancel() }
  }

  private func line(of webhook: RecordID) -> AsyncStream<Letter>.Continuation {
    if let line = lines[webhook] { return line }
    let (letters, line) = AsyncStream.makeStream(of: Letter.self)
    lines[webhook] = line
    workers.append(
      Task {
        for await letter in letters {
          guard (try? await self.carry(letter)) != nil else { return }
        }
      }
    )
    return line
  }

  /// - Throws: `CancellationError` only.
  private func carry(_ letter: Letter) async throws {
    let id = letter.delivery.id
    guard let found = try await record(id, letter.webhook) else {
      return report(.skipped(letter.delivery, of: letter.webhook, "it is gone"))
    }
    guard let payload = found.delivery.payload, payload.node?.isNull != true else {
      return report(.skipped(letter.delivery, of: letter.webhook, "it has no payload"))
    }
    var tries = 0
    while true {
      try Task.checkCancellation()
      let answer = await poster.post(payload.bytes, to: url, delivery: id)
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
