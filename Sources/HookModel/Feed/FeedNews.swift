/// What the feed tells those who listen.
public enum FeedNews: Sendable {
  /// The webhooks there are, all of them.
  case list([Item])
  case webhook(Webhook)
  /// Deliveries of a webhook that are new or have changed. News comes oldest first; history, which
  /// lies before all that came, newest first; where none is named, it has been told to its end.
  case deliveries(RecordID, [Delivery], isHistory: Bool)
  case health(FeedHealth)
  /// What kind of server it is, once it responded.
  case server(isSandbox: Bool)
}

/// How fresh what is known is.
public enum FeedHealth: Sendable, Equatable {
  /// Nothing was answered yet.
  case starting
  /// The last answers came.
  case live
  /// A request is under way for long, since then, in seconds since 1970; others may be answered.
  case waiting(since: Double)
  /// Asking fails; what is shown is what was known before.
  case failing(FeedProblem)
}

/// Why asking fails.
public struct FeedProblem: Sendable, Equatable {
  /// A sentence for people.
  public let message: String
  /// When it began, seconds since 1970.
  public let since: Double

  /// - Parameters:
  ///   - message: a sentence for people.
  ///   - since: seconds since 1970.
  public init(message: String, since: Double) {
    self.message = message
    self.since = since
  }
}
