import HookModel

extension ConsoleState {
  /// A key, the mouse or a paste.
  mutating func take(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key): return take(key)
    case .press(let position): return press(position)
    case .doublePress(let position):
      return press(position) + open()
    case .wheel(let position, let rows): return wheel(position, rows)
    // Nothing of the panes takes text.
    case .paste: return []
    }
  }

  private mutating func take(_ key: Key) -> [Effect] {
    if overlay != nil { return takeInOverlay(key) }
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

  private mutating func takeInOverlay(_ key: Key) -> [Effect] {
    guard case .help(let top) = overlay else { return [] }
    let last = max(0, HelpOverlay.lines(keyMap).count - 1)
    switch key {
    case .down, .character("j"): overlay = .help(top: min(top + 1, last))
    case .up, .character("k"): overlay = .help(top: max(0, top - 1))
    case .pageDown, .space: overlay = .help(top: min(top + 10, last))
    case .pageUp: overlay = .help(top: max(0, top - 10))
    default: overlay = nil
    }
    return []
  }

  private mutating func press(_ position: Position) -> [Effect] {
    guard overlay == nil else {
      overlay = nil
      return []
    }
    guard let pane = layout.pane(at: position) else { return [] }
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

  private mutating func wheel(_ position: Position, _ rows: Int) -> [Effect] {
    guard overlay == nil, let pane = layout.pane(at: position) else { return [] }
    return move(pane, by: rows)
  }
}
