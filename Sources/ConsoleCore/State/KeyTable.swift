import HookModel

/// The key table: every key of the console, what it does and where.
package enum KeyTable {
  package static let commands: [Command<ConsoleState>] =
    moving.map { $0.under(.moving) } + webhooks.map { $0.under(.webhooks) }
    + (events + marks).map { $0.under(.events) } + sending.map { $0.under(.sending) }
    + payload.map { $0.under(.payload) } + exchange.map { $0.under(.exchange) } + general

  /// Where rows can be moved through.
  private static let everywhere = KeyContext.allCases
  private static let lists: [KeyContext] = [.webhooks, .events, .payload]
  private static let hooks: [KeyContext] = [.webhooks, .events, .codes]

  private static let moving: [Command<ConsoleState>] =
    [
      Command<ConsoleState>("move.down", [.character("j"), .down], "one row down", in: everywhere) {
        $0.move(by: 1)
      },
      Command<ConsoleState>("move.up", [.character("k"), .up], "one row up", in: everywhere) {
        $0.move(by: -1)
      },
      Command<ConsoleState>(
        "move.pageDown",
        [.pageDown, .control("f"), .control("d")],
        "one page down",
        in: everywhere
      ) { $0.move(by: max(1, $0.pageHeight - 1)) },
      Command<ConsoleState>(
        "move.pageUp",
        [.pageUp, .control("b"), .control("u")],
        "one page up",
        in: everywhere
      ) {
        $0.move(by: -max(1, $0.pageHeight - 1))
      },
      Command<ConsoleState>(
        "move.first",
        [.character("g"), .home],
        "to the first row",
        in: everywhere
      ) {
        $0.move(by: -(Int.max / 2))
      },
      Command<ConsoleState>(
        "move.last",
        [.character("G"), .end],
        "to the last row",
        in: everywhere
      ) {
        $0.move(by: Int.max / 2)
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
        "open: the next pane, all response codes, a fold or a whole value",
        synonyms: "full value show details",
        hintNow: \.openHint,
        in: everywhere
      ) { $0.open() },
      Command<ConsoleState>(
        "back",
        [.escape],
        "close or go back one step; never selects anything else",
        synonyms: "cancel clear filter",
        hintNow: \.backHint,
        in: everywhere
      ) { $0.back() },
      Command<ConsoleState>(
        "close",
        [.character("q")],
        "close the view",
        in: [.exchange, .exchanges]
      ) { $0.back() },
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
      synonyms: "update URL",
      hint: "edit",
      blocked: \.changeIsBlocked
    ) {
      $0.session.isCapture
        ? $0.askToRespond() : $0.openForm(changing: $0.selectedWebhook?.record)
    },
    Command<ConsoleState>(
      "webhook.toggle",
      [.character("a")],
      "activate or deactivate the webhook",
      synonyms: "enable disable on off inactive 410 resume",
      hintNow: { $0.selectedWebhook?.active == true ? "deactivate" : "activate" },
      in: hooks,
      blocked: \.changeIsBlocked
    ) { $0.toggleActive() },
    Command<ConsoleState>(
      "webhook.create",
      [.character("c")],
      "create a webhook",
      synonyms: "new add subscribe",
      hint: "create",
      blocked: \.captureBlocks
    ) { $0.openForm(changing: nil) },
    Command<ConsoleState>(
      "webhook.delete",
      [.character("d")],
      "delete the webhook, or a captured request; asks first",
      synonyms: "remove unsubscribe",
      hint: "delete",
      in: hooks,
      blocked: \.deleteIsBlocked
    ) {
      $0.deletesRequest
        ? $0.askToDeleteRequest()
        : $0.deletesAllSources ? $0.askToDeleteAllSources() : $0.askToDelete()
    },
    Command<ConsoleState>(
      "webhook.undo",
      [.character("u")],
      "undo the last change of a webhook; asks first",
      synonyms: "back revert",
      hint: "undo",
      in: hooks,
      blocked: \.undoIsBlocked
    ) { $0.askToUndo() },
  ]

  private static let events: [Command<ConsoleState>] = [
    Command<ConsoleState>(
      "follow",
      [.character("t")],
      "go to the newest delivery and follow what comes",
      synonyms: "tail live latest newest",
      hintNow: { $0.deliveries.isFollowing || $0.eventCount == 0 ? nil : "newest" }
    ) { $0.follow() },
    Command<ConsoleState>(
      "filter",
      [.character("f")],
      "filter the events by text, code:, event:, status:, active:, since:, until:",
      synonyms: "narrow sort find only grep",
      hintNow: { $0.filterHint },
      in: KeyContext.panes + [.exchanges],
      blocked: \.filterIsBlocked
    ) { $0.session.context == .exchanges ? $0.askToFilterList() : $0.askToFilter() },
    Command<ConsoleState>(
      "filter.failed",
      [.character("b")],
      "show the failed deliveries only, or all again",
      synonyms: "bad broken errors status:failed filter",
      hintNow: { $0.showsFailedOnly ? "show all" : $0.hasEvents ? "failed only" : nil },
      blocked: \.filterIsBlocked
    ) { $0.toggleFailedOnly() },
    Command<ConsoleState>(
      "search",
      [.character("/")],
      "search in the list or the payload",
      synonyms: "find grep",
      hintNow: { $0.searchHint },
      in: lists + [.exchange],
      blocked: \.searchIsBlocked
    ) { $0.askToSearch() },
    Command<ConsoleState>(
      "search.next",
      [.character("n")],
      "to the next match",
      hintNow: { $0.payload.open?.matches == nil ? nil : "next" },
      in: lists + [.exchange],
      blocked: \.searchIsBlocked
    ) { $0.findNext(1) },
    Command<ConsoleState>(
      "search.previous",
      [.character("N")],
      "to the previous match",
      in: lists + [.exchange],
      blocked: \.searchIsBlocked
    ) { $0.findNext(-1) },
  ]

  private static let marks: [Command<ConsoleState>] = [
    Command<ConsoleState>(
      "mark",
      [.space],
      "mark the delivery, or no longer: S, F, w, y and M act on the marked ones",
      synonyms: "select multiple many bulk",
      hintNow: { $0.eventCount > 0 ? "mark" : nil },
      in: [.events]
    ) { $0.toggleMark() },
    Command<ConsoleState>(
      "mark.range",
      [.character("V")],
      "mark all from the one that was marked last to this one",
      synonyms: "select multiple many bulk visual",
      in: [.events]
    ) { $0.markRange() },
    Command<ConsoleState>(
      "mark.all",
      [.character("*")],
      "mark all that the events show, or none",
      synonyms: "select all many bulk",
      in: [.events]
    ) { $0.markAll() },
  ]

  private static let sending: [Command<ConsoleState>] = [
    Command<ConsoleState>(
      "send",
      [.character("S")],
      "send a delivery, a sample or an edited payload",
      synonyms: "resend retry replay post again",
      hintNow: { $0.sendHint },
      in: everywhere
    ) {
      if !$0.session.views.isEmpty { return $0.askToSendAgain() }
      return $0.deliveries.marks.isEmpty ? $0.askToSend() : $0.askToSendMarked()
    },
    Command<ConsoleState>(
      "forward",
      [.character("F")],
      "forward new deliveries to a local URL",
      synonyms: "proxy tunnel localhost relay",
      hintNow: { $0.deliveries.forwarding.url == nil ? "forward" : "forward or stop" }
    ) { $0.actsOnMarks ? $0.askToSendMarked() : $0.askToForward() },
    Command<ConsoleState>(
      "history",
      [.character("H")],
      "show what this session sent and forwarded, with the responses",
      synonyms: "exchanges local response answer log sent HAR L",
      hintNow: { $0.deliveries.history.records.isEmpty ? nil : "history" }
    ) { $0.openHistory() },
    Command<ConsoleState>(
      "fire",
      [.character("x")],
      "fire an event in the sandbox",
      synonyms: "trigger raise test simulate",
      hintNow: { $0.isSandbox ? "fire" : nil },
      blocked: \.captureBlocks
    ) { $0.askToFire() },
    Command<ConsoleState>(
      "sample",
      [.character("s")],
      "show the sample of an event",
      synonyms: "example",
      hint: "sample",
      blocked: \.captureBlocks
    ) { $0.showSample() },
  ]

  private static let general: [Command<ConsoleState>] = [
    Command<ConsoleState>("redraw", [.control("l")], "redraw the screen", in: everywhere) { _ in
      [.terminal(.repaint)]
    },
    Command<ConsoleState>(
      "zoom",
      [.character("z")],
      "zoom the pane to the whole screen, or show all panes",
      synonyms: "maximize full screen enlarge",
      hintNow: { $0.zoomHint },
      in: KeyContext.panes + [.exchange]
    ) { state in
      state.toggleZoom()
      return []
    },
    Command<ConsoleState>(
      "mask",
      [.character("p")],
      "mask or show values, for screen sharing",
      synonyms: "privacy hide secret",
      hintNow: { $0.session.isMasked ? "show values" : "mask" },
      in: everywhere
    ) { state in
      state.toggleMask()
      return []
    },
    Command<ConsoleState>(
      "messages",
      [.character("!")],
      "show the last messages again",
      synonyms: "errors log notices history",
      in: everywhere
    ) {
      $0.showMessages()
    },
    Command<ConsoleState>(
      "statistics",
      [.character("i")],
      "count what became of the deliveries that are known",
      synonyms: "stats success rate codes attempts failures info"
    ) { $0.showStatistics() },
    Command<ConsoleState>(
      "mouse",
      [.alt("m")],
      "switch the mouse off, so that the terminal selects text, or on",
      synonyms: "select text copy click wheel",
      in: everywhere
    ) { $0.toggleMouse() },
    Command<ConsoleState>(
      "refresh",
      [.character("r")],
      "refresh everything now",
      synonyms: "reload update retry"
    ) {
      state in
      state.session.say(.done("refreshing…"))
      return state.session.employer == nil ? [.api(.employers)] : [.feed(.refresh)]
    },
    Command<ConsoleState>(
      "employer",
      [.character("E")],
      "switch to another employer or profile",
      blocked: \.captureBlocks
    ) { state in
      state.chooseEmployer()
      return []
    },
    Command<ConsoleState>(
      "palette",
      [.character(":")],
      "run a command by its name",
      synonyms: "palette",
      hint: "commands"
    ) {
      state in
      state.openPalette()
      return []
    },
    Command<ConsoleState>(
      "help",
      [.character("?"), .function(1)],
      "show this help; Enter runs the selected command",
      synonyms: "keys bindings",
      hint: "help"
    ) { $0.openHelp() },
    Command<ConsoleState>(
      "quit",
      [.character("q")],
      "quit",
      synonyms: "exit leave close",
      hint: "quit"
    ) { $0.quit() },
  ]
}
