import Foundation
import HookJSON
import HookServer
import HookSupport

/// `…/webhooks/{id}/payloads` and one of them.
enum PayloadRoutes {
  static let list = WebhookRoutes.one + "/payloads"
  static let one = list + "/{payloadId}"

  /// What the list's query may hold.
  static let parameters = ["pageNum", "pageSize"]

  static let all = [
    Route("GET", list, answer: index),
    Route("GET", one, answer: get),
  ]

  @Sendable private static func index(_ call: RouteCall) async throws -> HTTPResponse {
    let page = try RouteCall.page(try call.query(parameters))
    let size = page.size ?? 100
    let items = try await call.store.read { database in
      let webhook = try call.webhook(in: database)
      let path = WebhookJSON.path(webhook, employer: try call.id("employerId", of: "employer"))
      return try database.deliveries(of: webhook.id, offset: page.number * size, limit: size)
        .map { PayloadJSON.item($0, webhook: path) }
    }
    return .json(.array(items))
  }

  @Sendable private static func get(_ call: RouteCall) async throws -> HTTPResponse {
    let record = try await call.store.read { database in
      let webhook = try call.webhook(in: database)
      let id = try call.id("payloadId", of: "payload")
      guard let delivery = try database.delivery(id, of: webhook.id) else {
        throw HTTPFailure(404, "no payload with this id")
      }
      return PayloadJSON.record(delivery, body: try database.body(delivery.body))
    }
    return .json(record)
  }
}

/// How a delivery is written.
enum PayloadJSON {
  /// The API's `WebhookPayload`. The payload is what is sent, byte for byte.
  static func record(_ delivery: DeliveryRecord, body: [UInt8]) -> JSON {
    let members: [(String, JSON)] = [
      ("id", .string(delivery.uuid.text)),
      ("name", .string(delivery.name)),
      ("url", .string(delivery.url)),
    ]
    return .object(members + progress(delivery) + [("payload", .array([.raw(body)]))])
  }

  /// The API's `Item`.
  static func item(_ delivery: DeliveryRecord, webhook path: String) -> JSON {
    [
      "id": .string(delivery.uuid.text),
      "name": .string(delivery.name),
      "metadata": .object([("url", .string(delivery.url))] + progress(delivery)),
      "url": .string("\(path)/payloads/\(delivery.uuid.text)"),
    ]
  }

  private static func progress(_ delivery: DeliveryRecord) -> [(String, JSON)] {
    [
      ("attempts", .int(delivery.attempts)),
      ("statusCode", .int(delivery.code)),
      ("taskStatus", .string(delivery.state.name)),
      ("statusMessage", .text(delivery.message)),
      ("created", .string(Moment.text(delivery.created))),
    ]
  }
}
