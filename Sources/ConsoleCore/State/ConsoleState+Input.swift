extension ConsoleState {
  /// A key, the mouse or a paste.
  package mutating func take(_ input: Input) -> [Effect] {
    wasInterrupted = false
    let effects = carryOut(input)
    showWaiting()
    return effects
  }

  private mutating func carryOut(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key): return take(key)
    case .press(let position): return press(position)
    case .doublePress(let position):
      if overlay != nil { return press(inOverlay: position, isDouble: true) }
      return press(position) + open()
    case .wheel(let position, let rows): return wheel(position, rows)
    case .paste(let text): return paste(text)
    case .problem(let sentence):
      notice = .problem(sentence)
      return []
    }
  }

  private mutating func paste(_ text: String) -> [Effect] {
    guard overlay?.takesText == true else {
      notice = .problem("nothing here takes a paste")
      return []
    }
    guard let step = overlay?.paste(text) else {
      notice = .problem(
        "paste not inserted: this field takes \(TextField.maximumLength) characters"
      )
      return []
    }
    return carryOut(step)
  }

  private mutating func take(_ key: Key) -> [Effect] {
    if overlay != nil {
      let page = max(1, layout.size.rows - 6)
      return carryOut(overlay?.take(key, page: page) ?? .stay)
    }
    // Any other key cancels the running search.
    let wasSearching = seeking != nil || searching != nil
    let stop = leaveSearch()
    guard let command = keyMap.command(for: key, in: focus) else {
      notice = .problem("\(key.name) does nothing here; ? shows the keys")
      return stop
    }
    if wasSearching, command.name == "back" {
      notice = .done("search stopped")
      return stop
    }
    notice = nil
    if !Self.leaving.contains(command.name) { reasonToStay = nil }
    if let reason = command.blocked(self) {
      notice = .problem(reason)
      return stop
    }
    return stop + command.run(&self)
  }

  /// Gives up any search.
  private mutating func leaveSearch() -> [Effect] {
    seeking = nil
    searchOrigin = nil
    return stopSearching()
  }

  /// The commands that lead out of the program.
  private static let leaving: Set<String> = ["quit", "palette"]

  private mutating func carryOut(_ step: OverlayStep<ConsoleState>) -> [Effect] {
    switch step {
    case .stay: return []
    case .close:
      overlay = nil
      return []
    case .finish(let run):
      overlay = nil
      notice = nil
      return run(&self)
    case .act(let run):
      return run(&self)
    case .submit(let run):
      let open = overlay
      overlay = nil
      notice = nil
      do {
        return try run(&self)
      } catch {
        overlay = open
        notice = .problem("\(error)")
        return []
      }
    }
  }

  /// As Esc does.
  mutating func closeOverlay() -> [Effect] {
    carryOut(overlay?.take(.escape, page: 1) ?? .stay)
  }

  /// Shows what arrived while something else was open.
  mutating func showWaiting() {
    guard overlay == nil, let viewer = waitingViewer else { return }
    waitingViewer = nil
    overlay = .viewer(viewer)
  }

  /// Shows lines to read; where something else is open, once that is closed.
  package mutating func show(_ viewer: Viewer) {
    waitingViewer = viewer
    if case .viewer = overlay { overlay = nil }
    showWaiting()
  }

  private mutating func press(_ position: Position) -> [Effect] {
    guard overlay == nil else { return press(inOverlay: position, isDouble: false) }
    guard let pane = layout.pane(at: position) else { return [] }
    let stop = leaveSearch()
    focus(pane)
    let row = position.row - layout.inside(pane).row
    guard row >= 0, row < height(of: pane) else { return stop }
    switch pane {
    case .webhooks: return stop + chooseWebhook(row: webhookCursor.top + row)
    case .events:
      guard eventCursor.top + row < eventCount else { return stop }
      return stop + chooseEvent(row: eventCursor.top + row)
    case .codes: return stop
    case .payload:
      movePayload(by: (payload.open?.cursor.top ?? 0) + row - (payload.open?.cursor.row ?? 0))
      return stop
    }
  }

  /// Chooses an item of a menu, twice runs it.
  private mutating func press(inOverlay position: Position, isDouble: Bool) -> [Effect] {
    guard case .menu(var menu) = overlay,
      let item = MenuLayout(menu, size: layout.size).item(at: position), menu.choose(item)
    else { return [] }
    overlay = .menu(menu)
    return isDouble ? take(.enter) : []
  }

  private mutating func wheel(_ position: Position, _ rows: Int) -> [Effect] {
    if overlay != nil {
      overlay?.scroll(rows, size: layout.size)
      return []
    }
    guard let pane = layout.pane(at: position) else { return [] }
    return scroll(pane, by: rows)
  }
}
