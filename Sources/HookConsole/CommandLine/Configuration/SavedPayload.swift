import Foundation

/// A payload by its name: a file as it is named, or one in the folder that a person chose for payloads
/// (`"payloads"` in the configuration file).
enum SavedPayload {
  /// - Throws: `Failure` that names every file that was looked for.
  static func read(_ name: String, _ environment: [String: String]) throws -> [UInt8] {
    if name == "-" { return try InputFile.read(name) }
    if let bytes = try InputFile.contents(of: name) { return bytes }
    guard !name.hasPrefix("/"),
      let folder = folder(try Configuration.load(environment: environment), environment)
    else { return try InputFile.read(name) }
    let saved = ["\(folder)/\(name)", "\(folder)/\(name).json"]
    for path in saved {
      if let bytes = try InputFile.contents(of: path) { return bytes }
    }
    throw Failure.usage(
      "no file \(name), and no such payload in \(folder)",
      hint: "looked for: \(([name] + saved).joined(separator: ", "))"
    )
  }

  /// The folder of saved payloads. A relative one begins at the configuration file's folder.
  /// - Returns: `nil` if none was chosen.
  static func folder(_ configuration: Configuration, _ environment: [String: String]) -> String? {
    guard let payloads = configuration.payloads, let path = configuration.path else { return nil }
    if payloads.hasPrefix("/") { return payloads }
    if payloads.hasPrefix("~/") { return "\(environment["HOME"] ?? "")\(payloads.dropFirst(1))" }
    return "\((path as NSString).deletingLastPathComponent)/\(payloads)"
  }
}
