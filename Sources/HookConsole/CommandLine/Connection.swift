import Foundation
import HookModel

/// A server, and the key for it.
struct Connection: Sendable {
  let address: ServerAddress
  /// Nil where none was given: then there is a choice to make.
  var employer: RecordID?
  let credentials: Credentials
  /// Said before the server's name in the first line: `sandbox`.
  var label = ""

  /// What the options and the environment say; nil where they name no server and no key.
  /// - Throws: `Failure` or `APIError` that names what is missing.
  static func find(
    _ invocation: Invocation,
    environment: [String: String]
  ) throws -> Connection? {
    func setting(_ option: String, _ variable: String) -> String? {
      invocation.value(option) ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
    let url = setting("url", "HOOKCONSOLE_URL")
    let employer = setting("employer", "HOOKCONSOLE_EMPLOYER")
    let key = try key(invocation, environment)
    guard url != nil || employer != nil || key != nil else { return nil }
    guard let key else {
      throw Failure.usage(
        "there is no API key: set HOOKCONSOLE_API_KEY or name a file with --api-key-file"
      )
    }
    return Connection(
      address: try ServerAddress(url ?? ServerAddress.standard),
      employer: employer.map { RecordID($0) },
      credentials: Credentials(key: key)
    )
  }

  private static func key(_ invocation: Invocation, _ environment: [String: String]) throws
    -> String?
  {
    guard let file = invocation.value("api-key-file") else {
      return environment["HOOKCONSOLE_API_KEY"].flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure.usage("the file \(file) with the API key cannot be read")
    }
    let key = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !key.isEmpty else { throw Failure.usage("the file \(file) holds no API key") }
    return key
  }

  /// The client for a command, which needs an employer.
  func client(retry: RetryPolicy = RetryPolicy()) async throws -> HookClient {
    if let employer { return client(employer, retry: retry) }
    let employers = try await client(RecordID(""), retry: retry).employers(
      page: nil,
      searchTerm: nil
    )
    if employers.count == 1 { return client(employers[0].id, retry: retry) }
    let names = employers.prefix(20).map { "  \($0.id)  \($0.name ?? "")" }.joined(separator: "\n")
    throw Failure.usage(
      "name the employer with --employer or HOOKCONSOLE_EMPLOYER; there are:\n\(names)"
    )
  }

  func client(_ employer: RecordID, retry: RetryPolicy) -> HookClient {
    HookClient(address: address, employer: employer, credentials: credentials, retry: retry)
  }
}

extension Invocation {
  /// The client that a command works with.
  func client() async throws -> HookClient {
    let environment = ProcessInfo.processInfo.environment
    guard let connection = try Connection.find(self, environment: environment) else {
      throw Failure.usage(
        "there is no connection: set HOOKCONSOLE_URL, HOOKCONSOLE_EMPLOYER and HOOKCONSOLE_API_KEY;"
          + " hookconsole sandbox starts a server to try"
      )
    }
    return try await connection.client()
  }
}
