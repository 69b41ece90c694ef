import Foundation
import HookJSON
import HookServer
import HookSupport

/// `POST /sandbox/employers/{employerId}/events`: a sandbox-only endpoint that fires events.
enum EventRoutes {
  static let path = "/sandbox/employers/{employerId}/events"
  static let all = [Route("POST", path, answer: fire)]

  @Sendable private static func fire(_ call: RouteCall) async throws -> HTTPResponse {
    let employer = try call.id("employerId", of: "employer")
    let object = try call.object().members
    guard let event = try HookEvent(object["webhookEvent"]) else {
      throw HTTPFailure(400, "webhookEvent: is required")
    }
    let data = object["data"] ?? Samples.node(of: event)
    let made = try await call.services.fire(event, of: employer, data: data)
    let deliveries = made.map { triggered -> JSON in
      [
        "webhookId": .string(triggered.webhook.text),
        "payloadId": .string(triggered.delivery.uuid.text),
      ]
    }
    return .json(["deliveries": .array(deliveries)], status: 202)
  }
}

extension RouteCall.Services {
  /// Makes the event happen: what it triggers is on the disk when this returns, and on its way.
  func fire(
    _ event: HookEvent,
    of employer: UUID,
    data: JSONNode
  ) async throws -> [Database.Triggered] {
    let name = DeliveryName.make(event, data)
    let body = Array(data.bytes)
    return try await withCheckedThrowingContinuation { continuation in
      store.submit { database in
        guard let employer = try database.employer(employer) else {
          throw HTTPFailure(404, "no employer with this id")
        }
        return try database.trigger(event, of: employer.id, name: name, body: body, at: Moment.now)
      } done: { result in
        // Here, on the store's queue, the order is that of the commits.
        if let made = try? result.get() { dispatcher.triggered(made.map(\.delivery)) }
        continuation.resume(with: result)
      }
    }
  }
}
