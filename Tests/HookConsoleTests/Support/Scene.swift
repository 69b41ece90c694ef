import Foundation
import HookModel
import HookSandbox
@testable import ConsoleCore
@testable import HookCapture
@testable import HookConsole

/// A sandbox with a receiver beside it, and the console on them.
struct Scene {
  let receiver: Receiver
  let driver: ConsoleDriver

  /// - Parameters:
  ///   - events: for each a webhook is made that points at the receiver.
  ///   - statuses: what the receiver answers, one after the other.
  static func open(
    _ events: [String] = ["Employee_Created"],
    statuses: [Int] = [200],
    retries: [Double] = [],
    size: Size = Size(rows: 40, columns: 120),
    _ body: (Scene) async throws -> Void
  ) async throws {
    var answers = ReceiverConfiguration()
    answers.statuses = statuses
    let receiver = try Receiver.start(answers)
    var configuration = SandboxConfiguration()
    configuration.retryDelays = retries
    let sandbox = try Sandbox.start(configuration)
    let driver = try await ConsoleDriver(sandbox, size: size)
    let scene = Scene(receiver: receiver, driver: driver)
    for event in events {
      let url = "\(receiver.url)/\(event)"
      _ = try await driver.client.create(WebhookDraft(event: WebhookEvent(name: event), url: url))
    }
    let titles = events.map { WebhookEvent(name: $0).title }
    try await driver.wait { driver in titles.allSatisfy { driver.screen.contains("● \($0)") } }
    // What comes before the first look at a webhook is history, not news.
    try await driver.wait { $0.state.hooks.webhooks.allSatisfy { $0.record != nil } }
    do {
      try await body(scene)
    } catch {
      await scene.close()
      throw error
    }
    await scene.close()
  }

  private func close() async {
    await driver.stop()
    await receiver.stop()
  }

  /// Raises an event and waits until its delivery is on the screen and at its end.
  @discardableResult
  func fire(_ event: String, data: String? = nil) async throws -> RecordID {
    let ids = try await driver.client.fire(
      WebhookEvent(name: event),
      data: data.map { Array($0.utf8) }
    )
    guard let id = ids.first else { throw Failure(.failed, "\(event) triggered no webhook") }
    try await driver.wait { driver in
      driver.state.hooks.timeline.entry(id)?.delivery.taskStatus.isFinal == true
    }
    return id
  }
}
