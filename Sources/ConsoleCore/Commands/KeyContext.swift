/// Where a key is pressed: in a pane, or in a view that lies over the panes.
package enum KeyContext: Int, CaseIterable, Sendable {
  case webhooks, events, codes, payload
  /// One exchange.
  case exchange
  /// A list of exchanges.
  case exchanges

  /// The panes of the screen.
  package static let panes: [KeyContext] = Pane.allCases.map(\.context)
  /// Where a body is read.
  package static let readers: [KeyContext] = [.payload, .exchange]

  var title: String {
    switch self {
    case .exchange: "Exchange"
    case .exchanges: "History"
    case .webhooks, .events, .codes, .payload: pane?.title ?? ""
    }
  }

  var pane: Pane? { Pane.allCases.first { $0.context == self } }
}

extension Pane {
  package var context: KeyContext {
    switch self {
    case .webhooks: .webhooks
    case .events: .events
    case .codes: .codes
    case .payload: .payload
    }
  }
}
