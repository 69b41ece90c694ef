import Foundation
import HookHTTP
import HookJSON
import HookModel
import HookSupport

/// `y`: the clipboard. Under the privacy mask it gets what the screen shows, and the message says so.
extension ConsoleState {
  /// `y`: what is to be copied. Nothing is copied before it is chosen, since it may be large.
  mutating func askToCopy() -> [Effect] {
    var items: [Menu.Item] = []
    let isExchange = !session.views.isEmpty
    func add(
      _ shortcut: Character,
      _ title: String,
      bytes: Int = 0,
      isMasked: Bool = false,
      _ text: @escaping @Sendable () -> String
    ) {
      let detail =
        bytes > Self.mostShown
        ? bytes.asByteCount : TerminalSafeText(text(), limit: 200).cut(to: 60).text
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
          let title = isMasked ? "\(title), masked" : title
          return [.terminal(.copy(CopyRequest(title: title, text: text())))]
        }
      )
    }
    if let view = session.exchange, let field = view.selectedHeader {
      // A secret that Enter has not revealed stays one.
      let shown = view.isRevealed(view.cursor.row) ? field : HeaderSecrets.masked(field)
      let value = session.isMasked ? "•••" : shown.value
      let isMasked = value != field.value
      let name = field.name
      add("h", "value of the header", isMasked: isMasked) { value }
      add("n", "header line", isMasked: isMasked) { "\(name): \(value)" }
    } else if payloadIsMissing == nil, let open = reading.open, let rows = open.rows,
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
      add(
        "a",
        isExchange ? "whole body" : "whole payload",
        bytes: whole.byteCount,
        isMasked: session.isMasked
      ) { whole.text }
      if !isExchange, session.isCapture, let record = selectedAttempts?.first {
        addCurlLine(record.exchange, hasBody: record.hasBodies, to: &items)
      } else if !isExchange, let url = selectedEntry?.delivery.url ?? webhookAtHand?.url {
        add("c", "curl line", bytes: whole.byteCount, isMasked: session.isMasked) {
          CurlLine.text(whole.bytes, to: url)
        }
      }
    }
    if let record = exchangeAtHand {
      let hasBody = record.hasBodies && !record.exchange.isRequestCut
      addCurlLine(record.exchange, hasBody: hasBody, to: &items)
      let url = record.exchange.request.requestedURL(withSecrets: false)
      add("u", "URL") { url }
      if let id = record.delivery { add("i", "ID of the delivery") { id.description } }
    }
    if !isExchange, let url = webhookAtHand?.url { add("u", "URL") { url } }
    if !isExchange, let id = selectedEntry?.delivery.id {
      add("i", "ID of the delivery") { id.description }
    }
    if !isExchange, let id = webhookAtHand?.id { add("w", "ID of the webhook") { id.description } }
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

  /// The request as a line for a shell. Secrets are not in it: it says which variables it needs.
  private func addCurlLine(_ exchange: Exchange, hasBody: Bool, to items: inout [Menu.Item]) {
    guard hasBody else { return }
    let isMasked = session.isMasked
    let request = isMasked ? exchange.request.withBody(masked: "•••") : exchange.request
    let variables = CurlLine.variables(of: request).map { "$\($0)" }.joined(separator: ", ")
    let detail = variables.isEmpty ? "repeats the request" : "needs \(variables)"
    items.append(
      Menu.Item(shortcut: "c", title: "curl line", detail: detail) { state in
        do {
          let line = String(decoding: try CurlLine.bytes(request), as: UTF8.self)
          let note = variables.isEmpty ? "" : ", which needs \(variables)"
          let title = "curl line\(isMasked ? ", masked" : "")\(note)"
          return [.terminal(.copy(CopyRequest(title: title, text: line)))]
        } catch {
          state.session.say(.problem("\(error)"))
          return []
        }
      }
    )
  }
}

extension ExchangeRequest {
  fileprivate func withBody(masked text: String) -> ExchangeRequest {
    var request = self
    request.body = body.map { _ in Array(text.utf8) }
    return request
  }
}
