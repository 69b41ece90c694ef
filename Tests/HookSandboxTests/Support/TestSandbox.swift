import Foundation
import Testing
@testable import HookCapture
@testable import HookModel
@testable import HookSandbox
@testable import HookServer

/// A sandbox of a test's own, and the words that tests use with it.
struct TestSandbox: Sendable {
  let sandbox: Sandbox
  let client: Client

  var webhooks: String { "/employers/\(sandbox.employer)/webhooks" }
  var events: String { "/sandbox/employers/\(sandbox.employer)/events" }

  /// Runs the test with a sandbox in memory, unless `change` says otherwise, and stops it after.
  static func run(
    _ change: (inout SandboxConfiguration) -> Void = { _ in },
    test: (TestSandbox) async throws -> Void
  ) async throws {
    var configuration = SandboxConfiguration()
    configuration.retryDelays = [0.01, 0.01]
    change(&configuration)
    let sandbox = try Sandbox.start(configuration)
    let client = Client(url: sandbox.url, apiKey: sandbox.apiKey)
    do {
      try await test(TestSandbox(sandbox: sandbox, client: client))
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  /// Makes a webhook; its id.
  func webhook(
    _ event: String = "Employee_Created",
    url: String,
    active: Bool = true
  ) async throws -> String {
    let reply = try await client.call(
      "POST",
      webhooks,
      #"{"webhookEvent":"\#(event)","url":"\#(url)","active":\#(active)}"#
    )
    #expect(reply.status == 201)
    return try #require(reply.object["id"] as? String)
  }

  /// Makes an event happen; the ids of its deliveries.
  @discardableResult
  func fire(_ event: String = "Employee_Created", data: String? = nil) async throws -> [String] {
    let data = data.map { #","data":\#($0)"# } ?? ""
    let reply = try await client.call("POST", events, #"{"webhookEvent":"\#(event)"\#(data)}"#)
    #expect(reply.status == 202)
    let deliveries = try #require(reply.object["deliveries"] as? [[String: String]])
    return deliveries.compactMap { $0["payloadId"] }
  }

  /// One delivery as the API shows it.
  func delivery(_ id: String, of webhook: String) async throws -> Delivery {
    let reply = try await client.call("GET", "\(webhooks)/\(webhook)/payloads/\(id)")
    #expect(reply.status == 200)
    return Delivery(
      status: reply.object["taskStatus"] as? String,
      code: reply.object["statusCode"] as? Int,
      attempts: reply.object["attempts"] as? Int,
      message: reply.object["statusMessage"] as? String
    )
  }

  /// The delivery once nothing more happens to it. (Only a retry that waits is asked for again.)
  func update(_ webhook: String, _ body: String) async throws {
    let reply = try await client.call("PUT", "\(webhooks)/\(webhook)", body)
    guard reply.status == 200 else { throw ServerError("the update was answered \(reply.status)") }
  }

  func settled(_ id: String, of webhook: String) async throws -> Delivery {
    while true {
      try Task.checkCancellation()
      await sandbox.idle()
      let delivery = try await delivery(id, of: webhook)
      if delivery.status == "Sent" || delivery.status == "Failed" { return delivery }
    }
  }

  struct Delivery: Equatable {
    var status: String?
    var code: Int?
    var attempts: Int?
    var message: String?
  }

  func isActive(_ webhook: String) async throws -> Bool? {
    try await client.call("GET", "\(webhooks)/\(webhook)").object["active"] as? Bool
  }
}

/// Runs the test with a receiver, and stops it after.
func withReceiver(
  _ statuses: [Int] = [200],
  _ change: (inout ReceiverConfiguration) -> Void = { _ in },
  test: (Receiver) async throws -> Void
) async throws {
  var configuration = ReceiverConfiguration()
  configuration.statuses = statuses
  change(&configuration)
  let receiver = try Receiver.start(configuration)
  do {
    try await test(receiver)
  } catch {
    await receiver.stop()
    throw error
  }
  await receiver.stop()
}
