import HookModel

/// The webhooks' pane, and what was changed in it.
package struct WebhooksState: Sendable {
  /// Row 0 stands for all webhooks.
  private(set) var cursor = ListCursor()
  /// What can be undone, the last at the end.
  package private(set) var done: [Undoable] = []
  /// Whether a change is on its way to the server.
  private(set) var isChanging = false
  /// The webhook that was deleted here last.
  private(set) var deletedHere: RecordID?
  /// A webhook that was made here and is to be selected once it is listed.
  package private(set) var awaited: RecordID?

  // MARK: The rows

  mutating func select(row: Int, count: Int, height: Int) {
    cursor.select(row: row, count: count, height: height)
  }

  /// The selected webhook has another row now.
  mutating func shift(to row: Int, count: Int, height: Int) {
    cursor.shift(to: row, count: count, height: height)
  }

  mutating func scroll(by step: Int, count: Int, height: Int) {
    cursor.scroll(by: step, count: count, height: height)
  }

  mutating func fit(count: Int, height: Int) {
    cursor.fit(count: count, height: height)
  }

  // MARK: The changes

  mutating func beginChange() {
    isChanging = true
  }

  mutating func endChange() {
    isChanging = false
  }

  mutating func record(_ undoable: Undoable) {
    done.append(undoable)
  }

  mutating func dropLast() {
    _ = done.popLast()
  }

  mutating func drop(where isGone: (Undoable) -> Bool) {
    done.removeAll(where: isGone)
  }

  mutating func recordDeletion(of webhook: Webhook) {
    deletedHere = webhook.id
    // What was done to it before went with it.
    done.removeAll { $0.webhook == webhook.id }
    done.append(.deletion(webhook.draft))
  }

  mutating func setAwaited(_ id: RecordID?) {
    awaited = id
  }
}
