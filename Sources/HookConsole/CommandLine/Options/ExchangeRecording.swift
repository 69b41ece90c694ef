import HookHTTP
import HookSupport

extension Option {
  /// A file that gets what was posted and what came back.
  static let har = TypedOption("har", "FILE", "write each exchange to a new file, as HAR 1.2")
  static let withSecrets = Option(
    "with-secrets",
    "do not mask Authorization and cookies in the HAR file"
  )
  static let recording = [har.row, withSecrets]
}

extension Invocation {
  /// The exchanges that are written to a file; without `--har` to none.
  /// - Throws: an error for a `--with-secrets` without a file.
  func recording() throws -> ExchangeRecording {
    guard let path = try value(Option.har) else {
      if has(Option.withSecrets) { throw Failure.usage("--with-secrets needs a --har FILE") }
      return ExchangeRecording(path: nil, withSecrets: false)
    }
    return ExchangeRecording(path: path, withSecrets: has(Option.withSecrets))
  }
}

/// Writes exchanges to the file that `--har` names.
struct ExchangeRecording: Sendable {
  let path: String?
  private let withSecrets: Bool
  private var file: HARFile?

  fileprivate init(path: String?, withSecrets: Bool) {
    self.path = path
    self.withSecrets = withSecrets
  }

  /// Whether exchanges are asked for.
  var isWanted: Bool { path != nil }

  /// Creates the file. Called once it is clear that there will be exchanges: a run that fails before leaves
  /// no file, which would be in the way of the next one.
  mutating func begin() throws {
    file = try path.map { try HARFile(creating: $0, withSecrets: withSecrets) }
  }

  /// - Throws: `Failure` if the file cannot be written.
  func append(_ exchange: Exchange) throws {
    do {
      try file?.append(exchange)
    } catch {
      throw Failure(.failed, error.description)
    }
  }
}
