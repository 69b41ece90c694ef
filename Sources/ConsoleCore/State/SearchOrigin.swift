import HookJSON
import HookModel

/// Where the cursors were when a search began: it goes back there if nothing is found.
struct SearchOrigin: Sendable {
  let pane: Pane
  let webhook: Int
  let event: Int
  private let delivery: RecordID?
  private let isFollowing: Bool
  private let source: Document.Source?
  private let rows: JSONRows?
  private let cursor: ListCursor?

  init(_ state: ConsoleState) {
    pane = state.session.focus
    webhook = state.webhooks.cursor.row
    event = state.deliveries.cursor.row
    delivery = state.deliveries.selected
    isFollowing = state.deliveries.isFollowing
    source = state.payload.open?.source
    rows = state.payload.open?.rows
    cursor = state.payload.open?.cursor
  }

  /// Goes back there.
  func restore(_ state: inout ConsoleState) -> [Effect] {
    switch pane {
    case .webhooks: return state.selectWebhook(row: webhook)
    case .events, .codes:
      if isFollowing { return state.selectEvent(row: -1) }
      let row = delivery.flatMap { state.hooks.timeline.position(of: $0, in: state.shownScope) }
      return state.selectEvent(row: row ?? event)
    case .payload:
      state.payload.update { open in
        guard open.source == source, let cursor else { return }
        open.rows = rows
        open.cursor = cursor
      }
      state.movePayload(by: 0)
      return []
    }
  }
}
