import Foundation

/// The API, embedded: a server on the loopback that keeps webhooks and delivers to them for real.
public final class Sandbox: Sendable {
  public static let version = "0.1.0"

  private let configuration: SandboxConfiguration
  let store: Store
  private let dispatcher: Dispatcher
  private let daemon: HTTPDaemon
  let services: RouteCall.Services
  private let demo: Demo?

  /// Such as `http://127.0.0.1:8410`.
  public let url: String
  /// The id of the first employer.
  public let employer: String
  public let apiKey: String

  public var port: UInt16 { daemon.port }
  /// The base URL of the demo's endpoint, nil without the demo.
  public var receiver: String? { demo?.url }

  /// Throws `SandboxError`, which names what is in the way.
  public static func start(_ configuration: SandboxConfiguration) throws -> Sandbox {
    try Sandbox(configuration)
  }

  private init(_ configuration: SandboxConfiguration) throws {
    try configuration.check()
    self.configuration = configuration
    let secret = try configuration.signingSecret.map(SigningSecret.init)
    store = try Store(path: configuration.storage.path)
    let opened = try store.now { try Opening.prepare($0, configuration) }
    employer = opened.employer.text
    apiKey = opened.apiKey
    dispatcher = Dispatcher(
      store: store,
      settings: Dispatcher.Settings(
        schedule: RetrySchedule(delays: configuration.delays),
        timeout: configuration.timeout,
        secret: secret
      )
    )
    let gate = Gate(apiKey: opened.apiKey)
    let listening = try ListeningSocket(port: configuration.port)
    url = "http://127.0.0.1:\(listening.port)"
    services = RouteCall.Services(store: store, dispatcher: dispatcher, url: url)
    let table = RouteTable.all(services)
    demo = configuration.demo ? try Demo(configuration, services, employers: opened.employers) : nil
    daemon = try HTTPDaemon(
      socket: listening,
      gate: { gate.refusal($0) },
      handler: { await table.answer($0) }
    )
    dispatcher.resume(webhooks: opened.webhooks, retries: opened.retries)
    store.purge()
    demo?.start()
  }

  /// Ends: no more is taken in, what is under way ends or stays queued, the file is closed.
  public func stop() async {
    await demo?.stopEvents()
    await daemon.stop()
    await dispatcher.stop(grace: configuration.grace ?? configuration.usualGrace)
    await demo?.stopEndpoint()
    await store.close()
  }

  /// Returns when nothing is to be sent now or under way. Retries that wait for later do not count.
  public func idle() async {
    await dispatcher.idle()
  }
}
