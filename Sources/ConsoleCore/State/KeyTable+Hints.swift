/// Which keys the last line names in each pane.
extension KeyTable {
  /// The most useful first; what cannot be done as things stand is left out.
  static let hints: [KeyContext: [String]] = [
    .webhooks: [
      "back", "webhook.undo", "webhook.edit", "webhook.toggle", "webhook.create", "fire", "filter",
      "forward", "open", "webhook.delete", "search", "send", "sample", "mask", "palette",
    ],
    .events: [
      "back", "open", "send", "filter", "mark", "filter.failed", "forward", "follow", "fire",
      "payload.remember", "payload.compare", "search", "copy", "mask", "history", "zoom",
      "palette",
    ],
    .codes: [
      "back", "open", "history", "send", "filter.failed", "forward", "fire", "zoom",
      "palette",
    ],
    .payload: [
      "back", "open", "search.next", "search", "copy", "payload.compare", "payload.remember",
      "payload.wrap", "zoom", "payload.raw", "send", "mask", "payload.save", "payload.page",
      "palette",
    ],
    .exchange: [
      "back", "section.next", "open", "search.next", "search", "copy", "payload.save", "send",
      "payload.compare", "payload.remember", "zoom", "payload.raw", "payload.page", "mask",
      "palette",
    ],
    .exchanges: [
      "back", "open", "filter", "payload.compare", "payload.remember", "send", "copy",
      "payload.save", "payload.page", "mask", "palette",
    ],
  ]
}

extension ConsoleState {
  /// What the last line offers now, help aside.
  var hints: [(key: String, text: String)] {
    (KeyTable.hints[session.context] ?? []).compactMap { hint($0) }
  }

  func hint(_ name: String) -> (key: String, text: String)? {
    guard let command = session.keyMap.command(named: name), let key = command.keys.first,
      command.contexts.contains(session.context), command.blocked(self) == nil,
      let text = command.hint?(self)
    else { return nil }
    return (key.shortName, text)
  }

  var openHint: String? {
    switch session.context {
    case .webhooks: "open"
    case .events: eventCount == 0 ? nil : "open"
    case .codes: session.isCapture ? "exchange" : "attempts"
    case .payload: openRowHint
    case .exchange: openInExchangeHint
    case .exchanges: exchangeAtHand == nil ? nil : "open"
    }
  }

  /// Whether there are events, shown or not.
  var hasEvents: Bool { eventCount > 0 || deliveries.filter != nil }

  var filterHint: String? {
    if session.context == .exchanges { return "filter" }
    return hasEvents ? "filter" : nil
  }

  /// A list or a payload that has nothing in it is not searched.
  var searchHint: String? {
    switch session.context {
    case .webhooks: hooks.webhooks.isEmpty ? nil : "search"
    case .events: eventCount == 0 ? nil : "search"
    case .codes, .exchanges: nil
    case .payload, .exchange: payloadIsMissing == nil ? "search" : nil
    }
  }

  var copyHint: String? {
    switch session.context {
    case .payload: payloadIsMissing == nil ? "copy" : nil
    case .events: eventCount == 0 ? nil : "copy"
    case .webhooks, .codes, .exchange, .exchanges: "copy"
    }
  }

  var sendHint: String? {
    if !session.views.isEmpty { return exchangeAtHand?.hasBodies == true ? "send again" : nil }
    if !deliveries.marks.isEmpty { return "send \(deliveries.marks.count)" }
    return webhookAtHand == nil ? nil : "send"
  }

  var zoomHint: String? {
    if let view = session.exchange { return view.hasBody ? "zoom" : nil }
    return session.isZoomed ? "all panes" : "zoom"
  }

  var backHint: String? {
    if !session.views.isEmpty {
      return session.exchangeList?.filter.isEmpty == false ? "clear the filter" : "close"
    }
    if session.isZoomed { return "all panes" }
    if deliveries.bulk?.isStopping == false { return "stop sending" }
    if session.focus == .events, deliveries.filter == nil, !deliveries.marks.isEmpty {
      return "clear the marks"
    }
    let isFiltered = deliveries.filter != nil && [.webhooks, .events].contains(session.focus)
    return isFiltered ? "clear the filter" : nil
  }
}

/// Help and palette.
extension ConsoleState {
  mutating func focusing(_ pane: Pane) -> [Effect] {
    focus(pane)
    return []
  }

  mutating func openHelp() -> [Effect] {
    session.open(.help(HelpList(session.keyMap.commands) { $0.run($1) }))
    return []
  }

  /// All commands, to be chosen by typing a part of their names.
  mutating func openPalette() {
    let commands = session.keyMap.commands.filter {
      $0.contexts.contains(session.context) && $0.name != "palette"
    }
    let items = commands.map { command in
      Menu.Item(
        title: command.help,
        keys: command.keyNames,
        synonyms: "\(command.name) \(command.synonyms)"
      ) { $0.run(command) }
    }
    session.open(.menu(ConsoleState.Menu("Commands", items)))
  }

  /// Runs a command as its key does, in a pane where it works.
  private mutating func run(_ command: Command<ConsoleState>) -> [Effect] {
    if !command.contexts.contains(session.context), let pane = command.contexts.first?.pane {
      focus(pane)
    }
    if let reason = command.blocked(self) {
      session.say(.problem(reason))
      return []
    }
    return command.run(&self)
  }
}
