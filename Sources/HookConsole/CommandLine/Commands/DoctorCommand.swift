import Foundation
import HookModel

extension Subcommand {
  static let doctor = Subcommand(
    "doctor",
    "check the configuration, server, key, terminal and a webhook's URL",
    arguments: ["[ID]"],
    example: "hookconsole doctor",
    notes: [
      "With the ID of a webhook it also checks the webhook's URL: name, connection, TLS,"
        + " certificate, redirect, code and time. It asks with GET, which delivers nothing.",
      "It exits with 0 if nothing is bad.",
    ],
    options: [.json] + Option.trust + Option.connection
  ) { invocation in
    let environment = ProcessInfo.processInfo.environment
    var report = DoctorReport(isJSON: invocation.has(.json))
    let configuration = LocalChecks.configuration(environment)
    try report.add(configuration)
    // A file that cannot be read is one fault, not two.
    if configuration.grade != .bad,
      let connection = try connection(invocation, environment, &report)
    {
      if let proxy = LocalChecks.proxies() { try report.add(proxy) }
      if try await server(connection, &report), let id = invocation.arguments.first {
        try await webhook(id, connection, &report)
      }
    }
    for finding in LocalChecks.terminal(environment) { try report.add(finding) }
    try report.end()
  }

  private static func connection(
    _ invocation: Invocation,
    _ environment: [String: String],
    _ report: inout DoctorReport
  ) throws -> Connection? {
    do {
      let choice = try ConnectionChoice(invocation, environment: environment)
      for finding in LocalChecks.choice(choice, environment) { try report.add(finding) }
      if let connection = try Connection.find(invocation, environment: environment, warns: false) {
        return connection
      }
      let text = "none configured: hookconsole opens on a sandbox of its own"
      try report.add(
        invocation.arguments.isEmpty
          ? .note("connection", text) : Finding(.bad, "connection", text, code: .usage)
      )
    } catch let error as Output.ClosedPipe {
      throw error
    } catch {
      try report.add(.bad("connection", error))
    }
    return nil
  }

  /// - Returns: `false` where nothing more can be asked.
  private static func server(
    _ connection: Connection,
    _ report: inout DoctorReport
  ) async throws -> Bool {
    let findings = await ServerChecks(connection: connection).run()
    for finding in findings { try report.add(finding) }
    return !findings.contains { $0.grade == .bad }
  }

  private static func webhook(
    _ text: String,
    _ connection: Connection,
    _ report: inout DoctorReport
  ) async throws {
    connection.trust.warn()
    let webhook: Webhook
    do {
      let client = try await connection.client(retry: .never)
      webhook = try await client.webhook(try await client.id(ofWebhook: text))
    } catch {
      return try report.add(.bad("webhook", error))
    }
    let checks = WebhookChecks(
      webhook: webhook,
      isServerRemote: !connection.address.base.isLoopback,
      timeout: connection.timeout ?? 15,
      trust: connection.trust.endpoints
    )
    for finding in await checks.run() { try report.add(finding) }
  }
}

/// Prints findings as they come.
struct DoctorReport {
  let isJSON: Bool
  private let paint = Paint.standardOutput
  private var array = JSONArrayOutput()
  private var firstBad: ExitCode?
  private var bad = 0

  init(isJSON: Bool) {
    self.isJSON = isJSON
  }

  mutating func add(_ finding: Finding) throws {
    if finding.grade == .bad {
      firstBad = firstBad ?? finding.code
      bad += 1
    }
    if isJSON { return try array.add(finding.json) }
    for line in finding.lines(width: Output.columns, paint: paint) { try Output.line(line) }
  }

  func end() throws {
    if isJSON { try array.end() }
    if let firstBad {
      throw Failure(firstBad, bad == 1 ? "1 check failed" : "\(bad) checks failed")
    }
  }
}
