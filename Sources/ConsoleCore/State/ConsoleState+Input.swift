extension ConsoleState {
  /// A key, the mouse or a paste.
  package mutating func take(_ input: Input) -> [Effect] {
    switch input {
    case .background, .terminalAnswered: return []
    default: session.setInterrupted(false)
    }
    let effects = carryOut(input)
    showWaiting()
    return effects
  }

  private mutating func carryOut(_ input: Input) -> [Effect] {
    switch input {
    case .key(let key): return take(key)
    case .press(let position): return press(position)
    case .doublePress(let position):
      if session.overlay != nil { return press(inOverlay: position, isDouble: true) }
      return press(position) + open()
    case .wheel(let position, let rows): return wheel(position, rows)
    case .paste(let text): return paste(text)
    // The loop, which has the terminal, sees to these.
    case .background, .terminalAnswered: return []
    case .problem(let sentence):
      session.say(.problem(sentence))
      return []
    }
  }

  private mutating func paste(_ text: String) -> [Effect] {
    guard session.overlay?.takesText == true else {
      session.say(.problem("nothing here takes a paste"))
      return []
    }
    guard let step = session.pasteInOverlay(text) else {
      session.say(
        .problem(
          "paste not inserted: this field takes \(TextField.maximumLength) characters"
        )
      )
      return []
    }
    return carryOut(step)
  }

  private mutating func take(_ key: Key) -> [Effect] {
    if session.overlay != nil {
      let page = max(1, session.layout.size.rows - 6)
      return carryOut(session.takeInOverlay(key, page: page))
    }
    // Any other key cancels the running search.
    let wasSearching = session.seeking != nil || payload.searching != nil
    let stop = leaveSearch()
    guard let command = session.keyMap.command(for: key, in: session.context) else {
      session.say(.problem("\(key.name) does nothing here; ? shows the keys"))
      return stop
    }
    if wasSearching, command.name == "back" {
      session.say(.done("search stopped"))
      return stop
    }
    session.clearNotice()
    if !Self.leaving.contains(command.name) { session.setReasonToStay(nil) }
    if let reason = command.blocked(self) {
      session.say(.problem(reason))
      return stop
    }
    return stop + command.run(&self)
  }

  /// Gives up any search.
  private mutating func leaveSearch() -> [Effect] {
    session.setSeek(nil)
    session.setSearchOrigin(nil)
    return stopSearching()
  }

  /// The commands that lead out of the program.
  private static let leaving: Set<String> = ["quit", "palette"]

  private mutating func carryOut(_ step: OverlayStep<ConsoleState>) -> [Effect] {
    switch step {
    case .stay: return []
    case .close:
      session.open(nil)
      return []
    case .finish(let run):
      session.open(nil)
      session.clearNotice()
      return run(&self)
    case .act(let run):
      session.setKeepsNotices(false)
      defer { session.setKeepsNotices(true) }
      return run(&self)
    case .submit(let run):
      let open = session.overlay
      session.open(nil)
      session.say(nil)
      do {
        return try run(&self)
      } catch {
        session.open(open)
        session.say(.problem("\(error)"))
        return []
      }
    }
  }

  /// As Esc does.
  mutating func closeOverlay() -> [Effect] {
    carryOut(session.takeInOverlay(.escape, page: 1))
  }

  /// Shows what arrived while something else was open.
  mutating func showWaiting() {
    guard session.overlay == nil, let arrival = session.waiting else { return }
    session.wait(nil)
    switch arrival {
    case .viewer(let viewer): session.open(.viewer(viewer))
    case .exchange(let record): open(record)
    }
  }

  /// `!`: what the last line said before.
  mutating func showMessages() -> [Effect] {
    guard !session.said.isEmpty else {
      session.say(.done("no messages yet"))
      return []
    }
    // They are read now.
    session.say(nil)
    show(NoticeText.viewer(session.said, times))
    return []
  }

  /// `Alt-m`: whose the mouse is.
  mutating func toggleMouse() -> [Effect] {
    session.toggleMouse()
    session.say(
      .done(session.isMouseOn ? "the mouse is on" : "the mouse is off: the terminal selects text")
    )
    return [.terminal(.mouse(session.isMouseOn))]
  }

  /// Shows lines to read; where something else is open, once that is closed.
  package mutating func show(_ viewer: Viewer) {
    session.wait(.viewer(viewer))
    if case .viewer = session.overlay { session.open(nil) }
    showWaiting()
  }

  private mutating func press(_ position: Position) -> [Effect] {
    guard session.overlay == nil else { return press(inOverlay: position, isDouble: false) }
    guard session.views.isEmpty else { return press(inView: position) }
    guard let pane = session.layout.pane(at: position) else { return [] }
    let stop = leaveSearch()
    let line = position.row - session.layout.inside(pane).row
    let isInside = line >= 0 && line < height(of: pane)
    // The row under the mouse is the one that was there before the focus gave the pane more rows.
    let row = line + (pane == .webhooks ? webhooks.cursor.top : deliveries.cursor.top)
    let treeRow = payloadRow(atLine: line)
    focus(pane)
    guard isInside else { return stop }
    switch pane {
    case .webhooks: return stop + selectWebhook(row: row)
    case .events: return row < eventCount ? stop + selectEvent(row: row) : stop
    case .codes: return stop
    case .payload:
      if let treeRow { placePayload(at: treeRow) }
      return stop
    }
  }

  /// Selects the row under the mouse.
  private mutating func press(inView position: Position) -> [Effect] {
    if var list = session.exchangeList {
      let line = position.row - session.layout.body.inside.row
      guard line >= 0, list.cursor.top + line < list.shown.count else { return [] }
      list.select(row: list.cursor.top + line)
      session.exchangeList = list
    } else if let view = session.exchange {
      if view.layout.sections.contains(position) {
        return turnExchange(by: 1)
      }
      var isHead = false
      session.updateExchange { isHead = $0.select(at: position) }
      let line = position.row - readingArea.row
      if !isHead, line >= 0, line < readingHeight, let row = payloadRow(atLine: line) {
        session.updateExchange { $0.enterBody() }
        placePayload(at: row)
      }
    }
    return []
  }

  /// Chooses an item of a menu, twice runs it.
  private mutating func press(inOverlay position: Position, isDouble: Bool) -> [Effect] {
    guard case .menu(var menu) = session.overlay,
      let item = MenuLayout(menu, size: session.layout.size).item(at: position), menu.choose(item)
    else { return [] }
    session.open(.menu(menu))
    return isDouble ? take(.enter) : []
  }

  private mutating func wheel(_ position: Position, _ rows: Int) -> [Effect] {
    if session.overlay != nil {
      session.scrollOverlay(by: rows)
      return []
    }
    switch session.context {
    case .exchange: session.updateExchange { $0.scroll(by: rows) }
    case .exchanges: session.exchangeList?.scroll(by: rows)
    case .webhooks, .events, .codes, .payload:
      guard let pane = session.layout.pane(at: position) else { return [] }
      return scroll(pane, by: rows)
    }
    return []
  }
}
