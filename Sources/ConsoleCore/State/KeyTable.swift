import HookModel

/// The key table: every key of the console, what it does and where.
package enum KeyTable {
  package static let commands: [Command<ConsoleState>] =
    moving + webhooks + events + payload + general

  private static let lists: [Pane] = [.webhooks, .events, .payload]
  private static let hooks: [Pane] = [.webhooks, .events, .codes]

  private static let moving: [Command<ConsoleState>] =
    [
      Command<ConsoleState>("move.down", [.character("j"), .down], "one row down", in: lists) {
        $0.move($0.session.focus, by: 1)
      },
      Command<ConsoleState>("move.up", [.character("k"), .up], "one row up", in: lists) {
        $0.move($0.session.focus, by: -1)
      },
      Command<ConsoleState>(
        "move.pageDown",
        [.pageDown, .control("f"), .control("d")],
        "one page down",
        in: lists
      ) { $0.move($0.session.focus, by: max(1, $0.height(of: $0.session.focus) - 1)) },
      Command<ConsoleState>(
        "move.pageUp",
        [.pageUp, .control("b"), .control("u")],
        "one page up",
        in: lists
      ) {
        $0.move($0.session.focus, by: -max(1, $0.height(of: $0.session.focus) - 1))
      },
      Command<ConsoleState>("move.first", [.character("g"), .home], "to the first row", in: lists) {
        $0.move($0.session.focus, by: -(Int.max / 2))
      },
      Command<ConsoleState>("move.last", [.character("G"), .end], "to the last row", in: lists) {
        $0.move($0.session.focus, by: Int.max / 2)
      },
      Command<ConsoleState>(
        "move.leave",
        [.character("h"), .left],
        "to the previous pane",
        in: hooks
      ) {
        $0.back()
      },
      Command<ConsoleState>("move.enter", [.character("l"), .right], "to the next pane", in: hooks)
      {
        $0.open()
      },
      Command<ConsoleState>("focus.next", [.tab], "to the next pane") {
        $0.focusing($0.session.focus.next(by: 1))
      },
      Command<ConsoleState>("focus.previous", [.backTab], "to the previous pane") {
        $0.focusing($0.session.focus.next(by: -1))
      },
      Command<ConsoleState>(
        "open",
        [.enter],
        "open the next pane; in the payload fold or unfold",
        hint: "open"
      ) { $0.open() },
      Command<ConsoleState>("back", [.escape], "back") { $0.back() },
    ] + Pane.allCases.map(focus)

  private static func focus(_ pane: Pane) -> Command<ConsoleState> {
    let key = Key.character(Character(String(pane.number)))
    return Command<ConsoleState>("focus.\(pane.number)", [key], "to the pane \(pane.title)") {
      $0.focusing(pane)
    }
  }

  private static let webhooks: [Command<ConsoleState>] = [
    Command<ConsoleState>(
      "webhook.edit",
      [.character("e")],
      "change the webhook's event, URL or state",
      hint: "edit",
      hintIn: hooks,
      blocked: \.changeIsBlocked
    ) { $0.openForm(changing: $0.selectedWebhook?.record) },
    Command<ConsoleState>(
      "webhook.toggle",
      [.character("a")],
      "activate or deactivate the webhook",
      hintNow: { $0.selectedWebhook?.active == true ? "deactivate" : "activate" },
      in: hooks,
      blocked: \.changeIsBlocked
    ) { $0.toggleActive() },
    Command<ConsoleState>(
      "webhook.create",
      [.character("c")],
      "create a webhook",
      hint: "create",
      hintIn: hooks
    ) { $0.openForm(changing: nil) },
    Command<ConsoleState>(
      "webhook.delete",
      [.character("d")],
      "delete the webhook; asks first",
      hint: "delete",
      in: hooks,
      blocked: \.changeIsBlocked
    ) { $0.askToDelete() },
    Command<ConsoleState>(
      "webhook.undo",
      [.character("u")],
      "undo the last change of a webhook; asks first",
      in: hooks,
      blocked: \.undoIsBlocked
    ) { $0.askToUndo() },
  ]

  private static let events: [Command<ConsoleState>] = [
    Command<ConsoleState>(
      "tail",
      [.character("t")],
      "follow the newest delivery, or stop following",
      hint: "tail"
    ) { $0.toggleFollowing() },
    Command<ConsoleState>(
      "sample",
      [.character("s")],
      "show the sample of an event",
      hint: "sample"
    ) {
      $0.showSample()
    },
    Command<ConsoleState>(
      "send",
      [.character("S")],
      "send a delivery, a sample or an edited payload",
      hint: "send"
    ) { $0.askToSend() },
    Command<ConsoleState>("forward", [.character("F")], "forward new deliveries to a local URL") {
      $0.askToForward()
    },
    Command<ConsoleState>(
      "forward.answer",
      [.character("L")],
      "show the response of the local endpoint"
    ) { state in
      state.showLocalResponse()
      return []
    },
    Command<ConsoleState>("fire", [.character("x")], "raise an event in the sandbox") {
      $0.askToFire()
    },
    Command<ConsoleState>(
      "filter",
      [.character("f")],
      "filter the events by text, code, event, state, time",
      hint: "filter",
      hintIn: hooks,
      blocked: \.filterIsBlocked
    ) { $0.askToFilter() },
    Command<ConsoleState>(
      "search",
      [.character("/")],
      "search",
      hint: "search",
      in: lists,
      blocked: \.searchIsBlocked
    ) { $0.askToSearch() },
    Command<ConsoleState>(
      "search.next",
      [.character("n")],
      "to the next match",
      in: lists,
      blocked: \.searchIsBlocked
    ) { $0.findNext(1) },
    Command<ConsoleState>(
      "search.previous",
      [.character("N")],
      "to the previous match",
      in: lists,
      blocked: \.searchIsBlocked
    ) { $0.findNext(-1) },
  ]

  private static let payload: [Command<ConsoleState>] = [
    Command<ConsoleState>("payload.toggle", [.space], "fold or unfold", in: [.payload]) { state in
      state.toggleFold()
      return []
    },
    Command<ConsoleState>(
      "payload.left",
      [.character("h"), .left],
      "fold, or go to the parent",
      hint: "fold",
      in: [.payload]
    ) { state in
      state.foldOrLeave()
      return []
    },
    Command<ConsoleState>(
      "payload.right",
      [.character("l"), .right],
      "unfold, or go to the first child",
      hint: "unfold",
      in: [.payload]
    ) { state in
      state.unfoldOrEnter()
      return []
    },
    Command<ConsoleState>("payload.foldAll", [.character("-")], "fold all", in: [.payload]) {
      state in
      state.changeRows { rows, _ in rows.foldAll() }
      return []
    },
    Command<ConsoleState>(
      "payload.unfoldAll",
      [.character("+"), .character("=")],
      "unfold all",
      in: [.payload]
    ) { state in
      state.changeRows { rows, _ in rows.unfoldAll() }
      return []
    },
    Command<ConsoleState>("payload.next", [.character("J")], "to the next sibling", in: [.payload])
    { state in
      state.moveToSibling { $0.nextSibling(of: $1) }
      return []
    },
    Command<ConsoleState>(
      "payload.previous",
      [.character("K")],
      "to the previous sibling",
      in: [.payload]
    ) {
      state in
      state.moveToSibling { $0.previousSibling(of: $1) }
      return []
    },
    Command<ConsoleState>(
      "payload.raw",
      [.character("v")],
      "switch between tree and text",
      hint: "raw",
      in: [.payload],
      blocked: \.payloadIsMissing
    ) { state in
      state.toggleRaw()
      return []
    },
    Command<ConsoleState>(
      "payload.mark",
      [.character("m")],
      "remember the payload, to compare another with it",
      blocked: \.payloadIsMissing
    ) { state in
      state.rememberForComparing()
      return []
    },
    Command<ConsoleState>(
      "payload.compare",
      [.character("M")],
      "compare the payload with the remembered one",
      blocked: \.payloadIsMissing
    ) { $0.compareWithRemembered() },
    Command<ConsoleState>(
      "payload.save",
      [.character("w")],
      "write the payload to a file",
      blocked: \.saveIsBlocked
    ) { $0.askToSave() },
    Command<ConsoleState>(
      "payload.page",
      [.character("o")],
      "read the payload in $PAGER",
      hint: "pager",
      blocked: \.payloadIsMissing
    ) { $0.page() },
    Command<ConsoleState>(
      "payload.edit",
      [.character("O")],
      "open the payload in $EDITOR",
      blocked: \.payloadIsMissing
    ) { $0.openInEditor() },
    Command<ConsoleState>(
      "yank",
      [.character("y")],
      "copy the value, path, payload, curl line…",
      hint: "yank"
    ) {
      $0.askToYank()
    },
    Command<ConsoleState>("mask", [.character("p")], "mask or show values: for screen sharing") {
      state in
      state.toggleMask()
      return []
    },
  ]

  private static let general: [Command<ConsoleState>] = [
    Command<ConsoleState>("redraw", [.control("l")], "redraw the screen") { _ in
      [.terminal(.repaint)]
    },
    Command<ConsoleState>("zoom", [.character("z")], "zoom the pane, or show all panes") { state in
      state.toggleZoom()
      return []
    },
    Command<ConsoleState>("messages", [.character("!")], "show the last messages again") {
      $0.showMessages()
    },
    Command<ConsoleState>("refresh", [.character("r")], "refresh everything now") {
      state in
      state.session.say(.done("refreshing…"))
      return state.session.employer == nil ? [.api(.employers)] : [.feed(.refresh)]
    },
    Command<ConsoleState>("employer", [.character("E")], "switch to another employer or profile") {
      state in
      state.chooseEmployer()
      return []
    },
    Command<ConsoleState>(
      "palette",
      [.character(":")],
      "run a command by its name",
      hint: "commands"
    ) {
      state in
      state.openPalette()
      return []
    },
    Command<ConsoleState>("help", [.character("?"), .function(1)], "show this help", hint: "help") {
      state in
      state.session.open(.help(HelpList()))
      return []
    },
    Command<ConsoleState>("quit", [.character("q")], "quit", hint: "quit") { $0.quit() },
  ]
}

extension ConsoleState {
  fileprivate mutating func focusing(_ pane: Pane) -> [Effect] {
    focus(pane)
    return []
  }

  /// All commands that work in the focused pane, to be chosen by typing a part of their names.
  fileprivate mutating func openPalette() {
    let commands = session.keyMap.commands.filter {
      $0.panes.contains(session.focus) && $0.name != "palette"
    }
    let items = commands.map { command in
      let keys = command.keys.map(\.shortName).joined(separator: " ")
      return Menu.Item(title: command.help, detail: "\(keys)  \(command.name)") { state in
        if let reason = command.blocked(state) {
          state.session.say(.problem(reason))
          return []
        }
        return command.run(&state)
      }
    }
    session.open(.menu(ConsoleState.Menu("Commands", items)))
  }
}
