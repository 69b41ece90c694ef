import HookModel
import HookSupport

/// How the program ends, for scripts.
enum ExitCode: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 2
  case unauthorised = 3
  case notFound = 4
  case unreachable = 5

  var meaning: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .usage: "wrong usage"
    case .unauthorised: "not authorised"
    case .notFound: "not found"
    case .unreachable: "no complete response: not reached, timed out, cut short, cannot be decoded"
    }
  }

  init(_ error: any Error) {
    switch error {
    case let error as Failure: self = error.code
    case is Problem: self = .usage
    case let error as APIError: self = Self.code(error.kind)
    default: self = .failed
    }
  }

  private static func code(_ kind: APIError.Kind) -> ExitCode {
    switch kind {
    case .unauthorised, .forbidden: .unauthorised
    case .notFound: .notFound
    case .unreachable, .cutShort, .unusable, .lost: .unreachable
    case .address: .usage
    default: .failed
    }
  }
}

/// An end of the program with a sentence for people.
struct Failure: Error, CustomStringConvertible {
  let code: ExitCode
  let description: String

  init(_ code: ExitCode = .failed, _ description: String) {
    self.code = code
    self.description = description
  }

  static func usage(_ description: String) -> Failure { Failure(.usage, description) }

  /// - Parameter hint: what to do about it, on a line of its own: `try: …`, `see: …`.
  static func usage(_ description: String, hint: String) -> Failure {
    Failure(.usage, "\(description)\n\(hint)")
  }

  init(_ code: ExitCode, _ description: String, hint: String) {
    self.init(code, "\(description)\n\(hint)")
  }
}
