import Foundation
import HookModel
import HookSupport

/// What a run of `tail` was asked for.
struct TailOptions: Sendable {
  let isJSON: Bool
  let query: DeliveryQuery
  let forward: HTTPURL?
  let goesOn: Bool
  let since: TimeBound?
  /// Ends after so many lines.
  let count: Int?
  let settings: FeedSettings

  init(_ invocation: Invocation) throws {
    isJSON = invocation.has(.json)
    var query = try DeliveryQuery(invocation, now: Date().timeIntervalSince1970)
    since = query.since
    // What comes from now on is never too old, whatever the server's clock says.
    query.since = nil
    self.query = query
    goesOn = invocation.has("missed")
    if goesOn, since != nil { throw Failure.usage("--missed and --since cannot be used together") }
    forward = try invocation.value("forward").map { try HTTPURL(typed: $0, for: "--forward") }
    count = try invocation.value("count").map { text in
      guard let count = Int(text), count > 0 else {
        throw Failure.usage("--count \(text) is not a number of deliveries")
      }
      return count
    }
    var settings = FeedSettings()
    if let text = invocation.value("interval") {
      let seconds = try TimeLength.seconds(text, option: "--interval")
      guard seconds >= 0.05 else {
        throw Failure.usage("--interval \(text) is too short; the minimum is 50ms")
      }
      settings.chosen = seconds
      settings.other = max(settings.other, seconds)
      settings.list = max(settings.list, seconds)
    }
    // Whoever watches waits for the server to be back, and it has no key to ask sooner.
    settings.longestPause = 5
    // What was there before is looked at only to know it again.
    settings.pageSize = 20
    settings.history = 20
    self.settings = settings
  }
}
