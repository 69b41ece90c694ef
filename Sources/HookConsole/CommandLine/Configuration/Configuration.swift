import ConsoleCore
import Foundation
import HookJSON
import HookSupport

/// What a person wrote into `$XDG_CONFIG_HOME/hookconsole/config.json`.
///
///     {
///       "profiles": {
///         "payroll": { "url": "https://…", "employer": "…", "apiKeyCommand": ["pass", "show", "x"] }
///       },
///       "default": "payroll",
///       "theme": "light",
///       "mouse": false,
///       "deliveries": 100000,
///       "payloads": "payloads",
///       "keys": { "webhook.toggle": ["a"] }
///     }
struct Configuration: Sendable, Equatable {
  var profiles: [String: Profile] = [:]
  /// The profile that is used where none is named.
  var defaultProfile: String?
  /// `auto`, `dark`, `light`, `high-contrast` or `terminal`.
  var theme: String?
  /// Whether the console takes the mouse.
  var mouse = true
  /// How many deliveries the console keeps in memory; nil: as many as usual.
  var deliveries: Int?
  /// The folder of saved payloads as it was written; `nil` if none was chosen.
  var payloads: String?
  /// The keys of commands; checked, so that a `KeyMap` can be made of them.
  var keys: [KeySetting] = []
  /// The file it was read from; `nil` if there is none.
  var path: String?

  init() {}

  /// Reads the file; where there is none, everything is as usual.
  /// - Throws: `Failure` that names the file, the position in it and what is wrong there.
  static func load(environment: [String: String]) throws -> Configuration {
    let path = path(environment)
    guard let bytes = try InputFile.regular(path) else { return Configuration() }
    var configuration = try Configuration(bytes, path: path)
    configuration.path = path
    return configuration
  }

  static func path(_ environment: [String: String]) -> String {
    BaseDirectory.configuration.path(environment) + "/config.json"
  }

  /// - Parameter path: named in errors.
  init(_ bytes: [UInt8], path: String) throws {
    let reader = ConfigurationReader(bytes: bytes, path: path)
    let root = try reader.root()
    try reader.read(root, into: &self, Self.settings)
    if let name = defaultProfile, profiles[name] == nil {
      let position = root["default"].map(reader.position(of:)) ?? path
      throw Failure.usage("\(position): " + missing(name))
    }
  }

  private static let settings: [String: ConfigurationReader.Setting<Configuration>] = [
    "profiles": { configuration, node, reader in
      for profile in try reader.object(node, "profiles") {
        configuration.profiles[profile.key] = try Profile(profile.node, reader)
      }
    },
    "default": { $0.defaultProfile = try $2.text($1, "default") },
    "theme": { $0.theme = try $2.text($1, "theme", among: ConsoleSettings.themes) },
    "mouse": { $0.mouse = try $2.flag($1, "mouse") },
    "payloads": { $0.payloads = try $2.text($1, "payloads") },
    "deliveries": { $0.deliveries = try $2.count($1, "deliveries", from: 100) },
    "keys": { configuration, node, reader in
      configuration.keys = try reader.object(node, "keys").map { key, node in
        let command = KeySetting.Word(text: key, position: reader.position(ofKeyOf: node))
        return KeySetting(command: command, keys: try reader.words(node, key))
      }
      do {
        _ = try KeyMap(KeyTable.commands, configuration.keys)
      } catch let problem as Problem {
        throw Failure.usage(problem.description)
      }
    },
  ]

  /// - Throws: `Failure` that names the profiles there are.
  func profile(_ name: String) throws -> Profile {
    guard let profile = profiles[name] else { throw Failure.usage(missing(name)) }
    return profile
  }

  private func missing(_ name: String) -> String {
    let names = profiles.keys.sorted()
    let unknown = "unknown profile \"\(name)\""
    if let near = Nearest.name(to: name, among: names) {
      return "\(unknown)\ndid you mean \(near)?"
    }
    return names.isEmpty ? unknown : "\(unknown)\nknown profiles: \(names.joined(separator: ", "))"
  }
}

/// A server with its employer, and where the key for it comes from.
struct Profile: Sendable, Equatable {
  /// Nil: Staffology's API.
  var url: String?
  var employer: String?
  var key: KeySource?
  /// Seconds for each exchange.
  var timeout: Double?
  /// A file with certificates to trust beside the system's.
  var cacert: String?
  /// Whether the certificates of endpoints are not checked.
  var isInsecure: Bool
  /// Files with the secrets that sign what is posted.
  var secrets: [String]

  init(
    url: String? = nil,
    employer: String? = nil,
    key: KeySource? = nil,
    timeout: Double? = nil,
    cacert: String? = nil,
    isInsecure: Bool = false,
    secrets: [String] = []
  ) {
    self.url = url
    self.employer = employer
    self.key = key
    self.timeout = timeout
    self.cacert = cacert
    self.isInsecure = isInsecure
    self.secrets = secrets
  }

  fileprivate init(_ node: JSONNode, _ reader: ConfigurationReader) throws {
    var found = Draft()
    try reader.read(node, into: &found, Self.settings)
    guard found.keys.count < 2 else {
      throw Failure.usage(
        "\(reader.position(of: node)): a profile can have one key only, but this one names several"
      )
    }
    self.init(
      url: found.url,
      employer: found.employer,
      key: found.keys.first,
      timeout: found.timeout,
      cacert: found.cacert,
      isInsecure: found.isInsecure,
      secrets: found.secrets
    )
  }

  /// What was read so far.
  private struct Draft {
    var url: String?
    var employer: String?
    var keys: [KeySource] = []
    var timeout: Double?
    var cacert: String?
    var isInsecure = false
    var secrets: [String] = []
  }

  private static let settings: [String: ConfigurationReader.Setting<Draft>] = [
    "url": { $0.url = try $2.text($1, "url") },
    "employer": { $0.employer = try $2.text($1, "employer") },
    "timeout": { $0.timeout = try $2.length($1, "timeout") },
    "cacert": { $0.cacert = try $2.text($1, "cacert") },
    "insecure": { $0.isInsecure = try $2.flag($1, "insecure") },
    "secrets": { $0.secrets = try $2.texts($1, "secrets") },
    "apiKeyFile": { $0.keys.append(.file(try $2.text($1, "apiKeyFile"))) },
    "apiKeyEnv": { $0.keys.append(.variable(try $2.text($1, "apiKeyEnv"))) },
    "apiKeyCommand": { $0.keys.append(.command(try $2.texts($1, "apiKeyCommand"))) },
    "apiKey": { $0.keys.append(.text(try $2.text($1, "apiKey"))) },
  ]
}
