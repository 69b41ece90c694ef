import HookModel
import HookSandbox
import HookServer
import HookSignatures

/// The sandbox inside of the program: what the console opens on where no connection is given.
struct EmbeddedSandbox: Sendable {
  let connection: Connection
  private let sandbox: Sandbox

  static func start() throws -> EmbeddedSandbox {
    var configuration = SandboxConfiguration()
    configuration.demo = true
    let sandbox = try Failure.starting { try Sandbox.start(configuration) }
    let connection = Connection(
      address: try ServerAddress(sandbox.url),
      employer: RecordID(sandbox.employer),
      credentials: Credentials(key: sandbox.apiKey),
      label: "sandbox"
    )
    return EmbeddedSandbox(connection: connection, sandbox: sandbox)
  }

  func stop() async {
    await sandbox.stop()
  }
}

extension Failure {
  /// Starts a server and says why it did not: what was asked for is wrong, or the machine is.
  static func starting<Server>(_ start: () throws -> Server) throws -> Server {
    do {
      return try start()
    } catch let error as ServerError {
      throw Failure(error.isOfConfiguration ? .usage : .failed, error.description)
    } catch let error as SecretError {
      throw Failure(.usage, error.description)
    }
  }
}
