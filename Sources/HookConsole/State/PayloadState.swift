import HookModel

/// What the payload pane shows: the delivery that is open, and those that were open before it.
struct PayloadState: Sendable {
  /// A payload with its folds and the place in it.
  struct Open: Sendable {
    var delivery: Delivery
    var rows: JSONRows?
    var cursor = ListCursor()

    var rowCount: Int { rows?.count ?? 0 }
  }

  private(set) var open: Open?
  /// The delivery that is being fetched.
  private(set) var loading: RecordID?
  /// Why the wanted delivery cannot be shown.
  private(set) var problem: (delivery: RecordID, message: String)?
  private var kept: [Open] = []

  private static let mostKept = 16

  /// Shows a delivery that was open before, or notes that it must be fetched.
  /// - Returns: true where it must be fetched.
  mutating func want(_ id: RecordID) -> Bool {
    if open?.delivery.id == id { return false }
    if let known = kept.firstIndex(where: { $0.delivery.id == id }) {
      let found = kept.remove(at: known)
      keepOpen()
      open = found
      loading = nil
      return false
    }
    guard loading != id else { return false }
    loading = id
    problem = nil
    return true
  }

  mutating func close() {
    keepOpen()
    open = nil
    loading = nil
    problem = nil
  }

  mutating func loaded(_ payload: LoadedPayload) {
    guard loading == payload.delivery.id else { return }
    loading = nil
    keepOpen()
    open = Open(delivery: payload.delivery, rows: payload.rows)
  }

  mutating func failed(_ id: RecordID, _ message: String) {
    guard loading == id else { return }
    loading = nil
    keepOpen()
    open = nil
    problem = (id, message)
  }

  mutating func update(_ change: (inout Open) -> Void) {
    guard var changed = open else { return }
    open = nil
    change(&changed)
    open = changed
  }

  private mutating func keepOpen() {
    guard let open else { return }
    kept.append(open)
    if kept.count > Self.mostKept { kept.removeFirst() }
  }
}
