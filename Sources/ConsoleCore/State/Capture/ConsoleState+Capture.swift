import HookModel
import HookSupport

/// The console on a capture: its sources stand where an API's webhooks do, its requests where deliveries do.
extension ConsoleState {
  func title(of pane: Pane) -> String {
    guard session.isCapture else { return pane.title }
    return switch pane {
    case .webhooks: "Sources"
    case .events: "Requests"
    case .codes: "Response"
    case .payload: "Body"
    }
  }

  /// Why a command of an API does nothing in a capture; `nil` if it does.
  var captureBlocks: String? {
    session.isCapture ? "a capture has no webhooks: it shows what is posted to it" : nil
  }

  /// What stands beside a source in place of a URL: how many requests came in the last minute, and what is to
  /// be said of the newest: whether it was signed as it should be, or came from a web page.
  func sourceNote(_ source: HookState.KnownWebhook) -> String {
    let count = hooks.timeline.count(since: session.clock() - 60, in: .webhook(source.id))
    let rate = count > 0 ? "\(count)/min" : ""
    let note = hooks.lastDelivery(of: source.id)?.statusMessage ?? ""
    return [rate, CaptureNote.short(note)].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Whether `d` is about a request: in the list of requests of a capture.
  var deletesRequest: Bool { session.isCapture && session.focus == .events && selectedEntry != nil }

  /// Why nothing can be deleted now; `nil` if something can.
  var deleteIsBlocked: String? { deletesRequest || deletesAllSources ? nil : changeIsBlocked }

  /// `d` on a request of a capture.
  mutating func askToDeleteRequest() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    let (id, source) = (entry.delivery.id, entry.webhook)
    session.open(
      .menu(
        Menu.question(
          "Delete \(title(of: entry))?",
          no: ("no, keep it", { _ in [] }),
          yes: ("yes, delete the request", "it cannot be undone"),
          then: { _ in [.api(.deleteRequest(id, of: source))] }
        )
      )
    )
    return []
  }

  mutating func requestDeleted(_ id: RecordID, of source: RecordID) -> [Effect] {
    hooks.remove(id)
    deliveries.updateMarks { $0.remove(id) }
    deliveries.fit(count: eventCount, height: height(of: .events))
    session.say(.done("the request is deleted"))
    return openSelected(isByHand: true)
  }

  /// Whether `d` is about all sources: on their first row.
  var deletesAllSources: Bool {
    session.isCapture && session.focus == .webhooks && selectedWebhook == nil
      && !hooks.webhooks.isEmpty
  }

  /// `d` on the row of all sources.
  mutating func askToDeleteAllSources() -> [Effect] {
    session.open(
      .menu(
        Menu.question(
          "Delete all sources and their requests?",
          no: ("no, keep them", { _ in [] }),
          yes: ("yes, delete all", "it cannot be undone"),
          then: { _ in [.api(.deleteAllSources)] }
        )
      )
    )
    return []
  }
}
