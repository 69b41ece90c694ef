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

  /// What stands beside a source in place of a URL: how many requests came in the last minute, and whether
  /// the newest was signed as it should be.
  func sourceNote(_ source: HookState.KnownWebhook) -> String {
    let since = session.clock() - 60
    var count = 0
    while let entry = hooks.timeline.entry(at: count, in: .webhook(source.id)),
      let created = entry.delivery.created, created.seconds >= since, count < Self.maximumRate
    {
      count += 1
    }
    let rate = count == Self.maximumRate ? "\(count)+/min" : count > 0 ? "\(count)/min" : ""
    let signature = hooks.lastDelivery(of: source.id)?.statusMessage ?? ""
    return [rate, signature].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static let maximumRate = 1000

  /// `e` on a source: the status codes that it responds with.
  mutating func askToRespond() -> [Effect] {
    guard let source = selectedWebhook else {
      session.say(.problem("select a source first"))
      return []
    }
    session.open(
      .prompt(
        Prompt(
          "respond to \(source.title) with ",
          text: "",
          example: "for example: 500,500,200 (empty: as the endpoint is set up)"
        ) { _, text in
          [.api(.respond(source.id, try Self.statuses(text)))]
        }
      )
    )
    return []
  }

  private static func statuses(_ text: String) throws -> [Int] {
    let words = text.split { $0 == "," || $0 == " " }
    return try words.map { word in
      guard let status = Int(word), (200...599).contains(status) else {
        throw Problem("\(word) is not a status code to respond with; try: 200, or 500,500,200")
      }
      return status
    }
  }

  mutating func responds(_ source: RecordID, _ statuses: [Int]) {
    let codes = statuses.map(String.init).joined(separator: ", ")
    let title = hooks.webhook(source)?.title ?? "the source"
    session.say(
      .done(
        statuses.isEmpty
          ? "\(title) responds as the endpoint is set up" : "\(title) responds with \(codes)"
      )
    )
  }
}
