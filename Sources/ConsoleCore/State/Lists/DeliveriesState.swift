import HookHTTP
import HookModel
import HookSupport

/// The events' pane, and what was posted from here.
package struct DeliveriesState: Sendable {
  private(set) var cursor = ListCursor()
  /// The delivery on the selected row, so that the row stays with it when others come in.
  private(set) var selected: RecordID?
  /// The delivery that was selected before a filter took it away; selected again once it is shown.
  private(set) var wanted: RecordID?
  /// The newest delivery is selected as it comes.
  private(set) var isFollowing = true
  /// The first line of the response codes that is on the screen.
  private(set) var codesTop = 0
  /// Deliveries that came since the newest was last selected.
  private var unseen = 0
  /// What narrows the events, as it was typed.
  package private(set) var filter: String?
  private(set) var forwarding = Forwarding()
  private(set) var marks = Marks()
  /// `nil` while nothing is sent in bulk.
  private(set) var bulk: BulkSend?
  /// What this session sent and forwarded.
  private(set) var history = ExchangeHistory()
  /// Where `S` posts to, once a person chose that.
  private(set) var sendTarget: SendTarget?
  /// Posts that were begun and have no response yet.
  package private(set) var inFlight = 0
  /// From the editor: not sent, saved or dropped yet.
  package private(set) var edited: EditedText?

  // MARK: The rows

  /// Selects a row, and follows the newest if it is that one.
  /// - Parameter row: negative for the newest, followed again.
  mutating func select(row: Int, count: Int, height: Int) {
    let wasAtTop = cursor.row == 0
    wanted = nil
    cursor.select(row: row, count: count, height: height)
    if cursor.row > 0 { isFollowing = false }
    if cursor.row == 0, !wasAtTop || row < 0 { follow() }
  }

  /// Selects the newest without a change of whether it is followed.
  mutating func selectNewest(count: Int, height: Int) {
    cursor.select(row: 0, count: count, height: height)
    unseen = 0
  }

  /// Selects a delivery as soon as it is shown.
  mutating func want(_ id: RecordID) {
    wanted = id
    isFollowing = false
  }

  /// The rows change: what is selected now is selected again where it is among them.
  mutating func keepSelected() {
    wanted = isFollowing ? nil : wanted ?? selected
  }

  /// The selected delivery has another row now.
  mutating func shift(to row: Int, count: Int, height: Int) {
    cursor.shift(to: row, count: count, height: height)
  }

  mutating func scroll(by step: Int, count: Int, height: Int) {
    cursor.scroll(by: step, count: count, height: height)
    // What is read does not move when new deliveries come.
    if cursor.top > 0 { isFollowing = false } else if cursor.row == 0 { follow() }
  }

  mutating func fit(count: Int, height: Int) {
    cursor.fit(count: count, height: height)
  }

  /// From the newest on again.
  mutating func restart() {
    cursor = ListCursor()
    follow()
  }

  mutating func setSelected(_ id: RecordID?) {
    if selected != id { codesTop = 0 }
    selected = id
  }

  mutating func setCodesTop(_ line: Int) {
    codesTop = line
  }

  mutating func setFilter(_ text: String?) {
    filter = text
  }

  // MARK: Following

  /// Keeps to the newest.
  mutating func follow() {
    isFollowing = true
    wanted = nil
    unseen = 0
  }

  mutating func stopFollowing() {
    isFollowing = false
  }

  /// How many of the rows above the selected one came since the newest was last selected.
  var newAbove: Int { isFollowing ? 0 : min(unseen, cursor.row) }

  /// New deliveries came in above the selected one.
  mutating func count(unseen count: Int) {
    unseen += count
  }

  // MARK: Marks

  mutating func updateMarks(_ change: (inout Marks) -> Void) { change(&marks) }

  mutating func updateBulk(_ change: (inout BulkSend?) -> Void) { change(&bulk) }

  // MARK: Posting

  mutating func beginForwarding(to url: HTTPURL, of scope: Timeline.Scope) {
    forwarding.url = url
    forwarding.scope = scope
  }

  mutating func stopForwarding() {
    forwarding.url = nil
  }

  mutating func record(_ answer: PostResponse, _ id: RecordID, of webhook: RecordID) {
    forwarding.record(answer, id, of: webhook)
  }

  mutating func recordExchange(
    _ exchange: Exchange,
    _ origin: ExchangeRecord.Origin,
    _ title: String,
    _ delivery: RecordID?
  ) -> ExchangeRecord {
    history.add(exchange, origin, title: title, delivery: delivery)
  }

  mutating func setSendTarget(_ target: SendTarget?) {
    sendTarget = target
  }

  mutating func begin(posts: Int) {
    inFlight += posts
  }

  mutating func endPost() {
    inFlight -= 1
  }

  mutating func setEdited(_ text: EditedText?) {
    edited = text
  }
}
