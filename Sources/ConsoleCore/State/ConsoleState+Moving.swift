import HookJSON
import HookModel

/// Through the panes and their rows.
extension ConsoleState {
  /// Moves the selection where the keys are.
  mutating func move(by step: Int) -> [Effect] {
    moveInView(by: step) ? [] : move(session.focus, by: step)
  }

  package mutating func move(_ pane: Pane, by step: Int) -> [Effect] {
    switch pane {
    case .webhooks: return selectWebhook(row: webhooks.cursor.row + step)
    case .events: return selectEvent(row: deliveries.cursor.row + step)
    case .codes:
      scrollCodes(by: step)
      return []
    case .payload:
      movePayload(by: step)
      return []
    }
  }

  /// What the wheel does: the selected row stays selected.
  mutating func scroll(_ pane: Pane, by step: Int) -> [Effect] {
    let height = height(of: pane)
    switch pane {
    case .webhooks: webhooks.scroll(by: step, count: webhookRowCount, height: height)
    case .events:
      deliveries.scroll(by: step, count: eventCount, height: height)
      return older()
    case .codes: scrollCodes(by: step)
    case .payload:
      payload.update { $0.cursor.scroll(by: step, count: $0.rowCount, height: height) }
    }
    return []
  }

  mutating func selectWebhook(row: Int) -> [Effect] {
    let before = webhooks.cursor.row
    webhooks.select(row: row, count: webhookRowCount, height: height(of: .webhooks))
    return webhooks.cursor.row == before ? [] : scopeChanged()
  }

  mutating func selectEvent(row: Int) -> [Effect] {
    deliveries.select(row: row, count: eventCount, height: height(of: .events))
    return openSelected(isByHand: true) + older()
  }

  /// Near the last row older deliveries are fetched: of the selected webhook, or of the one whose oldest
  /// is the newest, since before that one something is missing.
  private func older() -> [Effect] {
    let last = max(deliveries.cursor.row, deliveries.cursor.top) + height(of: .events)
    guard last >= eventCount else { return [] }
    let gaps = hooks.gaps.filter { selectedWebhook == nil || $0 == selectedWebhook?.id }
    return gaps.isEmpty ? [] : [.feed(.older(gaps))]
  }

  /// `t`: to the newest delivery, and with whatever comes.
  mutating func follow() -> [Effect] {
    deliveries.follow()
    deliveries.selectNewest(count: eventCount, height: height(of: .events))
    return openSelected(isByHand: true)
  }

  /// Enter: into the next pane; in the payload folds, unfolds or shows a whole value.
  package mutating func open() -> [Effect] {
    switch session.context {
    case .webhooks: focus(.events)
    case .events: focus(.payload)
    case .codes: openCodes()
    case .payload: openRow()
    case .exchange: openInExchange()
    case .exchanges: openSelectedExchange()
    }
    return []
  }

  /// `z`: the focused pane has the whole screen, or shares it again.
  mutating func toggleZoom() {
    if session.exchange != nil { return session.updateExchange { $0.toggleZoom() } }
    session.setZoomed(!session.isZoomed)
    resize(session.layout.size)
    session.say(session.isZoomed ? .done("zoomed: z shows all panes") : nil)
  }

  /// Esc: one step out of what was opened or narrowed; what is selected stays so.
  package mutating func back() -> [Effect] {
    if !session.views.isEmpty { return leaveView() }
    if session.notice?.stays == true {
      session.say(nil)
      return []
    }
    if deliveries.bulk?.isStopping == false { return stopBulk() }
    if session.isZoomed {
      toggleZoom()
      return []
    }
    switch session.focus {
    case .payload where payload.open?.matches != nil: payload.update { $0.forgetMatches() }
    case .payload where payload.isPinned: return openSelected(isByHand: true)
    case .payload, .codes: focus(.events)
    case .events where deliveries.filter != nil, .webhooks where deliveries.filter != nil:
      return clearFilter()
    case .events where !deliveries.marks.isEmpty:
      deliveries.updateMarks { $0.clear() }
      session.say(.done("no delivery is marked"))
    case .events: focus(.webhooks)
    case .webhooks: session.say(.done("\(key("quit")) quits"))
    }
    return []
  }

  // MARK: The payload

  /// The lines of the tree that are on the screen.
  /// - Parameter area: the pane's, with the line below the tree.
  func treeWindow(_ rows: JSONRows, _ payload: PayloadState, in area: Rect) -> TreeWindow {
    let cursor = payload.open?.cursor ?? ListCursor()
    let height = max(1, area.rows - 1)
    return TreeWindow(
      rows,
      from: cursor.window(count: rows.count, height: height).lowerBound,
      selected: cursor.isAway ? nil : cursor.row,
      size: Size(rows: height, columns: area.columns),
      wraps: payload.wraps,
      isMasked: session.isMasked
    )
  }

