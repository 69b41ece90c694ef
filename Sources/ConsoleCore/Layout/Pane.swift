/// The four panes, in the order of their numbers.
package enum Pane: Int, CaseIterable, Sendable {
  case webhooks, events, codes, payload

  var number: Int { rawValue + 1 }

  var title: String {
    switch self {
    case .webhooks: "Webhooks"
    case .events: "Events"
    case .codes: "Response codes"
    case .payload: "Payload"
    }
  }

  func next(by step: Int) -> Pane {
    let count = Pane.allCases.count
    return Pane.allCases[(rawValue + step + count) % count]
  }
}
