/// What is recorded of an attempt.
struct AttemptOutcome: Sendable, Equatable {
  let state: DeliveryState
  /// The status code; 0 if no response came.
  let code: Int
  let message: String
  /// When the next attempt is made, in milliseconds since 1970; `nil` if there is none.
  var due: Int64?

  /// Whether it deactivates the webhook.
  var isGone: Bool { code == 410 }
}
