import Foundation

/// Where the program keeps what it was asked to keep (XDG Base Directory Specification).
enum DataDirectory {
  /// The path of a file there; the directory is made where it is missing, for its owner alone.
  static func file(_ name: String) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? "\(environment["HOME"] ?? ".")/.local/share"
    let directory = "\(base)/hookconsole"
    do {
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Failure(.failed, "\(directory) cannot be made: \(error.localizedDescription)")
    }
    return "\(directory)/\(name)"
  }
}
