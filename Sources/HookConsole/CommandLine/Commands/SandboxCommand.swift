import Foundation
import HookJSON
import HookSandbox
import HookSupport

extension Subcommand {
  static let sandbox = Subcommand(
    "sandbox",
    "run the sandbox server until interrupted",
    example: "hookconsole sandbox --port 8410 --in-memory --demo",
    options: [
      SandboxOptions.port.row,
      SandboxOptions.data.row,
      SandboxOptions.inMemory,
      SandboxOptions.demo,
      SandboxOptions.retry.row,
      SandboxOptions.timeout.row,
      SandboxOptions.apiKeyFile.row,
      SandboxOptions.secretFile.row,
      .json,
    ],
    signals: Signals.endings
  ) { invocation in
    let configuration = try configuration(invocation)
    let sandbox = try Failure.starting { try Sandbox.start(configuration) }
    try Output.line(try invocation.has(.json) ? ready(sandbox) : greeting(sandbox))
    await Signals.first(of: Signals.endings)
    await sandbox.stop()
  }

  private static func configuration(_ invocation: Invocation) throws -> SandboxConfiguration {
    var configuration = SandboxConfiguration()
    configuration.port = try invocation.value(SandboxOptions.port) ?? 8410
    if invocation.has(SandboxOptions.inMemory), invocation.has(SandboxOptions.data) {
      throw Failure.usage("--in-memory and --data cannot be used together")
    }
    if !invocation.has(SandboxOptions.inMemory) {
      configuration.storage = .file(
        try invocation.value(SandboxOptions.data) ?? BaseDirectory.data.file("sandbox.sqlite")
      )
    }
    configuration.demo = invocation.has(SandboxOptions.demo)
    if let delays = try invocation.value(SandboxOptions.retry) {
      configuration.retryDelays = try delays.split(separator: ",").map {
        try TimeLength.seconds(String($0), option: "--retry")
      }
    }
    if let timeout = try invocation.value(SandboxOptions.timeout) {
      configuration.timeout = timeout
    }
    configuration.apiKey = try invocation.value(SandboxOptions.apiKeyFile)
    configuration.signingSecret = try invocation.value(SandboxOptions.secretFile)
    return configuration
  }

  private static func ready(_ sandbox: Sandbox) throws -> String {
    let receiver = sandbox.receiver.map { JSONString.encode($0) } ?? "null"
    return "{\"url\":\(JSONString.encode(sandbox.url)),"
      + "\"employer\":\(JSONString.encode(sandbox.employer)),"
      + "\"apiKey\":\(JSONString.encode(sandbox.apiKey)),\"receiver\":\(receiver)}"
  }

  private static func greeting(_ sandbox: Sandbox) -> String {
    """
    sandbox on \(sandbox.url), employer \(sandbox.employer), key \(sandbox.apiKey)
      curl -u x:\(sandbox.apiKey) \(sandbox.url)/employers/\(sandbox.employer)/webhooks
      export HOOKCONSOLE_URL=\(sandbox.url) HOOKCONSOLE_EMPLOYER=\(sandbox.employer) \
    HOOKCONSOLE_API_KEY=\(sandbox.apiKey)
    """
  }
}

extension Signals {
  /// Those by which a person or the system ends a program that runs until it is interrupted.
  static let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Returns when the first of some blocked signals arrives.
  static func first(of signals: [Int32]) async {
    await withCheckedContinuation { continuation in
      let waiting = Locked<CheckedContinuation<Void, Never>?>(continuation)
      listen(signals) { _ in
        waiting.withLock { waiting in
          waiting?.resume()
          waiting = nil
        }
      }
    }
  }
}

/// The options of the command.
private enum SandboxOptions {
  static let port = TypedOption("port", "N", "the port to listen on, 0 for a free one (8410)") {
    try PortNumber.read($0)
  }
  static let data = TypedOption(
    "data",
    "FILE",
    "the database file (default: sandbox.sqlite in the data directory)"
  )
  static let inMemory = Option("in-memory", "keep nothing on disk")
  static let demo = Option("demo", "employers, webhooks and deliveries that keep coming")
  static let retry = TypedOption(
    "retry",
    "DELAYS",
    "delays before further attempts (5s,30s,5m,30m,2h)"
  )
  static let timeout = TypedOption("timeout", "TIME", "how long one attempt may take (15s)") {
    try TimeLength.seconds($0, option: "--timeout")
  }
  static let apiKeyFile = TypedOption(
    "api-key-file",
    "FILE",
    "a file with the key to accept (default: a random one)"
  ) { try InputFile.secret($0) }
  static let secretFile = TypedOption(
    "secret-file",
    "FILE",
    "sign deliveries with this secret, whsec_… (Standard Webhooks)"
  ) { try SecretFile.read($0) }
}
