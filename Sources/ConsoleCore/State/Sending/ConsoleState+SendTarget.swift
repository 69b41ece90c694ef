import Foundation
import HookModel
import HookSupport

/// Where `S` posts to: shown first, can be changed, and asked about if it is another machine.
extension ConsoleState {
  /// The URLs that can be chosen by one key.
  private func sendTargets(
    of webhook: HookState.KnownWebhook
  ) -> [(shortcut: Character, target: SendTarget, title: String, url: HTTPURL)] {
    let forward = deliveries.forwarding.url.map {
      ("f" as Character, SendTarget.forward, "the forwarding URL", $0)
    }
    // A capture's own URL leads back to it.
    let own =
      session.isCapture
      ? nil
      : webhook.url.flatMap { try? HTTPURL($0) }
        .map { ("w" as Character, SendTarget.own, "the webhook's own URL", $0) }
    return [forward, own].compactMap { $0 }
  }

  /// The URL that was chosen last, otherwise the forward's, otherwise the webhook's own.
  func sendURL(of webhook: HookState.KnownWebhook) -> HTTPURL? {
    if case .other(let url) = deliveries.sendTarget { return url }
    let targets = sendTargets(of: webhook)
    return (targets.first { $0.target == deliveries.sendTarget } ?? targets.first)?.url
  }

  /// The items of the menu that lead to another target.
  func targetItems(_ selection: SendSelection, besides url: HTTPURL?) -> [Menu.Item] {
    let others = sendTargets(of: selection.webhook).filter { $0.url != url }
    let items = others.map { other in
      Menu.Item(shortcut: other.shortcut, title: "to \(other.title)", detail: other.url.description)
      {
        state in
        state.deliveries.setSendTarget(other.target)
        return state.askToSend(selection)
      }
    }
    let typed = Menu.Item(shortcut: "u", title: "to another URL…") {
      $0.askForTarget(selection, proposing: url)
    }
    return items + [typed]
  }

  private mutating func askForTarget(_ selection: SendSelection, proposing url: HTTPURL?)
    -> [Effect]
  {
    session.open(
      .prompt(
        Prompt(
          "send to ",
          text: url?.description ?? "",
          holdsURL: true,
          example: "http://127.0.0.1:3000/hooks",
          cancel: { $0.askToSend(selection) }
        ) { state, text in
          state.deliveries.setSendTarget(.other(try HTTPURL(typed: text, over: url)))
          return state.askToSend(selection)
        }
      )
    )
    return []
  }

  /// Posts something, and asks first if it would leave this machine.
  package mutating func send(
    _ what: String,
    to url: HTTPURL,
    _ effect: Effect,
    of selection: SendSelection
  )
    -> [Effect]
  {
    askToLeaveMachine("Send \(what)", to: url, no: { $0.askToSend(selection) }) { _ in [effect] }
  }

  /// Does it at once if the host is this machine, otherwise asks.
  /// - Parameter no: what happens if the answer is no.
  mutating func askToLeaveMachine(
    _ what: String,
    to url: HTTPURL,
    no: @escaping @Sendable (inout ConsoleState) -> [Effect],
    then: @escaping @Sendable (inout ConsoleState) -> [Effect]
  ) -> [Effect] {
    if url.isLoopback { return then(&self) }
    session.open(
      .menu(
        Menu.question(
          "\(what) to \(url.host)? It leaves this machine",
          no: ("no, go back", no),
          yes: ("yes, to \(url)", ""),
          then: then
        )
      )
    )
    return []
  }
}
