import HookServer

/// One response of an endpoint: a status code, or something that goes wrong.
package enum ResponseStep: Sendable, Equatable {
  case status(Int)
  /// The connection is reset.
  case reset
  /// No response comes until the endpoint stops.
  case hang
  /// The response is cut short.
  case cut

  private static let faults: [(String, ResponseStep)] = [
    ("reset", .reset), ("hang", .hang), ("cut", .cut),
  ]

  /// What can be written for a step.
  package static let form = "a status code from 200 to 599, reset, hang or cut"

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

  /// The response; `nil` if none comes.
  var response: HTTPResponse? {
    switch self {
    case .status(let status): return HTTPResponse(status: status)
    case .reset:
      var response = HTTPResponse(status: 200)
      response.fault = .reset
      return response
    case .cut:
      var response = HTTPResponse(status: 200)
      response.fault = .cut
      return response
    case .hang: return nil
    }
  }
}
