import Foundation
import HookJSON
import HookModel

/// Taking what is shown somewhere else: clipboard, pager, editor. Under the privacy mask all of them
/// get what the screen shows, and the message says so.
extension ConsoleState {
  /// A text that may name a person, as the mask lets it be shown.
  package func shown(_ text: String) -> String {
    session.isMasked && !text.isEmpty ? "•••" : text
  }

  mutating func toggleMask() {
    session.toggleMask()
    // Where something was found says what it is.
    if session.isMasked { payload.update { $0.forgetMatches() } }
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
    payload.open?.document.payload.map { ShownPayload(payload: $0, isMasked: session.isMasked) }
  }

  /// Why nothing can be done with the open payload now; `nil` if something can.
  var payloadIsMissing: String? {
    if payload.isBehind { return "the payload has not arrived yet" }
    guard let open = payload.open, open.document.payload != nil else {
      return "no payload here"
    }
    return open.isBeginning ? "the payload is still being read" : nil
  }

  /// `y`: what is to be copied. Nothing is copied before it is chosen, since it may be large.
  mutating func askToCopy() -> [Effect] {
    var items: [Menu.Item] = []
    func add(
      _ shortcut: Character,
      _ title: String,
      bytes: Int = 0,
      isMasked: Bool = false,
      _ text: @escaping @Sendable () -> String
    ) {
      let isHidden = session.isMasked && bytes > 0
      let detail = bytes > Self.mostShown ? bytes.asByteCount : String(text().prefix(60))
      items.append(
        Menu.Item(shortcut: shortcut, title: title, detail: detail) { state in
          guard bytes <= Self.mostCopied else {
            state.session.say(
              .problem(
                "too large to copy, \(bytes.asByteCount): w writes it to a file"
              )
            )
            return []
          }
          return [
            .terminal(
              .copy(CopyRequest(title: isHidden ? "\(title), masked" : title, text: text()))
            )
          ]
        }
      )
    }
    if payloadIsMissing == nil, let open = payload.open, let rows = open.rows,
      let value = open.selectedValue
    {
      let path = JSONPath(to: value, from: rows.root, in: rows.index)
      let isMasked = session.isMasked
      let bytes = rows.index.range(of: value).count
      add("v", "value", bytes: bytes, isMasked: isMasked) {
        Self.valueText(rows.index, value, isMasked: isMasked)
      }
      if let key = rows.index.key(of: value), value != rows.root { add("k", "key") { key } }
      add("p", "path") { path.jsonPath }
      add("j", "JSON Pointer") { path.pointer }
    }
    if payloadIsMissing == nil, let whole = shownPayload {
      add("a", "whole payload", bytes: whole.byteCount, isMasked: session.isMasked) { whole.text }
      if let url = selectedEntry?.delivery.url ?? webhookAtHand?.url {
        add("c", "curl line", bytes: whole.byteCount, isMasked: session.isMasked) {
          CurlLine.text(whole.bytes, to: url)
        }
      }
    }
    if let url = webhookAtHand?.url { add("u", "URL") { url } }
    if let id = selectedEntry?.delivery.id { add("i", "ID of the delivery") { id.description } }
    if let id = webhookAtHand?.id { add("w", "ID of the webhook") { id.description } }
    guard !items.isEmpty else {
      session.say(.problem("nothing to copy here"))
      return []
    }
    session.open(.menu(Menu("Copy", items)))
    return []
  }

  /// Bytes of a text that is still shown in the menu, and of one that a terminal takes as a copy.
  private static let mostShown = 4096
  private static let mostCopied = 1 << 20

  /// A string without quotes and escapes, any other value as JSON.
  private static func valueText(_ index: JSONIndex, _ value: Int, isMasked: Bool) -> String {
    if isMasked { return String(decoding: JSONMask.text(index, value), as: UTF8.self) }
    let node = JSONNode(index, value)
    return node.string ?? String(decoding: node.bytes, as: UTF8.self)
  }

  /// Whether the open payload is the remembered one.
  var isRemembered: Bool {
    payload.remembered != nil && payload.remembered?.source == payload.open?.source
  }

  /// Why nothing can be compared now; `nil` if it can.
  var compareIsBlocked: String? {
    if let reason = payloadIsMissing { return reason }
    if payload.remembered == nil {
      return "no payload remembered yet: \(key("payload.remember")) remembers the open one"
    }
    return isRemembered ? "this is the remembered payload: open another one to compare" : nil
  }

  /// `m`: keeps the open payload to compare another with it.
  mutating func rememberForComparing() {
    guard let document = payload.open?.document else { return }
    payload.remember(document)
    session.say(.done("remembered: open another payload and press M to compare"))
  }

  /// `M`: what differs between the remembered payload and the open one.
  mutating func compareWithRemembered() -> [Effect] {
    guard let document = payload.open?.document, let remembered = payload.remembered else {
      return []
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

  /// `o`: the payload in `$PAGER`.
  package mutating func page() -> [Effect] {
    guard let shownPayload else { return [] }
    return [.terminal(.page(shownPayload, indented: payload.open?.raw == nil))]
  }
}
