import Foundation
import HookModel

/// Taking what is shown somewhere else: clipboard, pager, editor, file. Under the privacy mask all of
/// them get what the screen shows.
extension ConsoleState {
  /// A text that may name a person, as the mask lets it be shown.
  func shown(_ text: String) -> String {
    isMasked && !text.isEmpty ? "•••" : text
  }

  mutating func toggleMask() {
    isMasked.toggle()
    notice = .done(isMasked ? "values are hidden; p shows them" : "values are shown")
  }

  /// The open payload as it may be taken away; nil where there is none.
  var shownPayload: ShownPayload? {
    payload.open?.document.payload.map { ShownPayload(payload: $0, isMasked: isMasked) }
  }

  /// Why nothing can be done with the open payload now; nil where something can.
  var payloadIsMissing: String? {
    if payload.isBehind { return "the payload has not come yet" }
    guard let open = payload.open, open.document.payload != nil else {
      return "there is no payload here"
    }
    return open.isBeginning ? "the payload is still being read" : nil
  }

  /// `y`: what is to be copied. Nothing is copied before it is chosen, since it may be large.
  mutating func askToYank() -> [Effect] {
    var items: [Menu.Item] = []
    func add(
      _ letter: Character,
      _ title: String,
      bytes: Int = 0,
      _ text: @escaping @Sendable () -> String
    ) {
      let isHidden = isMasked && bytes > 0
      let detail = bytes > Self.mostShown ? bytes.asByteCount : String(text().prefix(60))
      items.append(
        Menu.Item(letter: letter, title: title, detail: detail) { state in
          guard bytes <= Self.mostCopied else {
            state.notice = .problem(
              "\(bytes.asByteCount) is too much to copy; w writes it to a file"
            )
            return []
          }
          return [.copy(CopyRequest(title: isHidden ? "\(title), masked" : title, text: text()))]
        }
      )
    }
    if payloadIsMissing == nil, let open = payload.open, let rows = open.rows,
      let value = open.chosenValue
    {
      let path = JSONPath(to: value, from: rows.root, in: rows.index)
      let isMasked = isMasked
      add("v", "value", bytes: rows.index.range(of: value).count) {
        Self.valueText(rows.index, value, isMasked: isMasked)
      }
      if let key = rows.index.key(of: value), value != rows.root { add("k", "key") { key } }
      add("p", "path") { path.jsonPath }
      add("j", "JSON Pointer") { path.pointer }
    }
    if payloadIsMissing == nil, let whole = shownPayload {
      add("a", "whole payload", bytes: whole.byteCount) { whole.text }
      if let url = chosenEntry?.delivery.url ?? webhookAtHand?.url {
        add("c", "curl line", bytes: whole.byteCount) { CurlLine.text(whole.bytes, to: url) }
      }
    }
    if let url = webhookAtHand?.url { add("u", "URL") { url } }
    if let id = chosenEntry?.delivery.id { add("i", "id of the delivery") { id.description } }
    if let id = webhookAtHand?.id { add("w", "id of the webhook") { id.description } }
    guard !items.isEmpty else {
      notice = .problem("there is nothing to copy here")
      return []
    }
    overlay = .menu(Menu("Copy", items))
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

  /// `m`: keeps the open payload to compare another with it.
  mutating func markForComparing() {
    guard let document = payload.open?.document else { return }
    marked = document
    notice = .done("marked; open another payload and M shows what differs")
  }

  /// `M`: what differs between the marked payload and the open one.
  mutating func compareWithMarked() -> [Effect] {
    guard let document = payload.open?.document else { return [] }
    guard let marked else {
      notice = .problem("no payload is marked; m marks the one that is open")
      return []
    }
    return [.compare(marked, with: document)]
  }

  /// `employee-created-9b1d7c2a.json`, which no other delivery has.
  private var fileName: String {
    guard let source = payload.open?.source else { return "payload.json" }
    switch source {
    case .sample(let event): return "\(Self.slug(event.title))-sample.json"
    case .delivery(let id, let webhook):
      let event = hooks.webhook(webhook)?.title ?? "payload"
      return "\(Self.slug(event))-\(Self.slug(String(id.description.prefix(8)))).json"
    }
  }

  private static func slug(_ text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.joined(separator: "-")
  }

  /// `w`: asks for the file.
  mutating func askToSave() -> [Effect] {
    guard let whole = shownPayload else { return [] }
    overlay = .prompt(
      Prompt("write the \(isMasked ? "masked " : "")payload to ", text: fileName) { _, path in
        path.isEmpty ? [] : [.save(whole, path: path)]
      }
    )
    return []
  }
}
