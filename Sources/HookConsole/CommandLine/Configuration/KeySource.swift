import Foundation

/// Where an API key comes from. It never travels in the arguments of the program.
enum KeySource: Sendable, Equatable {
  case file(String)
  /// A variable of the environment.
  case variable(String)
  /// A program and its arguments, such as a password manager: the first line it prints is the key.
  case command([String])
  /// The key itself.
  case text(String)

  /// For people, without the key.
  var description: String {
    switch self {
    case .file(let path): "the file \(path)"
    case .variable(let name): "the variable \(name)"
    case .command(let words): "the command \(words.joined(separator: " "))"
    case .text: "the configuration file"
    }
  }

  /// - Parameter folder: where a relative path begins; nil: where the program was started.
  /// - Throws: `Failure` that names the source, never the key.
  func read(environment: [String: String], folder: String? = nil) throws -> String {
    let text =
      switch self {
      case .file(let path): try Self.contents(of: Self.expanded(path, environment, folder))
      case .variable(let name): environment[name] ?? ""
      case .command(let words): try KeyCommand.output(words, environment: environment)
      case .text(let text): text
      }
    let key = (text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
      .trimmingCharacters(in: .whitespaces)
    guard !key.isEmpty else { throw Failure.usage("\(description) contains no API key") }
    return key
  }

  /// A warning if other users can read a file that contains a key; otherwise `nil`.
  func warning(
    environment: [String: String],
    folder: String? = nil,
    configuration: String? = nil
  ) -> String? {
    switch self {
    case .file(let path): Self.warning(of: Self.expanded(path, environment, folder))
    case .text: configuration.flatMap { Self.warning(of: $0) }
    case .variable, .command: nil
    }
  }

  /// - Parameter secret: what the file contains.
  static func warning(of path: String, containing secret: String = "an API key") -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_mode & 0o077 != 0
    else { return nil }
    return "other users can read \(path), which contains \(secret); try: chmod 600 \(path)"
  }

  private static func contents(of path: String) throws -> String {
    guard let bytes = try? InputFile.contents(of: path) else {
      throw Failure.usage("cannot read the API key file \(path)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A path as a configuration file has it.
  static func expanded(
    _ path: String,
    _ environment: [String: String],
    _ folder: String?
  ) -> String {
    if path == "~" || path.hasPrefix("~/"), let home = environment["HOME"] {
      return home + path.dropFirst()
    }
    guard let folder, !path.hasPrefix("/") else { return path }
    return "\(folder)/\(path)"
  }
}
