import HookJSON
import HookModel

/// Where the cursors were when a search began: it goes back there if nothing is found.
struct SearchOrigin: Sendable {
  let pane: Pane
  /// Whether it is in a body of the exchange view.
  private let isInView: Bool
  let webhook: Int
  let event: Int
  private let delivery: RecordID?
  private let isFollowing: Bool
  private let source: Document.Source?
  private let rows: JSONRows?
  private let cursor: ListCursor?

  init(_ state: ConsoleState) {
    pane = state.session.focus
    isInView = state.session.exchange != nil
    webhook = state.webhooks.cursor.row
    event = state.deliveries.cursor.row
    delivery = state.deliveries.selected
    isFollowing = state.deliveries.isFollowing
    source = state.reading.open?.source
    rows = state.reading.open?.rows
    cursor = state.reading.open?.cursor
  }

  /// Goes back there.
  func restore(_ state: inout ConsoleState) -> [Effect] {
    if isInView { return restoreBody(&state) }
    switch pane {
    case .webhooks: return state.selectWebhook(row: webhook)
    case .events, .codes:
      if isFollowing { return state.selectEvent(row: -1) }
      let row = delivery.flatMap { state.hooks.timeline.position(of: $0, in: state.shownScope) }
      return state.selectEvent(row: row ?? event)
    case .payload:
      return restoreBody(&state)
    }
  }

  private func restoreBody(_ state: inout ConsoleState) -> [Effect] {
    state.reading.update { open in
      guard open.source == source, let cursor else { return }
      open.rows = rows
      open.cursor = cursor
    }
    state.movePayload(by: 0)
    return []
  }
}
