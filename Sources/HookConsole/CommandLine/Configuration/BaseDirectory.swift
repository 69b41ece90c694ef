import Foundation

/// Where the program keeps files (XDG Base Directory Specification).
enum BaseDirectory {
  case configuration, data, state

  /// The variable that moves it, and where it is otherwise.
  private var rule: (variable: String, usual: String) {
    switch self {
    case .configuration: ("XDG_CONFIG_HOME", ".config")
    case .data: ("XDG_DATA_HOME", ".local/share")
    case .state: ("XDG_STATE_HOME", ".local/state")
    }
  }

  /// The program's folder there. A relative path in the variable is to be ignored, says the
  /// specification.
  func path(_ environment: [String: String]) -> String {
    let base =
      environment[rule.variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? "\(environment["HOME"] ?? ".")/\(rule.usual)"
    return "\(base)/hookconsole"
  }

  /// The path of a file there; the folder is made where it is missing, for its owner alone.
  func file(
    _ name: String,
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> String {
    let directory = path(environment)
    do {
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Failure(.failed, "cannot create \(directory): \(error.localizedDescription)")
    }
    return "\(directory)/\(name)"
  }
}
