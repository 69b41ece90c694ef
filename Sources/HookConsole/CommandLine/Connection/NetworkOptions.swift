import Foundation
import HookHTTP

extension Option {

  /// Whose certificates are accepted where something is posted to.
  static let cacert = TypedOption(
    "cacert",
    "FILE",
    "trust the certificates of this file (PEM) beside the system's"
  )
  static let insecure = Option("insecure", "do not check the certificates of endpoints")
  static let trust = [cacert.row, insecure]
}

extension Invocation {
  /// Seconds for each exchange, by the option or the profile; `nil` if that was left open.
  func timeout(_ profile: Profile? = nil) throws -> Double? {
    try value(Option.timeout) ?? profile?.timeout
  }

  /// The certificates that the options and the profile name.
  /// - Parameter choice: `nil` without a connection.
  func trust(_ choice: ConnectionChoice? = nil) throws -> TrustChoice {
    let profile = choice?.chosen
    let ofProfile = profile?.cacert.map {
      KeySource.expanded($0, ProcessInfo.processInfo.environment, choice?.profileFolder)
    }
    return try TrustChoice(
      file: value(Option.cacert) ?? ofProfile,
      isInsecure: has(Option.insecure) || profile?.isInsecure == true
    )
  }
}

/// Whose certificates are accepted: of the API, which is given a key, and of endpoints, which are not.
struct TrustChoice: Sendable {
  /// Always checked: a key goes to no server whose certificate was not.
  let api: Trust
  let endpoints: Trust

  static let system = TrustChoice()

  private init() {
    api = .system
    endpoints = .system
  }

  /// - Parameter file: certificates to trust beside the system's; `nil` for none.
  init(file: String?, isInsecure: Bool) throws {
    api =
      try file.map { path in
        guard let trust = Trust.adding(try InputFile.read(path)) else {
          throw Failure.usage(
            "\(path) contains no certificate: it must be PEM, -----BEGIN CERTIFICATE-----"
          )
        }
        return trust
      } ?? .system
    endpoints = isInsecure ? .insecure : api
  }

  /// Says on standard error that certificates are not checked.
  func warn() { endpoints.warn() }
}

extension Trust {
  /// Says on standard error that the certificates of endpoints are not checked.
  func warn() {
    guard isInsecure else { return }
    Output.problem("warning: certificates of endpoints are not checked (--insecure)")
  }
}
