import HookHTTP
import HookModel
import HookSignatures
import HookSupport

/// The exchange view: one exchange over the panes.
extension ConsoleState {
  /// The payload that the keys act on: the body in the exchange view, otherwise that of the pane.
  var reading: PayloadState {
    get { session.exchange?.body ?? payload }
    _modify {
      if session.exchange == nil { yield &payload } else { yield &session.exchangeBody }
    }
  }

  /// Where it is shown, with the line below it.
  var readingArea: Rect {
    session.exchange?.layout.body ?? session.layout.inside(.payload)
  }

  var readingHeight: Int { max(1, readingArea.rows - 1) }

  /// Whether keys for a payload have one to act on.
  var isReading: Bool { session.context == .payload || session.context == .exchange }

  mutating func open(_ record: ExchangeRecord, _ section: ExchangeSection = .response) {
    session.push(.exchange(ExchangeView(record, section)))
  }

  /// What a person did has come to an end: its exchange is opened, or waits until nothing else is.
  mutating func arrived(_ record: ExchangeRecord) {
    session.wait(.exchange(record))
    if case .viewer = session.overlay { session.open(nil) }
    showWaiting()
  }

  /// Has the signature of the open exchange checked, once.
  mutating func wantSignature() -> [Effect] {
    guard let view = session.exchange, view.signature == .unchecked else { return [] }
    session.updateExchange { $0.setSignature(.checking) }
    return [.payload(.checkSignature(view.record))]
  }

  mutating func checked(_ id: ExchangeRecord.ID, _ result: SignatureResult?) {
    session.updateExchanges { view in
      if view.record.id == id { view.setSignature(result.map { .checked($0) } ?? .noSecret) }
    }
  }

  // MARK: Moving

  /// - Returns: whether a view has the keys.
  mutating func moveInView(by step: Int) -> Bool {
    switch session.context {
    case .exchange: session.updateExchange { $0.move(by: step) }
    case .exchanges: session.exchangeList?.move(by: step)
    case .webhooks, .events, .codes, .payload: return false
    }
    return true
  }

  /// The rows of a page where the keys are.
  var pageHeight: Int {
    switch session.context {
    case .exchange:
      session.exchange.map { $0.isInBody ? readingHeight : $0.layout.head.rows } ?? 1
    case .exchanges: session.layout.body.inside.rows
    case .webhooks, .events, .codes, .payload: height(of: session.focus)
    }
  }

  mutating func turnExchange(by step: Int) -> [Effect] {
    let stop = stopSearching()
    session.updateExchange { $0.turn(by: step) }
    return stop
  }

  mutating func show(_ section: ExchangeSection) -> [Effect] {
    let stop = stopSearching()
    session.updateExchange { $0.show(section) }
    return stop
  }

  /// Esc: what was found is forgotten, then the view is closed.
  mutating func leaveView() -> [Effect] {
    if session.exchange?.body.open?.matches != nil {
      reading.update { $0.forgetMatches() }
      return []
    }
    if session.exchange?.isZoomed == true {
      session.updateExchange { $0.toggleZoom() }
      return []
    }
    if let list = session.exchangeList, !list.filter.isEmpty {
      setListFilter("")
      return []
    }
    let stop = stopSearching()
    session.popView()
    return stop
  }

  /// Enter: a secret is shown or hidden, a long value is shown whole, the body is read.
  mutating func openInExchange() {
    guard let view = session.exchange else { return }
    guard !view.isInBody else { return openRow() }
    if view.rows.indices.contains(view.cursor.row),
      case .signature(.checked(let result)) = view.rows[view.cursor.row]
    {
      return show(Viewer("signature", [Viewer.Line(result.description)]))
    }
    guard let field = view.selectedHeader else { return }
    if HeaderSecrets.variable(field) != nil {
      if session.isMasked {
        session.say(.problem("values are masked; try: \(key("mask")) shows them"))
      } else {
        session.updateExchange { $0.toggleSecret() }
      }
      return
    }
    show(Viewer(field.name, [Viewer.Line(session.isMasked ? "•••" : field.value)]))
  }

  /// What Enter does with the selected row.
  var openInExchangeHint: String? {
    guard let view = session.exchange else { return nil }
    if view.isInBody { return openRowHint }
    guard let field = view.selectedHeader else { return nil }
    guard HeaderSecrets.variable(field) != nil else { return "whole value" }
    return view.isRevealed(view.cursor.row) ? "hide" : "reveal"
  }

  // MARK: Taking it elsewhere

