import Foundation
import HookModel
import HookSupport

/// `F`: new deliveries posted on to a local URL.
extension ConsoleState {
  /// `F`: asks for the URL.
  mutating func askToForward() -> [Effect] {
    askForForward(scope, over: deliveries.forwarding.url)
  }

  /// The beginning of most URLs that something is sent to from here.
  static let localURL = "http://127.0.0.1:"

  private mutating func askForForward(_ scope: Timeline.Scope, over shown: HTTPURL?) -> [Effect] {
    let what = scope == .all ? "all webhooks" : selectedWebhook?.title ?? "this webhook"
    let prompt = Prompt(
      deliveries.forwarding.url == nil
        ? "forward \(what) to " : "forward \(what) (empty: stop) to ",
      text: shown?.description ?? Self.localURL,
      holdsURL: true,
      example: "(empty: stop forwarding)"
    ) { state, text in
      if text.trimmingBlanks.isEmpty { return state.stopForwarding() }
      let url = try HTTPURL(typed: text, over: shown)
      let back: @Sendable (inout ConsoleState) -> [Effect] = {
        $0.askForForward(scope, over: url)
      }
      return state.askToLeaveMachine("Forward payloads", to: url, no: back) {
        $0.begin(scope, to: url)
      }
    }
    session.open(.prompt(prompt))
    return []
  }

  private mutating func stopForwarding() -> [Effect] {
    deliveries.stopForwarding()
    session.say(.done("forwarding stopped"))
    return []
  }

  private mutating func begin(_ scope: Timeline.Scope, to url: HTTPURL) -> [Effect] {
    deliveries.beginForwarding(to: url, of: scope)
    // It is the nearest target now.
    deliveries.setSendTarget(nil)
    session.say(.done("new deliveries are forwarded to \(url) as they appear"))
    askAboutMissed(url)
    return []
  }

  private mutating func askAboutMissed(_ url: HTTPURL) {
    let missed = deliveries.forwarding.missed
    guard !missed.isEmpty else { return }
    let what =
      missed.count == 1 ? "1 delivery was missed" : "\(missed.count) deliveries were missed"
    let items = [
      Menu.Item(shortcut: "m", title: "yes, send what was missed", detail: url.description) { _ in
        missed.map { .endpoint(.forward($0.id, of: $0.webhook, to: url)) }
      },
      Menu.Item(shortcut: "n", title: "no, only what is new") { _ in [] },
    ]
    session.open(.menu(Menu("\(what). Send again?", items)))
  }

  /// New deliveries that are to be posted on.
  package func forwards(_ fresh: [RecordID], of webhook: RecordID) -> [Effect] {
    guard let url = deliveries.forwarding.url, deliveries.forwarding.takes(webhook) else {
      return []
    }
    return fresh.map { .endpoint(.forward($0, of: webhook, to: url)) }
  }

  package mutating func forwarded(_ id: RecordID, of webhook: RecordID, _ answer: PostResponse) {
    let wasDown = !deliveries.forwarding.missed.isEmpty
    deliveries.record(answer, id, of: webhook)
    record(answer, .forwarded, title: wholeTitle(id, of: webhook), delivery: id)
    if answer.status == 0 {
      let count = deliveries.forwarding.missed.count
      let problem = answer.problem ?? "no response"
      session.say(.problem("\(count) missed (F sends again): \(problem)"))
    } else if wasDown {
      let count = deliveries.forwarding.missed.count
      session.say(
        .done(
          "\(deliveries.forwarding.target ?? "") is back\(count > 0 ? ", \(count) missed (F sends again)" : "")"
        )
      )
    }
  }

  /// What the local endpoint responded to the selected delivery.
  var localResponse: ExchangeRecord? {
    selectedEntry.flatMap { deliveries.history.forwarded($0.delivery.id) }
  }
}
