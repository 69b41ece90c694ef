import HookModel

/// Counts the deliveries that failed one after the other, for `--fail-after`.
struct TailFailures: Sendable {
  /// How many in a row end the run; `nil` for none.
  let maximum: Int?
  private(set) var count = 0
  /// Why the run ends; `nil` until there are too many.
  private(set) var end: Failure?

  init(_ maximum: Int?) {
    self.maximum = maximum
  }

  /// Takes a delivery as it is now; one that may still be tried again counts as nothing.
  mutating func take(_ delivery: Delivery) {
    guard delivery.taskStatus.isFinal, end == nil else { return }
    let isSuccess = CodeClass(of: delivery) == .success && delivery.taskStatus != .failed
    count = isSuccess ? 0 : count + 1
    guard let maximum, count >= maximum else { return }
    let what = count == 1 ? "a delivery" : "\(count) deliveries in a row"
    end = Failure(.failed, "\(what) failed, the last one \(delivery.id)")
  }
}
