/// A key as a person names it: `a`, `Ctrl-f`, `Enter`, `PageDown`.
package enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete, space
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)

  /// The name as it stands in the help and in the configuration file.
  package var name: String {
    switch self {
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character)"
    case .alt(let character): "Alt-\(character)"
    case .function(let number): "F\(number)"
    default: Self.names.first { $0.key == self }?.name ?? ""
    }
  }

  /// The name where space is short.
  var shortName: String {
    Self.shortNames[self] ?? name
  }

  /// Reads a key's name; `nil` if there is no such key.
  package init?(name: String) {
    if let named = Self.names.first(where: { $0.name.lowercased() == name.lowercased() }) {
      self = named.key
    } else if name.count == 1, let character = name.first {
      self = .character(character)
    } else if name.lowercased().hasPrefix("ctrl-"), name.count == 6, let last = name.last {
      self = .control(Character(last.lowercased()))
    } else if name.lowercased().hasPrefix("alt-"), name.count == 5, let last = name.last {
      self = .alt(last)
    } else if name.first?.lowercased() == "f", let number = Int(name.dropFirst()),
      (1...12).contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  package static let names: [(key: Key, name: String)] = [
    (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"),
    (.backspace, "Backspace"), (.delete, "Delete"), (.space, "Space"),
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
    (.home, "Home"), (.end, "End"), (.pageUp, "PageUp"), (.pageDown, "PageDown"),
  ]

  private static let shortNames: [Key: String] = [
    .pageUp: "PgUp", .pageDown: "PgDn", .backTab: "S-Tab",
  ]
}
