import Foundation
import HookModel
import HookSignatures

/// A server, and the key for it.
struct Connection: Sendable {
  let address: ServerAddress
  /// `nil` if none was given: then there is a choice to make.
  var employer: RecordID?
  let credentials: Credentials
  /// Said before the server's name in the first line: `sandbox`, or the profile.
  var label = ""
  /// Seconds for each exchange; `nil` if that was left open.
  var timeout: Double?
  var trust = TrustChoice.system
  /// They sign what is posted to endpoints.
  var secrets: [SigningSecret] = []

  /// What the options, the environment and the configuration file say; `nil` if they name no server
  /// and no key.
  /// - Parameter warns: says on standard error where others can read the key.
  /// - Throws: `Failure` or `APIError` that names what is missing.
  static func find(
    _ invocation: Invocation,
    environment: [String: String],
    warns: Bool = true
  ) throws -> Connection? {
    let choice = try ConnectionChoice(invocation, environment: environment)
    guard choice.key != nil || choice.isAnything else { return nil }
    // Before the key: no key helps where the URL is wrong.
    let address = try ServerAddress(choice.url ?? ServerAddress.standard)
    guard let source = choice.key else { throw Failure.usage(choice.keyIsMissing) }
    if warns, let warning = choice.warning(environment) { Output.problem("warning: \(warning)") }
    let key = try source.read(environment: environment, folder: choice.folder)
    return Connection(
      address: address,
      employer: choice.employer.map { RecordID($0) },
      credentials: Credentials(key: key),
      label: choice.profile ?? "",
      timeout: try invocation.timeout(choice.chosen),
      trust: try invocation.trust(choice),
      secrets: try invocation.signingSecrets(choice)
    )
  }

  /// Posts to endpoints as the connection says.
  var poster: Poster {
    Poster(timeout: timeout ?? 30, trust: trust.endpoints, secrets: secrets)
  }

  /// The client for a command, which needs an employer.
  func client(retry: RetryPolicy = RetryPolicy()) async throws -> HookClient {
    if let employer { return client(employer, retry: retry) }
    let employers = try await client(nil, retry: retry).employers(
      page: nil,
      searchTerm: nil
    )
    if employers.count == 1 { return client(employers[0].id, retry: retry) }
    guard !employers.isEmpty else {
      throw Failure(.notFound, "the key is accepted, but it has no employers")
    }
    let names = employers.prefix(20).map { "  \($0.id)  \($0.name ?? "")" }.joined(separator: "\n")
    let rest = employers.count > 20 ? "\n  … see: hookconsole employers" : ""
    throw Failure.usage(
      "more than one employer: name one with --employer or HOOKCONSOLE_EMPLOYER\n\(names)\(rest)"
    )
  }

  func client(_ employer: RecordID?, retry: RetryPolicy) -> HookClient {
    HookClient(
      address: address,
      employer: employer,
      credentials: credentials,
      transport: URLSessionTransport(),
      retry: retry,
      limits: .api.timeout(timeout),
      trust: trust.api
    )
  }
}

/// Which server, employer and key are meant, before the key is read.
///
/// What is named in the options comes first. Then comes the profile, where one is named; else the
/// environment; else, where neither names a server or a key, the default profile. A profile's key
/// goes to the profile's own server only.
struct ConnectionChoice: Sendable {
  private(set) var url: String?
  private(set) var employer: String?
  private(set) var key: KeySource?
  /// The name of the profile that is used.
  private(set) var profile: String?
  /// That profile itself.
  private(set) var chosen: Profile?
  /// Where a relative path of the key begins: that of a profile beside the configuration file.
  private(set) var folder: String?
  /// Where relative paths of the profile begin: beside the configuration file.
  var profileFolder: String? {
    configuration.path.map { ($0 as NSString).deletingLastPathComponent }
  }
  private(set) var configuration: Configuration

  init(_ invocation: Invocation, environment: [String: String]) throws {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    for option in [Option.url, Option.employer, Option.profile]
    where try invocation.value(option) == "" {
      throw Failure.usage("--\(option.row.name) needs a value")
    }
    configuration = try Configuration.load(environment: environment)
    url = try invocation.value(Option.url)
    employer = try invocation.value(Option.employer)
    key = try invocation.value(Option.keyFile).map { .file($0) }
    let named = try invocation.value(Option.profile)
    if named == nil {
      url = url ?? variable("HOOKCONSOLE_URL")
      employer = employer ?? variable("HOOKCONSOLE_EMPLOYER")
      key = key ?? variable("HOOKCONSOLE_API_KEY").map { _ in .variable("HOOKCONSOLE_API_KEY") }
    }
    if named == nil, url == nil, let other = configuration.defaultProfile,
      case .variable(let name) = key
    {
      throw Failure.usage(
        "\(name) is set, but no server is named",
        hint: "try: set HOOKCONSOLE_URL, or unset \(name) to use the profile \(other)"
      )
    }
    let usual = url == nil && key == nil ? configuration.defaultProfile : nil
    guard let name = named ?? usual else { return }
    try use(try configuration.profile(name), name)
  }

  private mutating func use(_ chosen: Profile, _ name: String) throws {
    profile = name
    self.chosen = chosen
    let own = chosen.url ?? ServerAddress.standard
    if let url, key == nil, Self.bare(url) != Self.bare(own) {
      throw Failure.usage(
        "the key of the profile \(name) is for \(own) and is not sent to \(url)",
        hint: "try: --api-key-file FILE"
      )
    }
    url = url ?? own
    employer = employer ?? chosen.employer
    guard key == nil else { return }
    key = chosen.key
    folder = profileFolder
  }

  private static func bare(_ url: String) -> String {
    url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  var isAnything: Bool { url != nil || employer != nil || profile != nil }

  var keyIsMissing: String {
    if let profile {
      return
        "the profile \(profile) has no API key\ntry: add apiKeyFile, apiKeyEnv or apiKeyCommand to it"
    }
    return "no API key\ntry: set HOOKCONSOLE_API_KEY, or --api-key-file FILE"
  }

  func warning(_ environment: [String: String]) -> String? {
    key?.warning(environment: environment, folder: folder, configuration: configuration.path)
  }
}

extension Invocation {
  /// The connection that a command works with.
  func connection() throws -> Connection {
    let environment = ProcessInfo.processInfo.environment
    guard let connection = try Connection.find(self, environment: environment) else {
      throw Failure.usage(
        "no connection configured",
        hint: "try: set HOOKCONSOLE_URL, HOOKCONSOLE_EMPLOYER and HOOKCONSOLE_API_KEY, or"
          + " hookconsole sandbox for a server to try"
      )
    }
    return connection
  }

  /// The client that a command works with.
  func client(retry: RetryPolicy = RetryPolicy()) async throws -> HookClient {
    try await connection().client(retry: retry)
  }
}
