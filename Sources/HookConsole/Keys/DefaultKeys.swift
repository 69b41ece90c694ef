/// The key table: every key of the console, what it does and where.
enum DefaultKeys {
  static let commands: [Command] = moving + webhooks + events + payload + general

  private static let lists: [Pane] = [.webhooks, .events, .payload]

  private static let moving: [Command] =
    [
      Command("move.down", [.character("j"), .down], "one row down", in: lists) {
        $0.move($0.focus, by: 1)
      },
      Command("move.up", [.character("k"), .up], "one row up", in: lists) {
        $0.move($0.focus, by: -1)
      },
      Command(
        "move.pageDown",
        [.pageDown, .control("f"), .control("d")],
        "one page down",
        in: lists
      ) {
        $0.move($0.focus, by: max(1, $0.height(of: $0.focus) - 1))
      },
      Command("move.pageUp", [.pageUp, .control("b"), .control("u")], "one page up", in: lists) {
        $0.move($0.focus, by: -max(1, $0.height(of: $0.focus) - 1))
      },
      Command("move.first", [.character("g"), .home], "to the first row", in: lists) {
        $0.move($0.focus, by: -(Int.max / 2))
      },
      Command("move.last", [.character("G"), .end], "to the last row", in: lists) {
        $0.move($0.focus, by: Int.max / 2)
      },
      Command("focus.next", [.tab], "to the next pane") { state in
        state.focus(state.focus.next(by: 1))
        return []
      },
      Command("focus.previous", [.backTab], "to the pane before") { state in
        state.focus(state.focus.next(by: -1))
        return []
      },
      Command(
        "open",
        [.enter],
        "open: into the next pane; in the payload fold and unfold",
        hint: "open"
      ) {
        $0.open()
      },
      Command("back", [.escape], "back") { $0.back() },
    ] + Pane.allCases.map(focus)

  private static func focus(_ pane: Pane) -> Command {
    let key = Key.character(Character(String(pane.number)))
    return Command("focus.\(pane.number)", [key], "to the pane \(pane.title)") { state in
      state.focus(pane)
      return []
    }
  }

  private static let webhooks: [Command] = [
    Command(
      "webhook.toggle",
      [.character("a")],
      "activate or deactivate the webhook",
      hint: "activate",
      in: [.webhooks, .events, .codes],
      blocked: { state in
        if state.isChanging { return "the last change is still on its way" }
        guard let webhook = state.chosenWebhook else { return "choose one webhook first" }
        return webhook.record == nil ? "\(webhook.title) has not been fetched yet" : nil
      }
    ) { $0.toggleActive() },
    Command(
      "webhook.undo",
      [.character("u")],
      "take back the last change of a webhook",
      in: [.webhooks, .events, .codes],
      blocked: { state in
        if state.isChanging { return "the last change is still on its way" }
        return state.done.isEmpty ? "there is no change to take back" : nil
      }
    ) { $0.undo() },
  ]

  private static let events: [Command] = [
    Command(
      "tail",
      [.character("t")],
      "follow the newest delivery, or stop following",
      hint: "tail"
    ) {
      $0.toggleFollowing()
    }
  ]

  private static let payload: [Command] = [
    Command("payload.toggle", [.space], "fold or unfold", in: [.payload]) { state in
      state.toggleFold()
      return []
    },
    Command(
      "payload.left",
      [.character("h"), .left],
      "fold, or to what holds the row",
      hint: "fold",
      in: [.payload]
    ) {
      state in
      state.foldOrLeave()
      return []
    },
    Command(
      "payload.right",
      [.character("l"), .right],
      "unfold, or into it",
      hint: "unfold",
      in: [.payload]
    ) {
      state in
      state.unfoldOrEnter()
      return []
    },
    Command("payload.foldAll", [.character("-")], "fold all", in: [.payload]) { state in
      state.changeRows { rows, _ in rows.foldAll() }
      return []
    },
    Command("payload.unfoldAll", [.character("+"), .character("=")], "unfold all", in: [.payload]) {
      state in
      state.changeRows { rows, _ in rows.unfoldAll() }
      return []
    },
    Command("payload.next", [.character("J")], "to the next sibling", in: [.payload]) { state in
      state.moveToSibling { $0.nextSibling(of: $1) }
      return []
    },
    Command("payload.previous", [.character("K")], "to the sibling before", in: [.payload]) {
      state in
      state.moveToSibling { $0.previousSibling(of: $1) }
      return []
    },
    Command(
      "move.leave",
      [.character("h"), .left],
      "to the pane before",
      in: [.webhooks, .events, .codes]
    ) {
      $0.back()
    },
    Command(
      "move.enter",
      [.character("l"), .right],
      "to the next pane",
      in: [.webhooks, .events, .codes]
    ) {
      $0.open()
    },
  ]

  private static let general: [Command] = [
    Command("refresh", [.character("r"), .control("l")], "ask the server for everything now") {
      state in
      state.notice = .done("asking again")
      return [.refresh]
    },
    Command("help", [.character("?"), .function(1)], "this help", hint: "help") { state in
      state.overlay = .help(top: 0)
      return []
    },
    Command("quit", [.character("q")], "quit", hint: "quit") { state in
      state.isOver = true
      return []
    },
  ]
}
