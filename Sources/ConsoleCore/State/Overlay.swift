/// What lies over the panes and takes the keys.
enum Overlay: Sendable {
  case help(HelpList<ConsoleState>)
  case menu(Menu<ConsoleState>)
  case prompt(Prompt<ConsoleState>)
  case form(HookForm)
  case viewer(Viewer)
  case comparison(Comparison)

  var comparison: Comparison? { if case .comparison(let open) = self { open } else { nil } }

  /// What the last line offers while it is open.
  var hints: [(key: String, text: String)] {
    let close = ("Esc", "close")
    switch self {
    case .help(let list):
      return [("a-z", "narrow")] + (list.visible.isEmpty ? [] : [("Enter", "run")]) + [close]
    case .menu(let menu):
      return (menu.isShort ? [] : [("a-z", "narrow")])
        + (menu.visible.isEmpty ? [] : [("Enter", "choose")]) + [close]
    case .form(let form): return form.hints
    case .viewer: return [("j k", "scroll"), close]
    case .comparison: return [("n N", "next, previous"), ("Tab", "tree or list"), close]
    case .prompt: return []
    }
  }

  /// Takes a key.
  mutating func take(_ key: Key, page: Int) -> OverlayStep<ConsoleState> {
    switch self {
    case .help(var list):
      defer { self = .help(list) }
      return list.take(key, page: page)
    case .menu(var menu):
      defer { self = .menu(menu) }
      return menu.take(key, page: page)
    case .prompt(var prompt):
      defer { self = .prompt(prompt) }
      return prompt.take(key)
    case .form(var form):
      defer { self = .form(form) }
      switch form.take(key) {
      case .stay: return .stay
      case .close: return .close
      case .discard(let form): return .act { $0.askToDiscard(form) }
      case .chooseEvent(let form): return .act { $0.chooseEvent(in: form) }
      case .submit(let form): return .act { $0.submit(form) }
      }
    case .viewer(var viewer):
      defer { self = .viewer(viewer) }
      return viewer.take(key, page: page)
    case .comparison(var comparison):
      defer { self = .comparison(comparison) }
      return comparison.take(key, page: page)
    }
  }

  /// Whether a text can be typed now.
  var takesText: Bool {
    switch self {
    case .help, .prompt: true
    case .menu(let menu): !menu.isShort
    case .form(let form): form.takesText
    case .viewer, .comparison: false
    }
  }

  /// - Returns: `nil` if the text is too long for the field.
  mutating func paste(_ text: String) -> OverlayStep<ConsoleState>? {
    switch self {
    case .help(var list):
      defer { self = .help(list) }
      return list.paste(text) ? .stay : nil
    case .menu(var menu):
      defer { self = .menu(menu) }
      return menu.paste(text) ? .stay : nil
    case .prompt(var prompt):
      guard prompt.field.paste(text) else { return nil }
      self = .prompt(prompt)
      return prompt.changed()
    case .form(var form):
      defer { self = .form(form) }
      return form.paste(text) ? .stay : nil
    case .viewer, .comparison: return .stay
    }
  }

  /// Breaks what is to be read where the screen ends.
  mutating func fit(_ size: Size) {
    switch self {
    case .viewer(var viewer):
      viewer.fit(size)
      self = .viewer(viewer)
    case .comparison(var comparison):
      comparison.fit(size)
      self = .comparison(comparison)
    case .help, .menu, .prompt, .form: break
    }
  }

  mutating func scroll(_ rows: Int, size: Size) {
    switch self {
    case .help(var list):
      list.move(rows)
      self = .help(list)
    case .menu(var menu):
      let position = MenuLayout(menu, size: size)
      menu.scroll(rows, from: position.first, height: position.items.rows)
      self = .menu(menu)
    case .viewer(var viewer):
      viewer.scroll(rows)
      self = .viewer(viewer)
    case .comparison(var comparison):
      comparison.scroll(rows)
      self = .comparison(comparison)
    case .prompt, .form: break
    }
  }
}
