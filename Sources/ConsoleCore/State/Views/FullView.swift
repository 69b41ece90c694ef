/// What lies over all panes and is worked in as they are. Overlays lie over it.
enum FullView: Sendable {
  case exchange(ExchangeView)
  case exchanges(ExchangeList)

  var context: KeyContext {
    switch self {
    case .exchange: .exchange
    case .exchanges: .exchanges
    }
  }

  /// - Parameter area: the screen without its first and its last line.
  mutating func fit(_ area: Rect) {
    switch self {
    case .exchange(var view):
      view.fit(area)
      self = .exchange(view)
    case .exchanges(var list):
      list.fit(area.inside.rows)
      self = .exchanges(list)
    }
  }
}

/// What came to be read while something else had the keys.
enum Arrival: Sendable {
  case viewer(Viewer)
  case exchange(ExchangeRecord)
}
