import Foundation
import HookJSON
import HookSupport

/// An endless believable activity, for somebody who wants to see the console at work.
final class Demo: Sendable {
  private let endpoint: DemoEndpoint
  private let services: RouteCall.Services
  private let employers: [UUID]
  private let seed: UInt64
  private let interval: Double
  private let task = Locked<Task<Void, Never>?>(nil)

  /// The base URL of the endpoint that the demo's webhooks point at.
  var url: String { endpoint.url }

  init(
    _ configuration: SandboxConfiguration,
    _ services: RouteCall.Services,
    employers: [EmployerRecord]
  ) throws {
    endpoint = try DemoEndpoint()
    self.services = services
    self.employers = employers.map(\.uuid)
    seed = configuration.demoSeed
    interval = max(configuration.demoInterval, 0.001)
    let (url, seed) = (endpoint.url, seed)
    try services.store.now {
      try DemoStage.prepare(
        $0,
        employers: employers,
        endpoint: url,
        seed: seed,
        now: Moment.now
      )
    }
  }

  func start() {
    task.withLock { $0 = Task { await self.run() } }
  }

  func stopEvents() async {
    let running = task.withLock { $0 }
    running?.cancel()
    await running?.value
  }

  func stopEndpoint() async {
    await endpoint.stop()
  }

  private func run() async {
    var activity = DemoActivity(seed: seed)
    var clock = SplitMix64(seed: ~seed)
    // The first soon, so that something moves while one still looks for what this is.
    var wait = min(0.5, interval)
    while true {
      do { try await Task.sleep(for: .seconds(wait)) } catch { return }
      let next = activity.next()
      if employers.indices.contains(next.employer) {
        // A full disk, say, does not end the demo.
        _ = try? await services.fire(
          next.event,
          of: employers[next.employer],
          data: JSONNode(next.data.bytes)
        )
      }
      wait = interval * Double.random(in: 0.6...1.4, using: &clock)
    }
  }
}