  /// The row on a line of the pane; `nil` if there is none.
  func payloadRow(atLine line: Int) -> Int? {
    guard let open = reading.open, line >= 0 else { return nil }
    guard let (rows, _) = tree else { return open.cursor.top + line }
    let lines = treeWindow(rows, reading, in: readingArea).lines
    return lines.indices.contains(line) ? lines[line].number : nil
  }

  mutating func movePayload(by step: Int) {
    let height = readingHeight
    reading.update { $0.cursor.move(by: step, count: $0.rowCount, height: height) }
  }

  mutating func placePayload(at row: Int) {
    session.updateExchange { $0.enterBody() }
    let height = readingHeight
    reading.update { $0.cursor.select(row: row, count: $0.rowCount, height: height) }
  }

  mutating func toggleRaw() {
    guard reading.open?.rows != nil else {
      session.say(.problem("not JSON: shown as text"))
      return
    }
    reading.update { $0.toggleRaw() }
    movePayload(by: 0)
  }

  /// The tree and the selected row of it; `nil` while text is shown.
  var tree: (rows: JSONRows, row: Int)? {
    guard let open = reading.open, open.raw == nil, let rows = open.rows else { return nil }
    return (rows, open.cursor.row)
  }

  /// Changes the folds at the selected row and keeps to it.
  mutating func changeRows(_ change: (inout JSONRows, Int) -> Void) {
    guard tree != nil else { return }
    reading.update { open in
      guard var rows = open.rows else { return }
      open.rows = nil
      change(&rows, open.cursor.row)
      open.rows = rows
    }
    movePayload(by: 0)
  }

  /// Folds everything but the root, and stays on what the selected value is in.
  mutating func foldAll() {
    var row = 0
    changeRows { rows, selected in
      let value = rows.row(selected).value
      rows.foldAll()
      row = rows.row(of: value)
    }
    placePayload(at: row)
  }

  /// What Enter does with the selected row.
  var openRowHint: String? {
    guard let (rows, position) = tree else { return nil }
    let row = rows.row(position)
    return row.isFoldable ? (row.isFolded ? "unfold" : "fold") : "whole value"
  }

  /// Folds or unfolds a container, shows the whole of any other value.
  mutating func openRow() {
    guard let (rows, position) = tree else {
      session.say(.done("search and copy work here; v shows the tree again"))
      return
    }
    let row = rows.row(position)
    if row.isFoldable { toggleFold() } else { show(value: row.value, of: rows) }
  }

  private mutating func show(value: Int, of rows: JSONRows) {
    let path = JSONPath(to: value, from: rows.root, in: rows.index).jsonPath
    let node = JSONNode(rows.index, value)
    // A large one is shown as it stands in the payload: nothing is copied.
    let isSmall = rows.index.range(of: value).count <= Self.mostDecoded
    let cover = session.isMasked ? JSONMask.cover(node.kind) : nil
    let text =
      cover.map { Payload(bytes: Array($0.utf8)) }
      ?? (isSmall ? node.string.map { Payload(bytes: Array($0.utf8)) } : nil)
    show(Viewer(path, text: text ?? Payload(asItStands: node)))
  }

  /// Bytes of a string that is shown without its escapes.
  private static let mostDecoded = 1 << 20

  /// `W`: long values of the tree go on below themselves, or are cut.
  mutating func toggleWrap() {
    guard reading.open?.raw == nil else {
      session.say(.done("text is wrapped already; W works in the tree: v shows it"))
      return
    }
    reading.toggleWrap()
    session.say(.done(reading.wraps ? "long values are wrapped" : "long values are cut"))
  }

  mutating func toggleFold() {
    guard let (rows, position) = tree else { return }
    let row = rows.row(position)
    if row.isFoldable, !row.isFolded {
      fold(at: position)
    } else {
      changeRows { rows, row in rows.toggle(row) }
    }
  }

  /// Folds a container, also from its closing bracket, and goes to its row.
  private mutating func fold(at position: Int) {
    guard let (rows, _) = tree else { return }
    let opening = rows.row(of: rows.row(position).value)
    changeRows { rows, row in rows.fold(row) }
    placePayload(at: opening)
  }

  /// Left: folds an open container, else goes to the one that holds the row.
  mutating func foldOrLeave() {
    guard let (rows, position) = tree else { return }
    let row = rows.row(position)
    if row.isFoldable, !row.isFolded {
      fold(at: position)
    } else if let parent = rows.parent(of: position) {
      placePayload(at: parent)
    }
  }

  /// Right: unfolds a folded container, else goes to its first value.
  mutating func unfoldOrEnter() {
    guard let (rows, position) = tree else { return }
    let row = rows.row(position)
    if row.isFoldable, row.isFolded {
      changeRows { rows, row in rows.unfold(row) }
    } else if row.isFoldable {
      movePayload(by: 1)
    }
  }

  mutating func moveToSibling(_ sibling: (JSONRows, Int) -> Int?) {
    guard let (rows, position) = tree, let row = sibling(rows, position) else { return }
    placePayload(at: row)
  }
}
