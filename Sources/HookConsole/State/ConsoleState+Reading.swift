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

  /// The bytes of the open payload; with the mask those that hide its values.
  var payloadBytes: [UInt8]? {
    guard let payload = payload.open?.document.payload else { return nil }
    guard isMasked else { return payload.bytes }
    return payload.node.map { JSONMask.text($0.index, $0.number) } ?? Array("•••".utf8)
  }

  var payloadIsMissing: String? {
    payload.open?.document.payload == nil ? "there is no payload here" : nil
  }

  /// `y`: what is to be copied.
  mutating func askToYank() -> [Effect] {
    var items: [Menu.Item] = []
    func add(_ letter: Character, _ title: String, _ text: String) {
      let detail = String(text.prefix(60))
      items.append(
        Menu.Item(letter: letter, title: title, detail: detail) { state in
          state.notice = .done("copied: \(title)")
          return [.copy(text)]
        }
      )
    }
    if let open = payload.open, let rows = open.rows, let value = open.chosenValue {
      let path = JSONPath(to: value, from: rows.root, in: rows.index)
      add("v", "value", valueText(rows.index, value))
      if let key = rows.index.key(of: value), value != rows.root { add("k", "key", key) }
      add("p", "path", path.jsonPath)
      add("j", "JSON Pointer", path.pointer)
    }
    if let bytes = payloadBytes {
      add("a", "whole payload", String(decoding: bytes, as: UTF8.self))
      if let url = chosenEntry?.delivery.url ?? webhookAtHand?.url {
        add("c", "curl line", CurlLine.text(bytes, to: url))
      }
    }
    if let url = webhookAtHand?.url { add("u", "URL", url) }
    if let id = chosenEntry?.delivery.id { add("i", "id of the delivery", id.description) }
    if let id = webhookAtHand?.id { add("w", "id of the webhook", id.description) }
    guard !items.isEmpty else {
      notice = .problem("there is nothing to copy here")
      return []
    }
    overlay = .menu(Menu("Copy", items))
    return []
  }

  /// A string without quotes and escapes, any other value as JSON.
  private func valueText(_ index: JSONIndex, _ value: Int) -> String {
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

  /// `w`: asks for the file.
  mutating func askToSave() -> [Effect] {
    guard let bytes = payloadBytes else { return [] }
    overlay = .prompt(
      Prompt("write the payload to ", text: "payload.json") { _, path in
        path.isEmpty ? [] : [.save(bytes, path: path)]
      }
    )
    return []
  }
}
