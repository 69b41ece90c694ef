import Foundation
import HookServer
import HookSupport

/// What is read from a data file, or put into a new one, when the sandbox starts.
struct Bootstrap: Sendable {
  var apiKey: String
  /// The id of the first employer.
  var employer: UUID
  var employers: [EmployerRecord]
  /// What the last process left to do.
  var webhooks: [Int64]
  var retries: [Database.Waiting]

  private static let names: [(name: String, employees: Int)] = [
    ("Bluebird Bakery", 14), ("Harbour & Sons Boatyard", 38), ("Łódź Street Dental", 9),
  ]

  static func prepare(
    _ database: Database,
    _ configuration: SandboxConfiguration
  ) throws -> Bootstrap {
    if try database.employers().isEmpty {
      var random = SplitMix64(seed: 0x4275)
      for (name, employees) in names {
        try database.add(employer: name, employees: employees, uuid: random.uuid())
      }
    }
    let key = try configuration.apiKey ?? keptKey(database)
    let employers = try database.employers()
    guard let first = employers.first else { throw ServerError("the data file has no employer") }
    let left = try database.recover()
    return Bootstrap(
      apiKey: key,
      employer: first.uuid,
      employers: employers,
      webhooks: left.webhooks,
      retries: left.retries
    )
  }

  /// The key of the file, made the first time. One that was given is not written down.
  private static func keptKey(_ database: Database) throws -> String {
    if let kept = try database.setting("apiKey") { return kept }
    // Without the characters that are easily taken for each other.
    let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
    var random = SystemRandomNumberGenerator()
    let made = String((0..<32).compactMap { _ in alphabet.randomElement(using: &random) })
    try database.set("apiKey", to: "sandbox_" + made)
    return "sandbox_" + made
  }
}
