import HookSupport

/// What came of checking a signature. Its description is a sentence for people; it has no secret and no
/// expected signature in it.
package enum SignatureResult: Sendable, Equatable, CustomStringConvertible {
  /// - Parameter secret: which secret it was made with, from 1 on.
  case right(SignatureScheme, secret: Int)
  /// - Parameter header: the one that is missing; `nil` if there is none of any scheme.
  case notSigned(header: String?)
  /// A header cannot be read, or is right but not written as the scheme has it.
  case malformed(String)
  /// The signature is right, its time is not.
  /// - Parameter seconds: how old it is; negative if it is in the future.
  case outsideTolerance(seconds: Int64)
  case secretForm(SecretError)
  /// Right secret, but signed in another way.
  case otherScheme(String)
  /// Right secret, but this was done to the body after it was signed.
  case bodyChanged([String])
  /// None of all that was found.
  /// - Parameter wasSearched: whether changes of the body were looked for.
  case wrong(wasSearched: Bool)

  package var isRight: Bool { if case .right = self { true } else { false } }

  /// A stable name for scripts: `bodyChanged`.
  package var name: String {
    switch self {
    case .right: "right"
    case .notSigned: "notSigned"
    case .malformed: "malformed"
    case .outsideTolerance: "outsideTolerance"
    case .secretForm: "secretForm"
    case .otherScheme: "otherScheme"
    case .bodyChanged: "bodyChanged"
    case .wrong: "wrong"
    }
  }

  /// The same without the list of all headers that there could be.
  package var summary: String {
    if case .notSigned(nil) = self { "not signed" } else { description }
  }

  package var description: String {
    switch self {
    case .right(let scheme, let secret):
      "the signature is right (\(scheme.title)\(secret > 1 ? ", secret \(secret)" : ""))"
    case .notSigned(let header?): "not signed: there is no \(header) header"
    case .notSigned(nil):
      "not signed: there is no \(Self.headers) header"
    case .malformed(let why): why
    case .outsideTolerance(let seconds):
      "the signature is right, but its timestamp is \(Self.length(seconds.magnitude)) "
        + (seconds < 0 ? "in the future" : "old")
        + "; \(Self.length(SignatureVerifier.tolerance.magnitude)) are tolerated"
    case .secretForm(let error): error.description
    case .otherScheme(let how): "the secret is right, but \(how)"
    case .bodyChanged(let changes):
      "the secret is right, but the body was changed: \(changes.joined(separator: ", and "))"
    case .wrong(true): "wrong secret, or the body was changed in a way that is not known"
    case .wrong(false):
      "wrong secret, or the body was changed; it is too large to look for changes"
    }
  }

  /// Those of all schemes: `a, b or c`
  private static var headers: String {
    let names = SignatureScheme.allCases.map(\.header)
    return names.dropLast().joined(separator: ", ") + " or \(names[names.count - 1])"
  }

  /// `45 s`, `12 min`, `3 h`, `2 days`; exact where the tolerance ends.
  private static func length(_ seconds: UInt64) -> String {
    switch seconds {
    case ..<600: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) days"
    }
  }
}
