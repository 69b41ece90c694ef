import HookModel

/// What to do where a pane has nothing to show.
extension ConsoleState {
  var emptyWebhooks: String {
    if session.employer == nil { return "no employer: \(key("employer")) chooses one" }
    if session.isCapture { return "no requests yet: post to \(session.location.server)" }
    if hooks.isListed { return "no webhooks yet: \(key("webhook.create")) creates one" }
    if case .failing = hooks.health {
      return "none received: \(key("refresh")) retries, \(key("employer")) other employer"
    }
    return "loading webhooks…"
  }

  var emptyEvents: String {
    guard hooks.isListed else { return "" }
    if hooks.isFiltering { return "looking through the deliveries…" }
    if let filter = deliveries.filter {
      let what = session.isCapture ? "request" : "delivery"
      let part =
        selectedWebhook == nil ? "" : " of this \(session.isCapture ? "source" : "webhook")"
      return
        "no \(what)\(part) matches \(shown(filter)): Esc clears the filter, "
        + "\(key("filter")) changes it"
    }
    guard !hooks.webhooks.isEmpty else { return "" }
    if session.isCapture { return "no requests kept" }
    if let webhook = selectedWebhook, webhook.active == false {
      return "no deliveries, and the webhook is inactive: \(key("webhook.toggle")) activates it"
    }
    if isSandbox {
      return
        "no deliveries yet: \(key("fire")) fires \(selectedWebhook?.event?.title ?? "an event")"
    }
    let last = selectedWebhook?.record?.lastDelivery?.created
    return last.map { "no deliveries here: the last came \(times.when($0))" }
      ?? "no deliveries yet: they appear here as they are sent"
  }

  var emptyPayload: String {
    eventCount == 0 ? "" : "no delivery selected: \(key("focus.2")) goes to the events"
  }

  /// Whether the server is a sandbox, which can fire events.
  var isSandbox: Bool { hooks.isSandbox && !session.isCapture }

  /// The first key of a command, for people.
  func key(_ command: String) -> String {
    session.keyMap.commands.first { $0.name == command }?.keys.first?.shortName ?? ":"
  }
}
