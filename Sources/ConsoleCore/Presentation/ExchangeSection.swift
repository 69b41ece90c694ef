/// The parts of an exchange that are shown one at a time.
enum ExchangeSection: Int, CaseIterable, Sendable {
  case request, response, timing

  var title: String {
    switch self {
    case .request: "Request"
    case .response: "Response"
    case .timing: "Timing"
    }
  }
}
