import Foundation
import HookModel

/// Samples, sending from here, raising events, forwarding.
extension ConsoleState {
  /// `s`: shows the sample of the chosen webhook's event, or of one to be chosen.
  mutating func showSample() -> [Effect] {
    if let event = chosenWebhook?.event
      ?? chosenEntry.flatMap({ hooks.webhook($0.webhook)?.event }),
      focus != .webhooks || chosenWebhook != nil
    {
      return want(.sample(event))
    }
    chooseEvent("Sample of which event?") { state, event in state.want(.sample(event)) }
    return []
  }

  mutating func want(_ source: Document.Source, isByHand: Bool = true) -> [Effect] {
    if case .sample = source { focus(.payload) }
    return payload.want(source, isByHand: isByHand) ? [.load(source)] : []
  }

  /// `x`: raises an event in the sandbox.
  mutating func askToFire() -> [Effect] {
    if let event = chosenWebhook?.event { return [.fire(event)] }
    chooseEvent("Raise which event?") { _, event in [.fire(event)] }
    return []
  }

  private mutating func chooseEvent(
    _ title: String,
    _ then: @escaping @Sendable (inout ConsoleState, WebhookEvent) -> [Effect]
  ) {
    let items = WebhookEvent.known.map { event in
      Menu.Item(title: event.title, detail: event.name) { then(&$0, event) }
    }
    overlay = .menu(Menu(title, items))
  }

  /// The webhook that the chosen row belongs to.
  var webhookAtHand: HookState.KnownWebhook? {
    chosenWebhook ?? chosenEntry.flatMap { hooks.webhook($0.webhook) }
  }

  /// `S`: what is to be posted from here to the webhook's URL.
  mutating func askToSend() -> [Effect] {
    guard webhookAtHand != nil || edited == nil else {
      review()
      return []
    }
    guard let webhook = webhookAtHand, let address = webhook.url, let url = URL(string: address)
    else {
      notice = .problem("choose a webhook or an event first")
      return []
    }
    var items = [keptItem].compactMap { $0 }
    if let entry = chosenEntry {
      let (id, name) = (entry.delivery.id, TimelinePane.name(entry, self))
      items.append(
        Menu.Item(letter: "d", title: "this delivery again, byte for byte", detail: shown(name)) {
          _ in [.post(PostRequest(title: name, url: url, body: .delivery(id, of: entry.webhook)))]
        }
      )
    }
    if let event = webhook.event {
      let title = "sample of \(event.title)"
      items.append(
        Menu.Item(letter: "s", title: "a sample", detail: event.title) { _ in
          [.post(PostRequest(title: title, url: url, body: .sample(event)))]
        }
      )
    }
    if payloadIsMissing == nil, let open = payload.open?.document.payload {
      items.append(
        Menu.Item(letter: "e", title: "the payload that is open, edited first", detail: "$EDITOR") {
          $0.editAndSend(open, to: url)
        }
      )
    }
    overlay = .menu(Menu("POST to \(address)", items))
    return []
  }

  /// `F`: posts new deliveries on to a local URL, or stops it.
  mutating func askToForward() -> [Effect] {
    let scope = scope
    let missed = forwarding.missed
    if let url = forwarding.url, !missed.isEmpty {
      overlay = .menu(
        Menu(
          "Forwarding to \(url.absoluteString)",
          [
            Menu.Item(letter: "m", title: "send what was missed", detail: "\(missed.count)") { _ in
              missed.map { .forward($0.id, of: $0.webhook, to: url) }
            },
            Menu.Item(letter: "x", title: "stop forwarding", detail: "") { state in
              state.stopForwarding()
            },
          ]
        )
      )
      return []
    }
    let text = forwarding.url?.absoluteString ?? "http://127.0.0.1:"
    let what = chosenWebhook?.title ?? "all webhooks"
    overlay = .prompt(
      Prompt("forward new deliveries of \(what) to (empty: stop) ", text: text) { state, text in
        state.forward(scope, to: text)
      }
    )
    return []
  }

  private mutating func stopForwarding() -> [Effect] {
    forwarding.url = nil
    notice = .done("nothing is forwarded any more")
    return []
  }

  private mutating func forward(_ scope: Timeline.Scope, to text: String) -> [Effect] {
    let text = text.trimmingBlanks
    if text.isEmpty { return stopForwarding() }
    let draft = WebhookDraft(event: WebhookEvent.known[0], url: text)
    guard draft.urlProblem == nil, let url = URL(string: text) else {
      notice = .problem("\(text): \(draft.urlProblem ?? "that is no URL")")
      return []
    }
    guard let host = url.host, !ServerAddress.isLoopback(host) else {
      return begin(scope, to: url)
    }
    overlay = .menu(
      Menu(
        "Post the payloads to \(host)? They leave this machine",
        [
          Menu.Item(letter: "n", title: "no", detail: "") { _ in [] },
          Menu.Item(letter: "y", title: "yes, forward to \(text)", detail: "") {
            $0.begin(scope, to: url)
          },
        ]
      )
    )
    return []
  }

  private mutating func begin(_ scope: Timeline.Scope, to url: URL) -> [Effect] {
    forwarding.url = url
    forwarding.scope = scope
    notice = .done("new deliveries are posted on to \(url.absoluteString) as they appear")
    return []
  }

  /// New deliveries that are to be posted on.
  func forwards(_ fresh: [RecordID], of webhook: RecordID) -> [Effect] {
    guard let url = forwarding.url, forwarding.takes(webhook) else { return [] }
    return fresh.map { .forward($0, of: webhook, to: url) }
  }

  mutating func forwarded(_ id: RecordID, of webhook: RecordID, _ answer: PostAnswer) {
    let wasDown = !forwarding.missed.isEmpty
    forwarding.took(answer, id, of: webhook)
    if answer.status == 0 {
      let count = forwarding.missed.count
      notice = .problem("\(answer.problem ?? "no answer"); \(count) missed, F sends them again")
    } else if wasDown {
      let count = forwarding.missed.count
      notice = .done("\(forwarding.target ?? "") is back\(count > 0 ? "; \(count) missed: F" : "")")
    }
  }

  /// `L`: what the local endpoint answered to the chosen delivery.
  mutating func showLocalAnswer() {
    guard let entry = chosenEntry, let url = forwarding.url,
      let answer = forwarding.answers[entry.delivery.id]
    else {
      notice = .problem("this delivery was not forwarded")
      return
    }
    let request = PostRequest(
      title: TimelinePane.name(entry, self),
      url: url,
      body: .delivery(entry.delivery.id, of: entry.webhook)
    )
    posted(request, answer)
  }

  mutating func posted(_ request: PostRequest, _ answer: PostAnswer) {
    if request.isEdited { postedEdited(answer) }
    overlay = .viewer(AnswerText.viewer(request, answer, isMasked: isMasked))
  }
}
