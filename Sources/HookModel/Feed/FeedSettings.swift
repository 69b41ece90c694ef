/// How often the feed asks, in seconds, and how much.
public struct FeedSettings: Sendable {
  /// Between two looks at the selected webhook.
  public var chosen = 1.0
  /// Between two looks at each other webhook.
  public var other = 5.0
  /// With more webhooks than this each is looked at more rarely: the server is asked no more in all.
  public var crowd = 100
  /// Between two looks at the list of webhooks.
  public var list = 2.0
  /// Between two looks at a webhook of which the list already says how often it was triggered.
  public var listed = 30.0
  /// Deliveries asked for at once.
  public var pageSize = 50
  /// Deliveries of each webhook that are fetched without being asked for, and then each time that
  /// older ones are asked for.
  public var history = 200
  /// Requests under way at once.
  public var parallel = 4
  /// A request without an answer for so long is said to be waited for.
  public var overdueAfter = 4.0
  /// The longest wait while there is no way to the server.
  public var longestPauseAway = 4.0
  /// The longest wait after other failures.
  public var longestPause = 30.0

  /// The usual settings: a second for the selected webhook, slower for the rest.
  public init() {}
}
