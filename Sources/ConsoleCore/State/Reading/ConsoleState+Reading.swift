import Foundation
import HookJSON
import HookModel

/// Taking what is shown somewhere else: pager, editor, a comparison. Under the privacy mask all of them
/// get what the screen shows, and the message says so.
extension ConsoleState {
  /// A text that may name a person, as the mask lets it be shown.
  package func shown(_ text: String) -> String {
    session.isMasked && !text.isEmpty ? "•••" : text
  }

  mutating func toggleMask() {
    session.toggleMask()
    // Where something was found says what it is.
    if session.isMasked { reading.update { $0.forgetMatches() } }
    session.say(.done(session.isMasked ? "values are masked: p shows them" : "values are shown"))
  }

  /// Why nothing can be searched now: what is found would tell what is masked.
  var searchIsBlocked: String? {
    session.isMasked && session.focus != .webhooks
      ? "a search would reveal masked values; try: p" : nil
  }

  /// The same of the filter.
  var filterIsBlocked: String? {
    session.isMasked ? "a filter would reveal masked values; try: p" : nil
  }

  /// The open payload as it may be taken away; `nil` if there is none.
  var shownPayload: ShownPayload? {
    // A body of an exchange is taken as it came, however it is shown.
    let original = session.exchange?.originalBody.map { Payload(bytes: $0) }
    return (original ?? reading.open?.document.payload).map {
      ShownPayload(payload: $0, isMasked: session.isMasked)
    }
  }

  /// Why nothing can be done with the open payload now; `nil` if something can.
  var payloadIsMissing: String? {
    if reading.isBehind { return "the payload has not arrived yet" }
    guard let open = reading.open, open.document.payload != nil else {
      return "no payload here"
    }
    return open.isBeginning ? "the payload is still being read" : nil
  }

  /// Whether the open payload is the remembered one.
  var isRemembered: Bool {
    payload.remembered != nil && payload.remembered?.source == documentAtHand?.source
  }

  /// What can be remembered and compared: the payload that is read, or an exchange of a list.
  private var documentAtHand: Document? {
    guard session.context == .exchanges else { return reading.open?.document }
    return exchangeAtHand.map { document(of: $0) }
  }

  /// Why nothing can be remembered now; `nil` if it can.
  var rememberIsBlocked: String? {
    session.context == .exchanges ? nil : payloadIsMissing
  }

  /// Why nothing can be compared now; `nil` if it can.
  var compareIsBlocked: String? {
    if actsOnMarks {
      return deliveries.marks.count == 2 ? nil : "two marked deliveries can be compared"
    }
    if let reason = rememberIsBlocked { return reason }
    if payload.remembered == nil {
      return "nothing remembered yet: \(key("payload.remember")) remembers what is selected"
    }
    return isRemembered ? "this is what is remembered: select something else to compare" : nil
  }

  /// `m`: keeps the open payload to compare another with it.
  mutating func rememberForComparing() {
    guard let document = documentAtHand else { return }
    payload.remember(document)
    session.say(.done("remembered: open another one and press M to compare"))
  }

  /// `M`: what differs between the remembered payload and the open one.
  mutating func compareWithRemembered() -> [Effect] {
    guard let document = documentAtHand, let remembered = payload.remembered else {
      return []
    }
    // The older one first, whichever of them was remembered.
    if let first = remembered.created, let second = document.created, second < first {
      return [.payload(.compare(document, with: remembered))]
    }
    return [.payload(.compare(remembered, with: document))]
  }

  /// Shows what differs: the newer payload as a tree, or that nothing does.
  mutating func compared(_ old: Document, _ new: Document, _ tree: JSONDiffTree) {
    let heads = [old, new].map {
      DiffText.head(
        $0,
        event: $0.webhook.flatMap { hooks.webhook($0)?.title } ?? "",
        times,
        isMasked: session.isMasked
      )
    }
    guard !tree.diff.changes.isEmpty else {
      session.say(.done("no difference between \(heads[0]) and \(heads[1])"))
      return
    }
    let list = DiffText.viewer(
      heads,
      tree.diff,
      columns: session.layout.size.columns - 8,
      isMasked: session.isMasked
    )
    session.open(
      .comparison(Comparison(tree, heads: heads, list: list, isMasked: session.isMasked))
    )
  }

  /// Why there is nothing for the pager; `nil` if there is.
  var pageIsBlocked: String? {
    if session.views.isEmpty { return payloadIsMissing }
    return exchangeAtHand == nil ? "nothing is selected" : nil
  }

  /// `o`: the payload in `$PAGER`.
  package mutating func page() -> [Effect] {
    if !session.views.isEmpty { return pageExchange() }
    guard let shownPayload else { return [] }
    return [.terminal(.page(shownPayload, indented: reading.open?.raw == nil))]
  }
}
