import Foundation
import HookSignatures

extension Option {
  /// Secrets never stand in the arguments, which others can see.
  static let secretFile = TypedOption(
    "secret-file",
    "FILE",
    "a file with a signing secret; may be repeated, for a rotation"
  )
  static let scheme = TypedOption(
    "scheme",
    "NAME",
    "standard, github, stripe or slack (default: by the headers)"
  ) { text in
    guard let scheme = SignatureScheme(rawValue: text) else {
      throw Failure.usage(
        "unknown scheme \"\(text)\"",
        hint: "known schemes: \(SignatureScheme.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    return scheme
  }
  /// What checks signatures.
  static let signatures = [secretFile.row, scheme.row]
}

extension Invocation {
  /// Checks signatures with the secrets that the options name; `nil` if they name none.
  func verifier() throws -> SignatureVerifier? {
    let secrets = try secretFiles()
    let scheme = try value(Option.scheme)
    guard !secrets.isEmpty else {
      if scheme != nil { throw Failure.usage("--scheme needs a --secret-file FILE") }
      return nil
    }
    // Where the scheme is known, so is what a secret looks like.
    if scheme == .standard { _ = try secrets.map(Self.signingSecret) }
    return SignatureVerifier(secrets: secrets, scheme: scheme)
  }

  /// The secrets of the files that `--secret-file` names.
  func secretFiles() throws -> [String] {
    try values(Option.secretFile).map { try SecretFile.read($0) }
  }

  /// The secrets that sign what is posted: those of `--secret-file`, otherwise HOOKCONSOLE_SECRET,
  /// otherwise the profile's.
  /// - Parameter choice: `nil` without a connection.
  func signingSecrets(_ choice: ConnectionChoice?) throws -> [SigningSecret] {
    let environment = ProcessInfo.processInfo.environment
    var texts = try secretFiles()
    if texts.isEmpty, let text = environment["HOOKCONSOLE_SECRET"], !text.isEmpty { texts = [text] }
    if texts.isEmpty {
      texts = try (choice?.chosen?.secrets ?? []).map {
        try SecretFile.read(KeySource.expanded($0, environment, choice?.profileFolder))
      }
    }
    return try texts.map(Self.signingSecret)
  }

  private static func signingSecret(_ text: String) throws -> SigningSecret {
    do {
      return try SigningSecret(ofAnyLength: text)
    } catch {
      throw Failure.usage("\(error)")
    }
  }
}

/// A file with a signing secret.
enum SecretFile {
  /// The text of the file without its final newline. Says on standard error if others can read it.
  static func read(_ path: String) throws -> String {
    if let warning = KeySource.warning(of: path, containing: "a signing secret") {
      Output.problem("warning: \(warning)")
    }
    var bytes = try InputFile.read(path)
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else { throw Failure.usage("\(path) is empty") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
