import Foundation
import HookModel
import HookSupport

/// Where `S` posts to.
enum SendTarget: Sendable, Equatable {
  /// The URL of the webhook itself.
  case own
  /// The URL that new deliveries are forwarded to.
  case forward
  case other(HTTPURL)
}

/// What was selected when `S` was pressed. It stays the same while its menus are open, whatever
/// arrives meanwhile.
package struct SendSelection: Sendable {
  let webhook: HookState.KnownWebhook
  let delivery: Timeline.Entry?
  let payload: Payload?
}
