import Foundation
import HookModel
import HookSupport

/// Samples, sending from here, raising events.
extension ConsoleState {
  /// `s`: shows the sample of the selected webhook's event, or of one to be chosen.
  mutating func showSample() -> [Effect] {
    if let event = selectedWebhook?.event
      ?? selectedEntry.flatMap({ hooks.webhook($0.webhook)?.event }),
      session.focus != .webhooks || selectedWebhook != nil
    {
      return want(.sample(event))
    }
    chooseEvent("Sample of which event?") { state, event in state.want(.sample(event)) }
    return []
  }

  mutating func want(_ source: Document.Source, isByHand: Bool = true) -> [Effect] {
    if case .sample = source { focus(.payload) }
    return payload.want(source, isByHand: isByHand) ? [.api(.load(source))] : []
  }

  /// `x`: fires an event in the sandbox.
  mutating func askToFire() -> [Effect] {
    if let event = selectedWebhook?.event { return [.api(.fire(event))] }
    chooseEvent("Fire which event?") { _, event in [.api(.fire(event))] }
    return []
  }

  private mutating func chooseEvent(
    _ title: String,
    _ then: @escaping @Sendable (inout ConsoleState, WebhookEvent) -> [Effect]
  ) {
    let items = WebhookEvent.known.map { event in
      Menu.Item(title: event.title, detail: event.name) { then(&$0, event) }
    }
    session.open(.menu(Menu(title, items)))
  }

  /// The webhook that the selected row belongs to.
  var webhookAtHand: HookState.KnownWebhook? {
    selectedWebhook ?? selectedEntry.flatMap { hooks.webhook($0.webhook) }
  }

  /// What a delivery is called with its event, masked or not.
  func wholeTitle(_ id: RecordID, of webhook: RecordID) -> String {
    let event = hooks.webhook(webhook)?.title ?? ""
    guard let entry = hooks.timeline.entry(id) else { return event }
    return DeliveryTitle.text(entry.delivery, event: event, showsEvent: true, isMasked: false)
  }

  /// `S`: what to post from here, and where to.
  mutating func askToSend() -> [Effect] {
    guard let webhook = webhookAtHand else {
      if deliveries.edited != nil {
        review()
      } else {
        session.say(.problem("nothing to send: select a webhook or a delivery first"))
      }
      return []
    }
    let payload = payloadIsMissing == nil ? payload.open?.document.payload : nil
    return askToSend(SendSelection(webhook: webhook, delivery: selectedEntry, payload: payload))
  }

  mutating func askToSend(_ selection: SendSelection) -> [Effect] {
    let url = sendURL(of: selection.webhook)
    let items = url.map { sendItems(selection, to: $0) } ?? []
    let title =
      url.map { "POST to \($0): what?" }
      ?? (session.isCapture ? "Send it to which URL?" : "Send: the webhook's URL is not known yet")
    let kept = [keptItem].compactMap { $0 }
    session.open(.menu(Menu(title, kept + items + targetItems(selection, besides: url))))
    return []
  }

  private func sendItems(_ selection: SendSelection, to url: HTTPURL) -> [Menu.Item] {
    var items: [Menu.Item] = []
    func add(
      _ shortcut: Character,
      _ title: String,
      _ detail: String,
      _ what: String,
      _ effect: Effect
    ) {
      items.append(
        Menu.Item(shortcut: shortcut, title: title, detail: detail) {
          $0.send(what, to: url, effect, of: selection)
        }
      )
    }
    if let entry = selection.delivery {
      let name = title(of: entry)
      let body = PostRequest.Body.delivery(entry.delivery.id, of: entry.webhook)
      let whole = wholeTitle(entry.delivery.id, of: entry.webhook)
      var request = PostRequest(title: whole, url: url, body: body)
      let noun = session.isCapture ? "request" : "delivery"
      add("d", "this \(noun) again, byte for byte", name, "the \(noun)", .endpoint(.post(request)))
      if session.isSigning {
        request.signsAgain = true
        add(
          "r",
          "this request, with a new signature",
          name,
          "the request",
          .endpoint(.post(request))
        )
      }
    }
    if let event = selection.webhook.event, !session.isCapture {
      let title = "sample of \(event.title)"
      let request = PostRequest(title: title, url: url, body: .sample(event))
      add("s", "a sample", event.title, "a \(title)", .endpoint(.post(request)))
    }
    if let open = selection.payload {
      items.append(
        Menu.Item(shortcut: "e", title: "the open payload, edited first", detail: "$EDITOR") {
          $0.editAndSend(open, to: url)
        }
      )
    }
    return items
  }

  package mutating func posted(_ request: PostRequest, _ answer: PostResponse) {
    if request.isEdited { postedEdited(answer) }
    arrived(record(answer, .sent, title: request.title, delivery: request.delivery))
  }
}
