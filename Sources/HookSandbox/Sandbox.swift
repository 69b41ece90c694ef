import Foundation
import HookServer
import HookSignatures
import HookSupport

/// The API, embedded: a server on the loopback that keeps webhooks and delivers to them for real.
package final class Sandbox: Sendable {
  private let configuration: SandboxConfiguration
  let store: Store
  private let dispatcher: Dispatcher
  private let daemon: HTTPDaemon
  let services: RouteCall.Services
  private let demo: Demo?

  /// Such as `http://127.0.0.1:8410`.
  package let url: String
  /// The id of the first employer.
  package let employer: String
  package let apiKey: String

  package var port: UInt16 { daemon.port }
  /// The base URL of the demo's endpoint, `nil` without the demo.
  package var receiver: String? { demo?.url }

  /// - Throws: `ServerError`, which names what is in the way, or `SecretError`.
  package static func start(_ configuration: SandboxConfiguration) throws -> Sandbox {
    try Sandbox(configuration)
  }

  private init(_ configuration: SandboxConfiguration) throws {
    try configuration.check()
    self.configuration = configuration
    let secret = try configuration.signingSecret.map { try SigningSecret($0) }
    store = try Store(path: configuration.storage.path)
    let bootstrap = try store.now { try Bootstrap.prepare($0, configuration) }
    employer = bootstrap.employer.text
    apiKey = bootstrap.apiKey
    dispatcher = Dispatcher(
      store: store,
      settings: Dispatcher.Settings(
        schedule: RetrySchedule(delays: configuration.delays),
        timeout: configuration.timeout,
        secret: secret
      )
    )
    let authorizer = Authorizer(apiKey: bootstrap.apiKey)
    let listening = try ListeningSocket(port: configuration.port)
    url = "http://127.0.0.1:\(listening.port)"
    services = RouteCall.Services(store: store, dispatcher: dispatcher, url: url)
    let table = RouteTable.all(services)
    demo =
      configuration.demo ? try Demo(configuration, services, employers: bootstrap.employers) : nil
    daemon = try HTTPDaemon(
      socket: listening,
      // Tells a client what it can ask for beside the API.
      headers: ["X-HookConsole-Sandbox": Product.version],
      authorize: { authorizer.refusal($0) },
      handler: { await table.answer($0) }
    )
    dispatcher.resume(webhooks: bootstrap.webhooks, retries: bootstrap.retries)
    store.purge()
    demo?.start()
  }

  /// Ends: no more is taken in, what is under way ends or stays queued, the file is closed.
  package func stop() async {
    await demo?.stopEvents()
    await daemon.stop()
    await dispatcher.stop(grace: configuration.grace ?? configuration.usualGrace)
    await demo?.stopEndpoint()
    await store.close()
  }

  /// Returns when nothing is to be sent now or under way. Retries that wait for later do not count.
  package func idle() async {
    await dispatcher.idle()
  }
}
