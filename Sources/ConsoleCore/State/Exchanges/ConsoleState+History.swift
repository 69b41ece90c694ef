import HookHTTP
import HookModel

/// `H`: what this session sent and forwarded; and the attempts of a delivery. Both are lists of exchanges.
extension ConsoleState {
  /// What a list shows, the oldest first.
  func records(of source: ExchangeList.Source) -> [ExchangeRecord] {
    switch source {
    case .history: deliveries.history.records
    case .attempts(let id, _): attempts.records(of: id) ?? []
    }
  }

  func record(_ number: Int, in source: ExchangeList.Source) -> ExchangeRecord? {
    switch source {
    case .history: deliveries.history.record(number)
    case .attempts: records(of: source).first { $0.number == number }
    }
  }

  /// Opens the history, on the exchange of the selected delivery if there is one.
  mutating func openHistory() -> [Effect] {
    guard !deliveries.history.records.isEmpty else {
      session.say(
        .done("nothing sent in this session: \(key("send")) sends, \(key("forward")) forwards")
      )
      return []
    }
    var list = ExchangeList(.history)
    update(&list)
    if session.context != .webhooks, let entry = selectedEntry,
      let record = deliveries.history.forwarded(entry.delivery.id)
    {
      list.select(number: record.number)
    }
    session.push(.exchanges(list))
    return []
  }

  /// The attempts at the selected delivery that are known; `nil` if none are.
  var selectedAttempts: [ExchangeRecord]? {
    selectedEntry.flatMap { attempts.records(of: $0.delivery.id) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Fetches the attempts at the selected delivery where the server records them.
  mutating func wantAttempts() -> [Effect] {
    guard hooks.isSandbox, let entry = selectedEntry, entry.delivery.attempts > 0,
      attempts.want(entry.delivery)
    else { return [] }
    return [.api(.attempts(entry.delivery.id, of: entry.webhook))]
  }

  mutating func received(_ list: [Attempt], of id: RecordID) {
    let webhook = hooks.timeline.entry(id)?.webhook
    let title = webhook.map { wholeTitle(id, of: $0) } ?? id.description
    attempts.received(list, of: id, title: title, isCapture: session.isCapture)
    updateLists()
  }

  /// Opens the list of all attempts at the selected delivery.
  mutating func openAttempts() {
    guard let entry = selectedEntry else { return }
    if session.isCapture, let all = selectedAttempts, all.count == 1 { return open(all[0]) }
    var list = ExchangeList(.attempts(entry.delivery.id, of: entry.webhook))
    update(&list)
    session.push(.exchanges(list))
  }

  mutating func openSelectedExchange() {
    guard let record = exchangeAtHand else { return }
    open(record)
  }

  /// Takes what was sent into the history.
  /// - Returns: the record.
  @discardableResult
  mutating func record(
    _ response: PostResponse,
    _ origin: ExchangeRecord.Origin,
    title: String,
    delivery: RecordID?
  ) -> ExchangeRecord {
    let record = deliveries.recordExchange(response.exchange, origin, title, delivery)
    updateLists()
    return record
  }

  /// The open lists take in what is new.
  mutating func updateLists() {
    guard session.views.contains(where: { $0.context == .exchanges }) else { return }
    let state = self
    session.updateLists { state.update(&$0) }
  }

  func update(_ list: inout ExchangeList) {
    list.update(records(of: list.source)) { rowText($0).searched }
  }

  func rowText(_ record: ExchangeRecord) -> ExchangeRowText {
    ExchangeRowText(record, title: shownTitle(of: record), times)
  }

  mutating func setListFilter(_ text: String) {
    guard var list = session.exchangeList else { return }
    list.setFilter(text)
    update(&list)
    session.exchangeList = list
  }

  /// `f` in a list of exchanges: words that a row must contain.
  mutating func askToFilterList() -> [Effect] {
    let before = session.exchangeList?.filter ?? ""
    session.open(
      .prompt(
        Prompt(
          "filter ",
          text: before,
          example: "for example: 500 127.0.0.1",
          change: { state, text in
            state.setListFilter(text)
            return []
          },
          cancel: { state in
            state.setListFilter(before)
            return []
          },
          accept: { state, text in
            state.setListFilter(text)
            return []
          }
        )
      )
    )
    return []
  }

  func shownTitle(_ id: RecordID, of webhook: RecordID) -> String {
    let title = wholeTitle(id, of: webhook)
    return session.isMasked ? DeliveryTitle.masked(title) : title
  }

  /// What was sent, as it may be shown.
  func shownTitle(of record: ExchangeRecord) -> String {
    session.isMasked ? DeliveryTitle.masked(record.title) : record.title
  }
}
