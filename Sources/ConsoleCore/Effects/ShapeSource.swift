import HookModel

/// What payloads are compared with to see whether their shape has changed.
package enum ShapeBaseline: String, Sendable, Hashable {
  /// The API's sample of the event.
  case sample
  /// The last 100 deliveries of the webhook.
  case recent

  var text: String {
    switch self {
    case .sample: "the sample"
    case .recent: "the last 100 others"
    }
  }
}

/// Whose shape was learned.
package struct ShapeSource: Sendable, Hashable {
  package let baseline: ShapeBaseline
  package let webhook: RecordID
  /// The delivery that is compared, if it must not count among those it is compared with.
  package let delivery: RecordID?
}
