import HookServer

/// `GET …/webhooks/samples/{webhookEvent}`
enum SampleRoutes {
  // Before the other paths under `webhooks`, though none of theirs has `samples` for an id.
  static let all = [Route("GET", WebhookRoutes.list + "/samples/{webhookEvent}", answer: get)]

  @Sendable private static func get(_ call: RouteCall) async throws -> HTTPResponse {
    _ = try await call.store.read { try call.employer(in: $0) }
    let name = call.parameters["webhookEvent"] ?? ""
    let event = HookEvent(name: name) ?? Int(name).flatMap(HookEvent.init(rawValue:))
    guard let event else { throw HTTPFailure(404, "webhookEvent: there is no such event") }
    return .json(.raw(Samples.bytes(of: event)))
  }
}
