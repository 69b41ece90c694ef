@testable import ConsoleCore
import Foundation
import HookModel
import HookSandbox
import Testing
@testable import HookCapture
@testable import HookConsole
@testable import HookJSON

/// A sandbox, a receiver beside it, a home folder, and the program run with them.
struct World: Sendable {
  let sandbox: Sandbox
  let receiver: Receiver
  let folder: String
  /// What the program is given.
  var environment: [String: String]

  static func open(
    statuses: [Int] = [200],
    retries: [Double] = [],
    secret: String? = nil,
    _ body: (World) async throws -> Void
  ) async throws {
    var answers = ReceiverConfiguration()
    answers.statuses = statuses
    let receiver = try Receiver.start(answers)
    var configuration = SandboxConfiguration()
    configuration.retryDelays = retries
    configuration.signingSecret = secret
    let sandbox = try Sandbox.start(configuration)
    let folder = try Self.folder()
    let environment = Self.environment(folder).merging([
      "HOOKCONSOLE_URL": sandbox.url,
      "HOOKCONSOLE_EMPLOYER": sandbox.employer,
      "HOOKCONSOLE_API_KEY": sandbox.apiKey,
    ]) { $1 }
    let world = World(
      sandbox: sandbox,
      receiver: receiver,
      folder: folder,
      environment: environment
    )
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(world))
    } catch {
      result = .failure(error)
    }
    await sandbox.stop()
    await receiver.stop()
    try? FileManager.default.removeItem(atPath: folder)
    try result.get()
  }

  static func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("hookconsole-tests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// Nothing of whoever runs the tests but the path.
  static func environment(_ folder: String) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder,
      "LANG": "C.UTF-8",
      "TZ": "UTC",
      "TERM": "xterm",
    ]
  }

  func run(_ arguments: String..., input: String? = nil) async throws -> ChildProgram.Ended {
    try await ChildProgram.run(arguments, environment: environment, input: input)
  }

  func start(_ arguments: String...) throws -> ChildProgram {
    try ChildProgram(arguments, environment: environment)
  }

  /// Makes a webhook that points at the receiver.
  func hook(_ event: String = "Employee_Created") async throws -> String {
    let made = try await run("create", "--event", event, "--target", "\(receiver.url)/\(event)")
    guard let id = made.lines.first else { throw Failure(.failed, made.err) }
    return id
  }

  /// Raises an event and waits until its deliveries are sent.
  @discardableResult
  func fire(_ event: String = "Employee_Created", _ data: String? = nil) async throws -> [String] {
    let made =
      if let data {
        try await run("fire", event, "--data", "-", input: data)
      } else {
        try await run("fire", event)
      }
    guard made.code == 0 else { throw Failure(.failed, made.err) }
    await sandbox.idle()
    return made.lines.compactMap { $0.split(separator: " ").last.map(String.init) }
  }

  func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true
    )
    _ = FileManager.default.createFile(
      atPath: path,
      contents: Data(text.utf8),
      attributes: [.posixPermissions: mode]
    )
    return path
  }
}

extension ChildProgram.Ended {
  /// Standard output as JSON.
  var json: JSONNode? { (try? JSONIndex(JSONText(Array(out.utf8)))).map { JSONNode($0) } }
}

/// All that is tested of the command line: `swift test --filter CommandLine`.
@Suite(.timeLimit(.minutes(2))) enum CommandLineTests {}
