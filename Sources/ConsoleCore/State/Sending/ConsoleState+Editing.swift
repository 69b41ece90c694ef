import Foundation
import HookModel
import HookSupport

/// Texts from the editor. None is posted before its change was shown, and none is dropped without a
/// key that says so.
extension ConsoleState {
  /// Why a text cannot be edited and sent now; `nil` if it can.
  private var editIsBlocked: String? {
    if session.isMasked {
      return "values are masked, and a masked text is never sent; try: p shows them"
    }
    return deliveries.edited == nil ? nil : Self.keptHint
  }

  private static let keptHint = "an edited text is kept; try: S sends, saves or drops it first"

  /// `O`: opens the payload in the editor.
  mutating func openInEditor() -> [Effect] {
    guard let source = shownPayload else { return [] }
    if deliveries.edited != nil {
      session.say(.problem(Self.keptHint))
      return []
    }
    return [.terminal(.edit(EditRequest(source: source, title: "edited payload", target: nil)))]
  }

  /// `S` `e`: opens the payload in the editor, to post what comes of it.
  mutating func editAndSend(_ payload: Payload, to url: HTTPURL) -> [Effect] {
    if let reason = editIsBlocked {
      session.say(.problem(reason))
      return []
    }
    let source = ShownPayload(payload: payload, isMasked: false)
    return [.terminal(.edit(EditRequest(source: source, title: "edited payload", target: url)))]
  }

  /// The editor has ended.
  package mutating func receive(_ text: EditedText) {
    if text.change.isUnchanged {
      keep(nil)
      tookUnchanged(text)
    } else {
      keep(text)
      review()
    }
  }

  private mutating func tookUnchanged(_ text: EditedText) {
    guard let url = text.request.target else {
      let masked = text.request.source.isMasked ? "; its values were masked" : ""
      session.say(.done("the editor changed nothing\(masked)"))
      return
    }
    var menu = Menu(
      "The editor changed nothing",
      [
        Menu.Item(shortcut: "c", title: "send nothing", detail: "") { _ in [] },
        Menu.Item(shortcut: "e", title: "edit again", detail: "") { _ in
          [.terminal(.edit(text.request))]
        },
        Menu.Item(shortcut: "s", title: "send the payload as it is", detail: url.description) {
          $0.postAfterAsking(text, to: url)
        },
      ]
    )
    menu.notes = [
      Viewer.Line("An editor with a window of its own must wait for it.", .faint),
      Viewer.Line("try: EDITOR='code --wait'", .faint),
    ]
    session.open(.menu(menu))
  }

  /// Shows what was changed and asks what is to be done with it.
  mutating func review() {
    guard let text = deliveries.edited else { return }
    let isMaskedText = text.request.source.isMasked
    if session.isMasked, !isMaskedText {
      session.say(.problem("values are masked; try: p shows them, then S"))
      return
    }
    var items: [Menu.Item] = []
    let url = text.request.target ?? webhookAtHand?.url.flatMap { try? HTTPURL($0) }
    if let url, !isMaskedText {
      items.append(
        Menu.Item(shortcut: "s", title: "send", detail: "POST \(url)") {
          $0.postAfterAsking(text, to: url)
        }
      )
    }
    items += [
      Menu.Item(shortcut: "e", title: "edit again", detail: "") { _ in
        var request = text.request
        request.earlier = text.text
        return [.terminal(.edit(request))]
      },
      Menu.Item(shortcut: "w", title: "write to a file", detail: "") { $0.askToSaveEdited(text) },
      Menu.Item(shortcut: "c", title: "cancel, and keep the text", detail: "S offers it again") {
        $0.session.say(.done("the edited text is kept; S offers it again"))
        return []
      },
      Menu.Item(shortcut: "x", title: "drop the text", detail: "") { state in
        state.keep(nil)
        state.session.say(.done("the edited text was dropped"))
        return []
      },
    ]
    // Enter does the first: what is broken is more likely to be mended.
    let isBroken = text.change.isEmpty || !text.change.isJSON
    if isBroken, items.first?.shortcut == "s" { items.swapAt(0, 1) }
    let kind = text.change.isEmpty ? "no body" : text.change.isJSON ? "JSON" : "not JSON"
    var menu = Menu("Edited: \(text.change.summary), \(kind)", items)
    if isBroken {
      menu.notes.append(
        Viewer.Line(
          text.change.isEmpty ? "Nothing is left of it." : "It is no longer JSON.",
          .problem
        )
      )
    }
    if isMaskedText { menu.notes.append(Viewer.Line("Masked: it cannot be sent.", .problem)) }
    menu.notes += text.change.lines.map { line in
      Viewer.Line("\(line.isAdded ? "+" : "-") \(line.text)", line.isAdded ? .success : .problem)
    }
    session.open(.menu(menu))
  }

  private mutating func postAfterAsking(_ text: EditedText, to url: HTTPURL) -> [Effect] {
    let body = PostRequest.Body.bytes(text.body, delivery: nil)
    let request = PostRequest(title: text.request.title, url: url, body: body, isEdited: true)
    let back: @Sendable (inout ConsoleState) -> [Effect] = { state in
      state.receive(text)
      return []
    }
    return askToLeaveMachine("Send the edited payload", to: url, no: back) { _ in
      [.endpoint(.post(request))]
    }
  }

  private mutating func askToSaveEdited(_ text: EditedText) -> [Effect] {
    session.open(
      .prompt(
        Prompt("write the edited text to ", text: "edited.json") { state, path in
          guard !path.isEmpty else { return [] }
          return [.file(.saveEdited(text.text, path: path))]
        }
      )
    )
    return []
  }

  /// It was posted: it is kept unless it was accepted.
  mutating func postedEdited(_ answer: PostResponse) {
    if answer.isSuccess {
      keep(nil)
    } else if deliveries.edited != nil {
      session.say(.problem("not accepted: the edited text is kept; S offers it again"))
    }
  }

  /// `S` while an edited text is kept.
  var keptItem: Menu.Item? {
    deliveries.edited.map { text in
      Menu.Item(shortcut: "k", title: "the edited text that is kept", detail: text.change.summary) {
        $0.review()
        return []
      }
    }
  }

  /// Keeps a text from the editor until it is sent, saved or dropped; `nil` keeps none.
  mutating func keep(_ text: EditedText?) {
    deliveries.setEdited(text)
    session.setReasonToStay(nil)
  }
}