  /// The exchange that a key acts on: the open one, or the selected one of a list.
  var exchangeAtHand: ExchangeRecord? {
    if let view = session.exchange { return view.record }
    return session.exchangeList.flatMap { list in
      list.selected.flatMap { record($0, in: list.source) }
    }
  }

  /// The exchange as JSON, for comparing.
  func document(of record: ExchangeRecord) -> Document {
    let json = ExchangeComparison.bytes(record.exchange, isMasked: session.isMasked)
    return Document(
      source: .exchange(record.id, .whole),
      payload: Payload(bytes: json),
      created: Timestamp(seconds: record.exchange.phases.startedAt)
    )
  }

  /// `w`: the exchange or its body into a file.
  mutating func askToSaveExchange() -> [Effect] {
    guard let record = exchangeAtHand else { return [] }
    var items: [Menu.Item] = []
    if session.exchange?.hasBody == true {
      items.append(
        Menu.Item(shortcut: "b", title: "the body", detail: "as it came") { $0.askToSave() }
      )
    }
    items.append(
      Menu.Item(shortcut: "h", title: "the exchange as HAR", detail: "without secrets") {
        $0.askToSaveHAR([record], withSecrets: false)
      }
    )
    if let list = session.exchangeList, list.shown.count > 1 {
      let records = list.shown.reversed().compactMap { self.record($0, in: list.source) }
      items.append(
        Menu.Item(
          shortcut: "a",
          title: "all \(records.count) exchanges as HAR",
          detail: "without secrets"
        ) { $0.askToSaveHAR(records, withSecrets: false) }
      )
    }
    let secrets = "the values of Authorization and cookies as they are"
    items.append(
      Menu.Item(shortcut: "s", title: "the exchange as HAR, with its secrets", detail: secrets) {
        $0.askToSaveHAR([record], withSecrets: true)
      }
    )
    session.open(.menu(Menu("Write to a file", items)))
    return []
  }

  private mutating func askToSaveHAR(_ records: [ExchangeRecord], withSecrets: Bool) -> [Effect] {
    if session.isMasked {
      session.say(
        .problem("values are masked, and HAR has bodies; try: \(key("mask")) shows them")
      )
      return []
    }
    let exchanges = records.map(\.exchange)
    let name = "exchange-\(records.last?.number ?? 0).har"
    let path = "\(session.folder == "/" ? "" : session.folder)/\(name)"
    session.open(
      .prompt(
        Prompt(withSecrets ? "save with secrets to " : "save to ", text: path) { _, path in
          guard !path.trimmingBlanks.isEmpty else {
            throw Problem("no file name: type one, or press Esc")
          }
          return [.file(.saveHAR(exchanges, path: path, withSecrets: withSecrets))]
        }
      )
    )
    return []
  }

  /// `o`: the exchange as text, with its bodies, in `$PAGER`.
  func pageExchange() -> [Effect] {
    guard let record = exchangeAtHand else { return [] }
    let text = ExchangeText.whole(record.exchange, isMasked: session.isMasked)
    let payload = ShownPayload(payload: Payload(bytes: Array(text.utf8)), isMasked: false)
    return [.terminal(.page(payload, indented: false))]
  }

  /// `S` on an exchange: the same body once more.
  mutating func askToSendAgain() -> [Effect] {
    guard let record = exchangeAtHand else { return [] }
    let isWhole = record.hasBodies && !record.exchange.isRequestCut
    guard isWhole, let body = record.exchange.request.body else {
      session.say(.problem("its body is not kept: send the delivery again from the events"))
      return []
    }
    let url = record.exchange.request.url
    session.open(
      .menu(
        Menu(
          "POST again",
          [
            Menu.Item(shortcut: "s", title: "to \(url)", detail: "byte for byte") {
              $0.sendAgain(record, body, to: url)
            },
            Menu.Item(shortcut: "u", title: "to another URL…") { state in
              state.askForTarget(record, body)
              return []
            },
          ]
        )
      )
    )
    return []
  }

  private mutating func askForTarget(_ record: ExchangeRecord, _ body: [UInt8]) {
    let url = record.exchange.request.url
    session.open(
      .prompt(
        Prompt("send to ", text: url.description, holdsURL: true) { state, text in
          state.sendAgain(record, body, to: try HTTPURL(typed: text, over: url))
        }
      )
    )
  }

  private mutating func sendAgain(_ record: ExchangeRecord, _ body: [UInt8], to url: HTTPURL)
    -> [Effect]
  {
    let request = PostRequest(
      title: record.title,
      url: url,
      body: .bytes(body, delivery: record.delivery)
    )
    return askToLeaveMachine("Send it again", to: url, no: { _ in [] }) { _ in
      [.endpoint(.post(request))]
    }
  }
}
