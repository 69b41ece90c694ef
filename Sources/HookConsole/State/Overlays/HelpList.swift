/// The list of all keys, narrowed by what is typed.
struct HelpList: Equatable, Sendable {
  var field = TextField()
  var top = 0

  mutating func take(_ key: Key, page: Int) -> OverlayStep {
    switch key {
    case .escape, .enter, .function(1): return .close
    case .down: top += 1
    case .up: top -= 1
    case .pageDown: top += page
    case .pageUp: top -= page
    default:
      if field.text.isEmpty, key == .character("?") { return .close }
      if field.take(key) { top = 0 }
    }
    top = max(0, top)
    return .stay
  }
}
