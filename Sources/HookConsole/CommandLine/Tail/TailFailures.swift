import HookModel

/// Counts the deliveries that failed one after the other, for `--fail-after`.
struct TailFailures: Sendable {
  /// How many in a row end the run; `nil` for none.
  let maximum: Int?
  private(set) var count = 0

  init(_ maximum: Int?) {
    self.maximum = maximum
  }

  /// Takes a delivery as it is now; one that may still be tried again counts as nothing.
  /// - Throws: `Failure` once there are too many.
  mutating func take(_ delivery: Delivery) throws {
    guard delivery.taskStatus.isFinal else { return }
    let isSuccess = CodeClass(of: delivery) == .success && delivery.taskStatus != .failed
    count = isSuccess ? 0 : count + 1
    guard let maximum, count >= maximum else { return }
    let what = count == 1 ? "a delivery" : "\(count) deliveries in a row"
    throw Failure(.failed, "\(what) failed, the last one \(delivery.id)")
  }
}
