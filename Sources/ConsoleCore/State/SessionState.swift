import Foundation
import HookModel

/// Where the console is, what lies over its panes, and how it is left.
package struct SessionState: Sendable {
  /// What the first line says.
  package struct Location: Sendable {
    package var employer: String
    package var server: String

    package init(employer: String, server: String) {
      self.employer = employer
      self.server = server
    }
  }

  package private(set) var location: Location
  /// `nil` if one must be chosen first.
  package let employer: RecordID?
  /// Whether the console is on a capture: sources and requests take the positions of webhooks and
  /// deliveries.
  package let isCapture: Bool
  /// Whether captured requests can get a new signature: there is a secret.
  let isSigning: Bool
  /// The names of the configured profiles.
  package let profiles: [String]
  /// Those of the server, once they came.
  package private(set) var employers: [Item] = []
  /// Where the console is to be opened next, once it is over here.
  package private(set) var next: Destination?
  package let keyMap: KeyMap<ConsoleState>
  /// Where a file goes that is named without a folder.
  package let folder: String
  /// Times are shown in this zone.
  package let zone: TimeZone
  /// The time now, in seconds since 1970.
  package let clock: @Sendable () -> Double
  private(set) var layout = PaneLayout(size: Size(rows: 0, columns: 0), focus: .webhooks)
  private(set) var focus = Pane.webhooks
  /// Whether the focused pane has the whole screen.
  private(set) var isZoomed = false
  /// What lies over the panes; the last one has the keys. Esc goes back through them.
  private(set) var views: [FullView] = []
  private(set) var overlay: Overlay?
  /// Whether the mouse is ours; otherwise the terminal selects text with it.
  private(set) var isMouseOn: Bool
  /// What arrived to be read while something else was open: shown once that is closed.
  private(set) var waiting: Arrival?
  package private(set) var notice: Notice?
  /// When the notice leaves by itself, in seconds since 1970; `nil` if it stays.
  package private(set) var noticeEnd: Double?
  /// Seconds for which it is shown that something went right.
  private static let noticeTime = 6.0
  /// What was said before, the newest last, each with its time in seconds since 1970.
  private(set) var said: [(time: Double, notice: Notice)] = []
  private static let maximumSaid = 100
  /// Whether notices can be read again: not what is said of a half typed text.
  private var keepsNotices = true
  /// Why a person was asked whether to leave; a second time they are not.
  private(set) var reasonToStay: String?
  /// Whether the last key was Ctrl-C.
  private(set) var wasInterrupted = false
  /// Values are hidden: somebody else sees the screen.
  package private(set) var isMasked = false
  /// What was searched for in a list last.
  package private(set) var search = ""
  /// Where the search that is being typed, or is under way, began.
  private(set) var searchOrigin: SearchOrigin?
  /// The search through the events, while it is under way.
  private(set) var seeking: Seek?
  /// Whether the loop was asked to come back.
  private(set) var isGoingOn = false
  package private(set) var isOver = false

  init(
    location: Location,
    employer: RecordID?,
    profiles: [String],
    keyMap: KeyMap<ConsoleState>,
    folder: String,
    isMouseOn: Bool,
    isCapture: Bool,
    isSigning: Bool,
    zone: TimeZone,
    clock: @escaping @Sendable () -> Double
  ) {
    self.location = location
    self.employer = employer
    self.profiles = profiles
    self.keyMap = keyMap
    self.folder = folder
    self.isMouseOn = isMouseOn
    self.isCapture = isCapture
    self.isSigning = isSigning
    self.zone = zone
    self.clock = clock
  }

  // MARK: The screen

  mutating func lay(out layout: PaneLayout) {
    self.layout = layout
    overlay?.fit(layout.size)
    for position in views.indices { views[position].fit(layout.body) }
  }

  /// Where the keys are pressed.
  var context: KeyContext { views.last?.context ?? focus.context }

  mutating func setZoomed(_ isZoomed: Bool) {
    self.isZoomed = isZoomed
  }

  mutating func focus(_ pane: Pane) {
    focus = pane
  }

  /// - Parameter notice: `nil` clears the line.
  mutating func say(_ notice: Notice?) {
    self.notice = notice
    noticeEnd = notice.flatMap { $0.isProblem ? nil : clock() + Self.noticeTime }
    if let notice, keepsNotices { keep(notice) }
  }

  /// Keeps what is said elsewhere on the screen among the last messages.
  mutating func keep(_ notice: Notice) {
    // What follows the typing says the same again and again.
    if said.last?.notice == notice { said.removeLast() }
    said.append((clock(), notice))
    if said.count > Self.maximumSaid { said.removeFirst() }
  }

  mutating func setKeepsNotices(_ keeps: Bool) {
    keepsNotices = keeps
  }

  /// Says something that stays until the first key.
  mutating func greet(_ text: String) {
    say(.done(text))
    noticeEnd = nil
  }

  /// Any key clears what an earlier one led to; what went wrong by itself stays until it is read.
  mutating func clearNotice() {
    if notice?.stays != true { say(nil) }
  }

  /// What is said now is the failure of something that went on by itself.
  mutating func holdProblem() {
    if notice?.isProblem == true { notice?.stays = true }
  }

  /// What went right has been shown for long enough.
  mutating func expireNotice() {
    if let noticeEnd, noticeEnd <= clock() { say(nil) }
  }

  mutating func toggleMouse() {
    isMouseOn.toggle()
  }

  mutating func toggleMask() {
    isMasked.toggle()
  }

  // MARK: What lies over the panes

  /// - Parameter overlay: `nil` closes what is open.
  mutating func open(_ overlay: Overlay?) {
    self.overlay = overlay
    self.overlay?.fit(layout.size)
  }

  mutating func wait(_ arrival: Arrival?) {
    waiting = arrival
  }

  mutating func takeInOverlay(_ key: Key, page: Int) -> OverlayStep<ConsoleState> {
    overlay?.take(key, page: page) ?? .stay
  }

  /// - Returns: `nil` if the text is too long for the field.
  mutating func pasteInOverlay(_ text: String) -> OverlayStep<ConsoleState>? {
    overlay?.paste(text)
  }

  mutating func scrollOverlay(by rows: Int) {
    overlay?.scroll(rows, size: layout.size)
  }

  // MARK: Views

  mutating func push(_ view: FullView) {
    views.append(view)
    views[views.count - 1].fit(layout.body)
  }

  mutating func popView() {
    _ = views.popLast()
  }

  mutating func closeViews() {
    views = []
  }

  /// The exchange that has the keys; `nil` if something else has them.
  var exchange: ExchangeView? {
    if case .exchange(let view) = views.last { view } else { nil }
  }

  mutating func updateExchange(_ change: (inout ExchangeView) -> Void) {
    guard case .exchange(var view) = views.last else { return }
    // Nothing else holds it now, so that a change copies nothing.
    views.removeLast()
    change(&view)
    views.append(.exchange(view))
  }

  /// The body that is read in the exchange that has the keys.
  var exchangeBody: PayloadState {
    get { exchange?.body ?? PayloadState() }
    _modify {
      guard case .exchange(var view) = views.last else {
        var none = PayloadState()
        yield &none
        return
      }
      // Nothing else holds it now, so that a change copies nothing.
      views.removeLast()
      defer { views.append(.exchange(view)) }
      yield &view.body
    }
  }

  /// The list that has the keys; `nil` if something else has them.
  var exchangeList: ExchangeList? {
    get { if case .exchanges(let list) = views.last { list } else { nil } }
    set {
      guard case .exchanges = views.last, let newValue else { return }
      views[views.count - 1] = .exchanges(newValue)
    }
  }

  /// Changes every exchange that is open.
  mutating func updateExchanges(_ change: (inout ExchangeView) -> Void) {
    for (position, view) in views.enumerated() {
      guard case .exchange(var open) = view else { continue }
      change(&open)
      views[position] = .exchange(open)
    }
  }

  /// Changes every list of exchanges that is open.
  mutating func updateLists(_ change: (inout ExchangeList) -> Void) {
    for (position, view) in views.enumerated() {
      guard case .exchanges(var list) = view else { continue }
      change(&list)
      views[position] = .exchanges(list)
    }
  }

  // MARK: Searching in lists

  mutating func setSearch(_ text: String) {
    search = text
  }

  mutating func setSearchOrigin(_ origin: SearchOrigin?) {
    searchOrigin = origin
  }

  mutating func setSeek(_ seek: Seek?) {
    seeking = seek
  }

  mutating func setGoingOn(_ isGoingOn: Bool) {
    self.isGoingOn = isGoingOn
  }

  // MARK: Employers, and leaving

  mutating func receive(_ employers: [Item]) {
    self.employers = employers
    guard let name = employers.first(where: { $0.id == employer })?.name else { return }
    location.employer = name
  }

  mutating func setReasonToStay(_ reason: String?) {
    reasonToStay = reason
  }

  mutating func setInterrupted(_ wasInterrupted: Bool) {
    self.wasInterrupted = wasInterrupted
  }

  /// - Parameter destination: where to go on; `nil` leaves the program.
  mutating func end(goingTo destination: Destination? = nil) {
    next = destination
    isOver = true
  }
}
