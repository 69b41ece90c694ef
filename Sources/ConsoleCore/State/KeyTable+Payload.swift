/// The keys of the payload.
extension KeyTable {
  static let payload: [Command<ConsoleState>] = [
    Command<ConsoleState>("payload.toggle", [.space], "fold or unfold", in: KeyContext.readers) {
      state in
      state.toggleFold()
      return []
    },
    Command<ConsoleState>(
      "payload.left",
      [.character("h"), .left],
      "fold, or go to the parent",
      synonyms: "collapse",
      in: KeyContext.readers
    ) { state in
      state.foldOrLeave()
      return []
    },
    Command<ConsoleState>(
      "payload.right",
      [.character("l"), .right],
      "unfold, or go to the first child",
      synonyms: "expand",
      in: KeyContext.readers
    ) { state in
      state.unfoldOrEnter()
      return []
    },
    Command<ConsoleState>("payload.foldAll", [.character("-")], "fold all", in: KeyContext.readers)
    {
      state in
      state.foldAll()
      return []
    },
    Command<ConsoleState>(
      "payload.unfoldAll",
      [.character("+"), .character("=")],
      "unfold all",
      in: KeyContext.readers
    ) { state in
      state.changeRows { rows, _ in rows.unfoldAll() }
      return []
    },
    Command<ConsoleState>(
      "payload.next",
      [.character("J")],
      "to the next sibling",
      in: KeyContext.readers
    ) { state in
      state.moveToSibling { $0.nextSibling(of: $1) }
      return []
    },
    Command<ConsoleState>(
      "payload.previous",
      [.character("K")],
      "to the previous sibling",
      in: KeyContext.readers
    ) {
      state in
      state.moveToSibling { $0.previousSibling(of: $1) }
      return []
    },
    Command<ConsoleState>(
      "payload.raw",
      [.character("v")],
      "switch between the tree and the text as it was sent",
      synonyms: "raw source",
      hintNow: { $0.payload.open?.raw == nil ? "text" : "tree" },
      in: KeyContext.readers,
      blocked: \.payloadIsMissing
    ) { state in
      state.toggleRaw()
      return []
    },
    Command<ConsoleState>(
      "payload.wrap",
      [.character("W")],
      "wrap long values, or cut them",
      synonyms: "wrap full long lines",
      hintNow: { $0.payload.open?.raw == nil ? ($0.payload.wraps ? "cut" : "wrap") : nil },
      in: KeyContext.readers,
      blocked: \.payloadIsMissing
    ) { state in
      state.toggleWrap()
      return []
    },
    Command<ConsoleState>(
      "payload.remember",
      [.character("m")],
      "remember the payload, to compare another with it",
      synonyms: "mark diff compare",
      hintNow: { $0.isRemembered ? nil : "remember" },
      in: KeyContext.allCases,
      blocked: \.rememberIsBlocked
    ) { state in
      state.rememberForComparing()
      return []
    },
    Command<ConsoleState>(
      "payload.compare",
      [.character("M")],
      "compare the payload with the remembered one",
      synonyms: "diff changes differences",
      hint: "compare",
      in: KeyContext.allCases,
      blocked: \.compareIsBlocked
    ) { $0.actsOnMarks ? $0.compareMarked() : $0.compareWithRemembered() },
    Command<ConsoleState>(
      "payload.shape",
      [.character("D")],
      "mark what is new, missing or of another type than usual",
      synonyms: "schema drift shape changed",
      in: KeyContext.panes
    ) { $0.askForBaseline() },
    Command<ConsoleState>(
      "payload.save",
      [.character("w")],
      "write the payload to a file",
      synonyms: "save export download",
      hint: "save",
      in: KeyContext.allCases,
      blocked: \.saveIsBlocked
    ) {
      if !$0.session.views.isEmpty { return $0.askToSaveExchange() }
      return $0.actsOnMarks ? $0.askToSaveMarked() : $0.askToSave()
    },
    Command<ConsoleState>(
      "payload.page",
      [.character("o")],
      "read the payload in $PAGER",
      hint: "pager",
      in: KeyContext.allCases,
      blocked: \.pageIsBlocked
    ) { $0.page() },
    Command<ConsoleState>(
      "payload.edit",
      [.character("O")],
      "open the payload in $EDITOR",
      synonyms: "vim change",
      blocked: \.payloadIsMissing
    ) { $0.openInEditor() },
    Command<ConsoleState>(
      "copy",
      [.character("y")],
      "copy the value, path, payload, curl line…",
      synonyms: "yank clip clipboard curl",
      hintNow: { $0.copyHint },
      in: KeyContext.allCases
    ) { $0.actsOnMarks ? $0.copyMarked() : $0.askToCopy() },
  ]
}
