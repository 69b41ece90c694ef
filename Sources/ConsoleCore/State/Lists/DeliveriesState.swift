import HookModel
import HookSupport

/// The events' pane, and what was posted from here.
package struct DeliveriesState: Sendable {
  private(set) var cursor = ListCursor()
  /// The delivery on the selected row, so that the row stays with it when others come in.
  private(set) var selected: RecordID?
  /// The newest delivery is selected as it comes: the selected row is the first one, and `t` has not
  /// ended it.
  private(set) var isFollowing = true
  private(set) var followsNewest = true
  /// Deliveries that came since the newest was last in sight.
  private(set) var unseen = 0
  /// What narrows the events, as it was typed.
  package private(set) var filter: String?
  private(set) var forwarding = Forwarding()
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
    cursor.select(row: row, count: count, height: height)
    if cursor.row > 0 { isFollowing = false }
    if cursor.row == 0, !wasAtTop || row < 0 { follow() }
  }

  /// Selects the newest without a change of whether it is followed.
  mutating func selectNewest(count: Int, height: Int) {
    cursor.select(row: 0, count: count, height: height)
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
    selected = id
  }

  mutating func setFilter(_ text: String?) {
    filter = text
  }

  // MARK: Following

  /// Keeps to the newest, unless the person does not want that.
  mutating func follow() {
    isFollowing = followsNewest
    unseen = 0
  }

  mutating func stopFollowing() {
    isFollowing = false
  }

  /// - Returns: whether the newest is followed now.
  mutating func toggleFollowing() -> Bool {
    followsNewest = !isFollowing
    if followsNewest { follow() } else { isFollowing = false }
    return followsNewest
  }

  /// New deliveries came in above the selected one.
  mutating func count(unseen count: Int) {
    unseen += count
  }

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
