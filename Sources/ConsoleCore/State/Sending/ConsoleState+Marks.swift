import HookModel
import HookSupport

/// Space, `V` and `*`: deliveries are marked, and `S`, `w` and `M` act on all of them.
extension ConsoleState {
  /// Marks the selected delivery, or no longer, and goes on to the next.
  mutating func toggleMark() -> [Effect] {
    guard let entry = selectedEntry else { return [] }
    deliveries.updateMarks { $0.toggle(entry.delivery.id, of: entry.webhook) }
    return selectEvent(row: deliveries.cursor.row + 1)
  }

  /// Marks all from the one that was marked last to the selected one.
  mutating func markRange() -> [Effect] {
    guard let anchor = deliveries.marks.anchor,
      let first = hooks.timeline.position(of: anchor, in: shownScope)
    else {
      session.say(.problem("no range: \(key("mark")) marks its first delivery"))
      return []
    }
    let row = deliveries.cursor.row
    for position in min(first, row)...max(first, row) { mark(position) }
    session.say(.done(markedText))
    return []
  }

  /// Marks all that the events show; if they are marked already, none.
  mutating func markAll() -> [Effect] {
    let count = eventCount
    let areAll = (0..<count).allSatisfy { row in
      entry(at: row).map { deliveries.marks.contains($0.delivery.id) } ?? true
    }
    if areAll {
      deliveries.updateMarks { $0.clear() }
    } else {
      for row in 0..<count { mark(row) }
    }
    session.say(.done(markedText))
    return []
  }

  private mutating func mark(_ row: Int) {
    guard let entry = entry(at: row) else { return }
    deliveries.updateMarks { $0.insert(entry.delivery.id, of: entry.webhook) }
  }

  private var markedText: String {
    deliveries.marks.isEmpty ? "no delivery is marked" : "\(deliveries.marks.count) marked"
  }

  /// Those that are marked, the oldest first.
  var markedDeliveries: [MarkedDelivery] {
    let marked = deliveries.marks.deliveries.map { MarkedDelivery(id: $0.key, webhook: $0.value) }
    let rows = marked.map { ($0, hooks.timeline.position(of: $0.id) ?? .max) }
    return rows.sorted { $0.1 > $1.1 }.map(\.0)
  }

  // MARK: Sending all

  /// `S` with marks: how many go where, before anything is sent.
  mutating func askToSendMarked() -> [Effect] {
    let marked = markedDeliveries
    let nouns = session.isCapture ? ("request", "requests") : ("delivery", "deliveries")
    let what = "\(marked.count) marked \(marked.count == 1 ? nouns.0 : nouns.1)"
    if deliveries.bulk != nil {
      session.say(.problem("a bulk send is under way: Esc stops it"))
      return []
    }
    let url = deliveries.forwarding.url ?? sendURL(of: marked)
    var items: [Menu.Item] = []
    if let url {
      items.append(
        Menu.Item(shortcut: "s", title: "to \(url)", detail: "oldest first, one at a time") {
          $0.sendMarked(marked, to: url)
        }
      )
      if session.isSigning {
        items.append(
          Menu.Item(
            shortcut: "r",
            title: "to \(url)",
            detail: "the same, each with a new signature"
          ) {
            $0.sendMarked(marked, to: url, signsAgain: true)
          }
        )
      }
    }
    items.append(
      Menu.Item(shortcut: "u", title: "to another URL…") { state in
        state.askWhereToSend(marked, what)
        return []
      }
    )
    session.open(.menu(Menu("Send \(what)", items)))
    return []
  }

  /// The URL that was typed last; else that of their webhook, if they are of one.
  private func sendURL(of marked: [MarkedDelivery]) -> HTTPURL? {
    if case .other(let url) = deliveries.sendTarget { return url }
    guard let id = marked.first?.webhook, marked.allSatisfy({ $0.webhook == id }) else {
      return nil
    }
    return hooks.webhook(id).flatMap { sendURL(of: $0) }
  }

  private mutating func askWhereToSend(_ marked: [MarkedDelivery], _ what: String) {
    session.open(
      .prompt(
        Prompt("send \(what) to ", text: Self.localURL, holdsURL: true) { state, text in
          let url = try HTTPURL(typed: text)
          state.deliveries.setSendTarget(.other(url))
          return state.sendMarked(marked, to: url)
        }
      )
    )
  }

  private mutating func sendMarked(
    _ marked: [MarkedDelivery],
    to url: HTTPURL,
    signsAgain: Bool = false
  ) -> [Effect] {
    askToLeaveMachine("Send \(marked.count) deliveries", to: url, no: { _ in [] }) { state in
      let now = state.session.clock()
      state.deliveries.updateBulk {
        $0 = BulkSend(marked, target: url, started: now)
      }
      return [.endpoint(.postAll(marked, to: url, signsAgain: signsAgain))]
    }
  }

