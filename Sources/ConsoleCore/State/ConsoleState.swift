import Foundation
import HookModel

/// Everything the console knows and shows. A value: changed by events and commands only.
package struct ConsoleState: Sendable {
  typealias Menu = ConsoleCore.Menu<ConsoleState>
  typealias Prompt = ConsoleCore.Prompt<ConsoleState>

  package typealias Location = SessionState.Location

  /// What is known of the server's webhooks and deliveries.
  package internal(set) var hooks: HookState
  package internal(set) var webhooks = WebhooksState()
  package internal(set) var deliveries = DeliveriesState()
  package internal(set) var payload = PayloadState()
  /// Whether payloads have another shape than usual.
  var drift = DriftState()
  /// How the deliveries that were looked at were tried.
  var attempts = AttemptsState()
  package internal(set) var session: SessionState

  /// - Parameter kept: how many deliveries are kept at most; `nil` for the default.
  package init(
    location: Location,
    employer: RecordID?,
    profiles: [String] = [],
    kept: Int? = nil,
    keyMap: KeyMap<ConsoleState> = KeyMap(commands: KeyTable.commands),
    isMouseOn: Bool = true,
    isCapture: Bool = false,
    isSigning: Bool = false,
    folder: String = FileManager.default.currentDirectoryPath,
    zone: TimeZone = .current,
    clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
  ) {
    hooks = kept.map { HookState(limit: $0) } ?? HookState()
    session = SessionState(
      location: location,
      employer: employer,
      profiles: profiles,
      keyMap: keyMap,
      folder: folder,
      isMouseOn: isMouseOn,
      isCapture: isCapture,
      isSigning: isSigning,
      zone: zone,
      clock: clock
    )
  }

  /// Tells the person something that no key led to.
  package mutating func say(_ notice: Notice) {
    session.say(notice)
  }

  /// Says what this is and what to try, until the first key.
  package mutating func greet(_ text: String) {
    session.greet(text)
  }

  /// The webhook on the selected row; nil on the first row, which stands for all of them.
  var selectedWebhook: HookState.KnownWebhook? {
    let index = webhooks.cursor.row - 1
    return hooks.webhooks.indices.contains(index) ? hooks.webhooks[index] : nil
  }

  var webhookRowCount: Int { hooks.webhooks.count + 1 }

  /// Whose deliveries are looked at.
  package var scope: Timeline.Scope {
    selectedWebhook.map { .webhook($0.id) } ?? .all
  }

  /// Which of them the event pane shows.
  var shownScope: Timeline.Scope {
    deliveries.filter == nil ? scope : .filtered
  }

  package var eventCount: Int { hooks.timeline.count(in: shownScope) }

  package func entry(at row: Int) -> Timeline.Entry? {
    hooks.timeline.entry(at: row, in: shownScope)
  }

  var selectedEntry: Timeline.Entry? { entry(at: deliveries.cursor.row) }

  /// What a delivery is called in the list: its event is said where all webhooks are shown.
  package func title(of entry: Timeline.Entry) -> String {
    DeliveryTitle.text(
      entry.delivery,
      event: hooks.webhook(entry.webhook)?.title ?? "",
      showsEvent: scope == .all,
      isMasked: session.isMasked
    )
  }

  /// The rows that a pane can show.
  func height(of pane: Pane) -> Int {
    max(1, session.layout.inside(pane).rows - (pane == .payload ? 1 : 0))
  }

  package mutating func resize(_ size: Size) {
    session.lay(
      out: PaneLayout(
        size: size,
        focus: session.focus,
        isZoomed: session.isZoomed,
        webhooks: webhookRowCount
      )
    )
    webhooks.fit(count: webhookRowCount, height: height(of: .webhooks))
    deliveries.fit(count: eventCount, height: height(of: .events))
    let inside = session.layout.inside(.payload)
    payload.fit(Size(rows: height(of: .payload), columns: inside.columns - 1))
  }

  /// When something changes on the screen though nothing happens, in seconds since 1970.
  package var deadline: Double? { session.noticeEnd }

  mutating func focus(_ pane: Pane) {
    session.focus(pane)
    // Who reads a payload wants it to stay.
    if pane == .payload { deliveries.stopFollowing() }
    resize(session.layout.size)
  }
}
