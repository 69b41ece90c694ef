import HookHTTP
import HookServer

/// One response of an endpoint: a status code, or something that goes wrong.
package enum ResponseStep: Sendable, Equatable {
  case status(Int)
  /// The connection is reset.
  case reset
  /// No response comes until the endpoint stops.
  case hang
  /// The response comes a byte at a time.
  case drip
  /// The response is cut short.
  case cut

  private static let faults: [(String, ResponseStep)] = [
    ("reset", .reset), ("hang", .hang), ("drip", .drip), ("cut", .cut),
  ]

  /// The words that can be written beside status codes.
  package static let words = faults.map(\.0)

  /// What can be written for a step.
  package static let form = "a status code from 200 to 599, reset, hang, drip or cut"

  /// `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    if let fault = Self.faults.first(where: { $0.0 == text }) {
      self = fault.1
    } else if let status = Int(text), (200...599).contains(status) {
      self = .status(status)
    } else {
      return nil
    }
  }

  package var text: String {
    if case .status(let status) = self { return String(status) }
    return Self.faults.first { $0.1 == self }?.0 ?? ""
  }

  /// Seconds between two bytes of a response that drips.
  private static let pause = 0.5

  /// The response. That of `hang` is sent when the endpoint stops.
  var response: HTTPResponse {
    var response = HTTPResponse(status: 200)
    switch self {
    case .status(let status): response.status = status
    case .reset, .hang: response.fault = .reset
    case .drip: response.fault = .drip(pause: Self.pause)
    case .cut: response.fault = .cut
    }
    return response
  }

  /// What a sender sees in place of a whole response; `nil` if it sees one.
  var failure: ExchangeFailure? {
    switch self {
    case .status, .drip: nil
    case .reset: ExchangeFailure(.reset, in: .response, mayHaveArrived: true)
    case .hang: ExchangeFailure(.other("no response: hang"), in: .response, mayHaveArrived: true)
    case .cut: ExchangeFailure(.cutShort, in: .body, mayHaveArrived: true)
    }
  }
}
