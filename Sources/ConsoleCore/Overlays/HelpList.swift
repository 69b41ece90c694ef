/// The list of all keys, narrowed by what is typed.
struct HelpList: Equatable, Sendable {
  var field = TextField()
  var top = 0

  mutating func take<Root>(_ key: Key, page: Int) -> OverlayStep<Root> {
    switch key {
    case .escape, .enter, .function(1): return .close
    case .down: scroll(1)
    case .up: scroll(-1)
    case .pageDown: scroll(page)
    case .pageUp: scroll(-page)
    default:
      if field.text.isEmpty, key == .character("?") { return .close }
      if field.take(key) { top = 0 }
    }
    return .stay
  }

  mutating func scroll(_ rows: Int) {
    top = max(0, top + rows)
  }
}
