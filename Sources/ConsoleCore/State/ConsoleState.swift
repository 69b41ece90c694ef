import Foundation
import HookModel

/// Everything the console knows and shows. A value: changed by events and commands only.
package struct ConsoleState: Sendable {
  typealias Menu = ConsoleCore.Menu<ConsoleState>
  typealias Prompt = ConsoleCore.Prompt<ConsoleState>

  /// What stands in the first line.
  package struct Location: Sendable {
    package var employer: String
    package var server: String

    package init(employer: String, server: String) {
      self.employer = employer
      self.server = server
    }
  }

  package var location: Location
  /// `nil` if there is a choice to make first.
  package let employer: RecordID?
  /// The names of the configured profiles.
  package let profiles: [String]
  /// Those of the server, once they came.
  package var employers: [Item] = []
  /// Where the console is to be opened next, once it is over here.
  package var next: Destination?
  package let keyMap: KeyMap<ConsoleState>
  /// Where a file goes that is named without a folder.
  package let folder: String
  /// Times are shown in this zone.
  package let zone: TimeZone
  /// The time now, in seconds since 1970.
  package let clock: @Sendable () -> Double
  package var hooks: HookState
  var layout = PaneLayout(size: Size(rows: 0, columns: 0), focus: .webhooks)
  var focus = Pane.webhooks
  var overlay: Overlay?
  /// What arrived to be read while something else was open: shown once that is closed.
  var waitingViewer: Viewer?
  var webhookCursor = ListCursor()
  var eventCursor = ListCursor()
  /// The delivery on the chosen row, so that the row stays with it when others come in.
  var chosenDelivery: RecordID?
  /// The newest delivery is chosen as it comes: the chosen row is the first one, and `t` has not ended
  /// it.
  var isFollowing = true
  var followsNewest = true
  /// Deliveries that came since the newest was last in sight.
  var unseen = 0
  var payload = PayloadState()
  /// What another payload is to be compared with.
  var marked: Document?
  package var notice: Notice?
  /// What can be taken back, the last at the end.
  package var done: [Undoable] = []
  /// Whether a change is on its way to the server.
  var isChanging = false
  /// Why a person was asked whether to leave; a second time they are not.
  var reasonToStay: String?
  /// Whether the last key was Ctrl-C.
  var wasInterrupted = false
  /// The webhook that was deleted here last.
  var deletedHere: RecordID?
  /// A webhook that was made here and is to be chosen once it is listed.
  package var awaited: RecordID?
  /// From the editor: not sent, saved or dropped yet.
  package var edited: EditedText? {
    didSet { reasonToStay = nil }
  }
  /// Values are hidden: somebody else sees the screen.
  package var isMasked = false
  var forwarding = Forwarding()
  /// Where `S` posts to, once a person chose that.
  var sendTarget: SendTarget?
  /// Posts that were begun and have no response yet.
  package var inFlight = 0
  /// What narrows the events, as it was typed.
  package var filter: String?
  /// What was looked for last.
  package var search = ""
  /// What was looked for in a payload last, as it was typed.
  var payloadSearch = ""
  /// The search for it that is under way: what an older one found is not taken.
  var searching: PayloadSearch?
  /// Where the search that is being typed, or is under way, began.
  var searchOrigin: SearchOrigin?
  /// The search for it through the events, while it is under way.
  var seeking: Seek?
  /// Whether the loop was asked to come back.
  var isGoingOn = false
  package var isOver = false

  /// - Parameter kept: at most so many deliveries; nil: as many as usual.
  package init(
    location: Location,
    employer: RecordID?,
    profiles: [String] = [],
    kept: Int? = nil,
    keyMap: KeyMap<ConsoleState> = KeyMap(commands: KeyTable.commands),
    folder: String = FileManager.default.currentDirectoryPath,
    zone: TimeZone = .current,
    clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
  ) {
    self.location = location
    self.employer = employer
    self.profiles = profiles
    hooks = kept.map { HookState(limit: $0) } ?? HookState()
    self.keyMap = keyMap
    self.folder = folder
    self.zone = zone
    self.clock = clock
  }

  /// The webhook on the chosen row; nil on the first row, which stands for all of them.
  var chosenWebhook: HookState.KnownWebhook? {
    let index = webhookCursor.row - 1
    return hooks.webhooks.indices.contains(index) ? hooks.webhooks[index] : nil
  }

  var webhookRowCount: Int { hooks.webhooks.count + 1 }

  /// Whose deliveries are looked at.
  package var scope: Timeline.Scope {
    chosenWebhook.map { .webhook($0.id) } ?? .all
  }

  /// Which of them the event pane shows.
  var shownScope: Timeline.Scope {
    filter == nil ? scope : .filtered
  }

  package var eventCount: Int { hooks.timeline.count(in: shownScope) }

  package func entry(at row: Int) -> Timeline.Entry? {
    hooks.timeline.entry(at: row, in: shownScope)
  }

  var chosenEntry: Timeline.Entry? { entry(at: eventCursor.row) }

  /// What a delivery is called in the list: its event is said where all webhooks are shown.
  package func title(of entry: Timeline.Entry) -> String {
    DeliveryTitle.text(
      entry.delivery,
      event: hooks.webhook(entry.webhook)?.title ?? "",
      showsEvent: scope == .all,
      isMasked: isMasked
    )
  }

  /// The rows that a pane can show.
  func height(of pane: Pane) -> Int {
    max(1, layout.inside(pane).rows - (pane == .payload ? 1 : 0))
  }

  package mutating func resize(_ size: Size) {
    layout = PaneLayout(size: size, focus: focus)
    webhookCursor.fit(count: webhookRowCount, height: height(of: .webhooks))
    eventCursor.fit(count: eventCount, height: height(of: .events))
    let inside = layout.inside(.payload)
    payload.fit(Size(rows: height(of: .payload), columns: inside.columns - 1))
  }

  mutating func focus(_ pane: Pane) {
    focus = pane
    // Who reads a payload wants it to stay.
    if pane == .payload { isFollowing = false }
    resize(layout.size)
  }
}