  /// Esc while many are sent: the one under way is the last.
  mutating func stopBulk() -> [Effect] {
    deliveries.updateBulk { $0?.stop() }
    session.say(.done("stopping after the one that is under way"))
    return [.endpoint(.stopPosting)]
  }

  mutating func postedOne(
    _ delivery: MarkedDelivery,
    _ result: Result<PostResponse, PostFailure>
  ) {
    switch result {
    case .success(let response):
      let title = wholeTitle(delivery.id, of: delivery.webhook)
      record(response, .sent, title: title, delivery: delivery.id)
      deliveries.updateBulk { $0?.record(delivery, response) }
    case .failure(let failure):
      let reason = ResultText.sentence(failure)
      deliveries.updateBulk { $0?.record(delivery, failure: reason) }
    }
    guard let bulk = deliveries.bulk, !bulk.isStopping else { return }
    session.say(.done("\(bulk.progress(now: session.clock())): Esc stops"))
  }

  /// All were sent, or it was stopped: says what came of them, and offers the failed ones again.
  mutating func postedAll() {
    guard let bulk = deliveries.bulk else { return }
    deliveries.updateBulk { $0 = nil }
    let codes = bulk.codes.sorted { $0.key < $1.key }.map { code, count in
      "\(code == 0 ? "no response" : String(code)) ×\(count)"
    }
    var items = [
      Menu.Item(shortcut: "c", title: "close") { _ in [] },
      Menu.Item(
        shortcut: "h",
        title: "show each exchange",
        detail: "the history, \(key("history"))"
      ) {
        $0.openHistory()
      },
    ]
    let failed = bulk.failed.map(\.delivery)
    let unsent = bulk.unsent
    if !failed.isEmpty { items.append(Self.marking(failed, "m", "failed ones")) }
    if !unsent.isEmpty { items.append(Self.marking(unsent, "u", "that were not sent")) }
    let accepted = bulk.done - bulk.failed.count
    var menu = Menu("\(accepted) of \(bulk.total) accepted by \(bulk.target)", items)
    menu.notes = [Viewer.Line(codes.joined(separator: "  "))]
    if !unsent.isEmpty {
      menu.notes.append(Viewer.Line("\(unsent.count) were not sent", .problem))
    }
    menu.notes += bulk.failed.prefix(10).map { failed in
      let title = wholeTitle(failed.delivery.id, of: failed.delivery.webhook)
      let shown = session.isMasked ? DeliveryTitle.masked(title) : title
      return Viewer.Line("\(shown): \(failed.reason)", .problem)
    }
    if bulk.failed.count > 10 { menu.notes.append(Viewer.Line("…", .mark)) }
    session.say(nil)
    session.open(.menu(menu))
  }

  /// Marks some of what was to be sent, so that they can be sent again.
  private static func marking(_ some: [MarkedDelivery], _ key: Character, _ what: String)
    -> Menu.Item
  {
    Menu.Item(shortcut: key, title: "mark the \(some.count) \(what)", detail: "and no others") {
      state in
      state.deliveries.updateMarks { marks in
        marks.clear()
        for delivery in some { marks.insert(delivery.id, of: delivery.webhook) }
      }
      return []
    }
  }

  // MARK: The rest

  /// Whether a key is about the marked deliveries.
  var actsOnMarks: Bool { session.context == .events && !deliveries.marks.isEmpty }

  /// `M` with two marks: what differs between them.
  func compareMarked() -> [Effect] {
    let marked = markedDeliveries
    return marked.count == 2 ? [.payload(.compareDeliveries(marked[0], with: marked[1]))] : []
  }

  /// `y` with marks: their IDs, one a line.
  func copyMarked() -> [Effect] {
    let ids = markedDeliveries.map(\.id.description).joined(separator: "\n")
    let title = "IDs of \(deliveries.marks.count) deliveries"
    return [.terminal(.copy(CopyRequest(title: title, text: ids)))]
  }

  /// `w` with marks: their records into a file.
  mutating func askToSaveMarked() -> [Effect] {
    if session.isMasked {
      session.say(.problem("values are masked; try: \(key("mask")) shows them"))
      return []
    }
    let marked = markedDeliveries
    let path = "\(session.folder == "/" ? "" : session.folder)/deliveries.json"
    session.open(
      .prompt(
        Prompt("save \(marked.count) deliveries to ", text: path) { _, path in
          guard !path.trimmingBlanks.isEmpty else {
            throw Problem("no file name: type one, or press Esc")
          }
          return [.file(.saveAll(marked, path: path))]
        }
      )
    )
    return []
  }
}
