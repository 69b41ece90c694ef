import HookModel

extension ConsoleState {
  /// A key, the mouse or a paste.
  mutating func take(_ input: Input) -> [Effect] {
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
    // Who does something else no longer waits for what was looked for.
    seeking = nil
    guard let command = keyMap.command(for: key, in: focus) else {
      notice = .problem("\(key.name) does nothing here; ? shows the keys")
      return []
    }
    notice = nil
    if let reason = command.blocked(self) {
      notice = .problem(reason)
      return []
    }
    return command.run(&self)
  }

  private mutating func carryOut(_ step: OverlayStep) -> [Effect] {
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
    }
  }

  private mutating func press(_ position: Position) -> [Effect] {
    guard overlay == nil else { return press(inOverlay: position, isDouble: false) }
    guard let pane = layout.pane(at: position) else { return [] }
    seeking = nil
    focus(pane)
    let row = position.row - layout.inside(pane).row
    guard row >= 0, row < height(of: pane) else { return [] }
    switch pane {
    case .webhooks: return chooseWebhook(row: webhookCursor.top + row)
    case .events:
      guard eventCursor.top + row < eventCount else { return [] }
      return chooseEvent(row: eventCursor.top + row)
    case .codes: return []
    case .payload:
      movePayload(by: (payload.open?.cursor.top ?? 0) + row - (payload.open?.cursor.row ?? 0))
      return []
    }
  }

  /// Chooses an item of a menu, twice runs it.
  private mutating func press(inOverlay position: Position, isDouble: Bool) -> [Effect] {
    guard case .menu(var menu) = overlay,
      let item = MenuOverlay.Place(menu, size: layout.size).item(at: position), menu.choose(item)
    else { return [] }
    overlay = .menu(menu)
    return isDouble ? take(.enter) : []
  }

  private mutating func wheel(_ position: Position, _ rows: Int) -> [Effect] {
    if overlay != nil {
      overlay?.scroll(rows)
      return []
    }
    guard let pane = layout.pane(at: position) else { return [] }
    return move(pane, by: rows)
  }
}
