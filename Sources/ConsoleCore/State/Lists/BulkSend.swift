import HookModel
import HookSupport

/// Many deliveries that are being sent, one after the other.
struct BulkSend: Sendable {
  let target: HTTPURL
  private let deliveries: [MarkedDelivery]
  private var sent: Set<RecordID> = []
  /// Seconds since 1970.
  let started: Double
  private(set) var codes: [Int: Int] = [:]
  /// Those without a complete 2xx response, with the reason.
  private(set) var failed: [(delivery: MarkedDelivery, reason: String)] = []
  /// Whether a person stopped it.
  private(set) var isStopping = false

  init(_ deliveries: [MarkedDelivery], target: HTTPURL, started: Double) {
    (self.deliveries, self.target, self.started) = (deliveries, target, started)
  }

  var total: Int { deliveries.count }

  var done: Int { codes.values.reduce(0, +) }

  /// Those whose turn has not come, in order.
  var unsent: [MarkedDelivery] { deliveries.filter { !sent.contains($0.id) } }

  mutating func record(_ delivery: MarkedDelivery, _ response: PostResponse) {
    sent.insert(delivery.id)
    codes[response.status, default: 0] += 1
    guard !response.isSuccess else { return }
    failed.append((delivery, response.problem ?? "responded \(response.status)"))
  }

  mutating func record(_ delivery: MarkedDelivery, failure: String) {
    sent.insert(delivery.id)
    codes[0, default: 0] += 1
    failed.append((delivery, failure))
  }

  mutating func stop() {
    isStopping = true
  }

  /// `34 of 120 sent, 2 failed, 12/s, 7 s left`
  func progress(now: Double) -> String {
    let elapsed = max(0.001, now - started)
    let rate = Double(done) / elapsed
    var parts = ["\(done) of \(total) sent"]
    if !failed.isEmpty { parts.append("\(failed.count) failed") }
    if done > 0 {
      parts.append(RateText.of(rate))
      parts.append("\(Int((Double(total - done) / rate).rounded(.up))) s left")
    }
    return parts.joined(separator: ", ")
  }
}
