@testable import ConsoleCore
import Foundation

/// A home folder with a configuration file, for one test.
enum ConfigurationHome {
  static let file = """
    {
      "profiles": {
        "work": {"url": "https://work.example", "employer": "w", "apiKeyEnv": "WORK_KEY"},
        "home": {"employer": "h", "apiKeyFile": "key"},
        "open": {"url": "https://open.example"}
      },
      "default": "work",
      "theme": "light",
      "keys": {"webhook.toggle": ["a", "Ctrl-t"]}
    }
    """

  /// Runs a test with a home folder of its own.
  static func with<Result>(
    _ file: String? = file,
    _ body: ([String: String], String) throws -> Result
  ) throws -> Result {
    let folder = try World.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    if let file {
      let directory = "\(folder)/hookconsole"
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true
      )
      try Data(file.utf8).write(to: URL(fileURLWithPath: "\(directory)/config.json"))
    }
    return try body(["XDG_CONFIG_HOME": folder], "\(folder)/hookconsole")
  }
}
