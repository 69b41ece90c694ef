import Foundation
import HookJSON
import HookServer
import HookSupport

/// `/employers/{employerId}/webhooks` and one of them.
enum WebhookRoutes {
  static let list = "/employers/{employerId}/webhooks"
  static let one = "/employers/{employerId}/webhooks/{id}"

  static let all = [
    Route("GET", list, answer: index),
    Route("POST", list, answer: create),
    Route("GET", one, answer: get),
    Route("PUT", one, answer: update),
    Route("DELETE", one, answer: delete),
  ]

  @Sendable private static func index(_ call: RouteCall) async throws -> HTTPResponse {
    let items = try await call.store.read { database in
      let employer = try call.employer(in: database)
      return try database.webhooks(of: employer.id).map { webhook in
        WebhookJSON.item(
          webhook,
          newest: try database.newestDelivery(of: webhook.id),
          employer: employer.uuid
        )
      }
    }
    return .json(.array(items))
  }

  @Sendable private static func create(_ call: RouteCall) async throws -> HTTPResponse {
    let employer = try await call.store.read { try call.employer(in: $0) }
    let draft = try WebhookRequest(try call.object())
    let webhook = try await call.store.change { database in
      try database.add(
        webhook: .ordered(at: Moment.now),
        of: employer.id,
        event: draft.event ?? .employeeCreated,
        url: draft.url,
        isActive: draft.isActive ?? true
      )
    }
    let path = WebhookJSON.path(webhook, employer: employer.uuid)
    return .json(
      WebhookJSON.record(webhook, last: nil),
      status: 201,
      headers: ["Location": call.services.url + path]
    )
  }

  @Sendable private static func get(_ call: RouteCall) async throws -> HTTPResponse {
    .json(try await call.store.read { try shown(try call.webhook(in: $0), $0) })
  }

  @Sendable private static func update(_ call: RouteCall) async throws -> HTTPResponse {
    // What is not there is said before what is wrong with the body.
    _ = try await call.store.read { try call.webhook(in: $0) }
    let draft = try WebhookRequest(try call.object())
    let (record, webhook, isMoved, isSilenced) = try await call.store.change { database in
      let webhook = try call.webhook(in: database)
      try database.update(
        webhook.id,
        event: draft.event ?? webhook.event,
        url: draft.url,
        isActive: draft.isActive ?? webhook.isActive
      )
      let isSilenced = webhook.isActive && draft.isActive == false
      if isSilenced {
        try database.silence(webhook.id, reason: "the webhook was deactivated")
      }
      let record = try shown(try call.webhook(in: database), database)
      return (record, webhook.id, draft.url != webhook.url, isSilenced)
    }
    if isSilenced { call.services.dispatcher.removed(webhook) }
    if isMoved { call.services.dispatcher.moved(webhook) }
    return .json(record)
  }

  @Sendable private static func delete(_ call: RouteCall) async throws -> HTTPResponse {
    let webhook = try await call.store.change { database in
      let webhook = try call.webhook(in: database)
      try database.delete(webhook.id)
      return webhook.id
    }
    call.services.dispatcher.removed(webhook)
    call.services.store.purge()
    return HTTPResponse(status: 204)
  }

  private static func shown(_ webhook: WebhookRecord, _ database: Database) throws -> JSON {
    let last = try database.newestDelivery(of: webhook.id)
    return WebhookJSON.record(
      webhook,
      last: try last.map { PayloadJSON.record($0, body: try database.body($0.body)) }
    )
  }
}
