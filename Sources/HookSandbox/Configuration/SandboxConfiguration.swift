import HookServer

/// How a sandbox is run.
package struct SandboxConfiguration: Sendable {
  package enum Storage: Sendable {
    case memory
    /// The path of the SQLite file, which is made where it is missing.
    case file(String)

    var path: String? {
      if case .file(let path) = self { path } else { nil }
    }
  }

  /// 0 takes a free one.
  package var port: UInt16 = 0
  package var storage: Storage = .memory
  /// Employers, webhooks, and an endless believable activity.
  package var demo: Bool = false
  /// The same seed draws the same activity.
  package var demoSeed: UInt64 = 1
  /// Seconds between the demo's events, about.
  package var demoInterval: Double = 3
  /// Seconds to wait after the first attempt, the second, and so on; spread a little. `nil`: as usual,
  /// or short with the demo, so that somebody who watches sees retries.
  package var retryDelays: [Double]? = nil
  /// Seconds for one attempt.
  package var timeout: Double = 15
  /// Nil makes a random one, or keeps the one of the file.
  package var apiKey: String? = nil
  /// A Standard Webhooks secret (`whsec_` and base64): when it is set, deliveries are signed.
  package var signingSecret: String? = nil

  package init() {}

  private static let usualDelays: [Double] = [5, 30, 300, 1800, 7200]

  var delays: [Double] { retryDelays ?? (demo ? [4, 8] : Self.usualDelays) }

  /// Seconds that attempts may take to end when the sandbox stops; nil is a little for a file, and
  /// hardly any in memory, where nothing remembers them.
  var grace: Double?

  var usualGrace: Double { storage.path == nil ? 0.2 : 2 }

  /// Throws where a number is none that one can wait for.
  func check() throws {
    let year: Double = 366 * 86_400
    for delay in retryDelays ?? [] where !(0...year).contains(delay) {
      throw ServerError("cannot retry after \(delay) seconds", isOfConfiguration: true)
    }
    guard timeout > 0, timeout <= 86_400 else {
      throw ServerError("cannot wait \(timeout) seconds for a response", isOfConfiguration: true)
    }
    guard demoInterval > 0, demoInterval <= year else {
      throw ServerError(
        "cannot make an event every \(demoInterval) seconds",
        isOfConfiguration: true
      )
    }
  }
}
