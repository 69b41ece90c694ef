import HookSignatures

/// What is known of a request's signature.
enum SignatureState: Sendable, Equatable {
  case unchecked
  case checking
  /// Only the beginning of the body was kept.
  case cut
  /// There is no secret to check with.
  case noSecret
  case checked(SignatureResult)
}

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
