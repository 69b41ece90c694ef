import HookJSON

/// The calls, as the description tells them. A test holds the list against the routes.
enum DescriptionOperations {
  static let all: [Description.Operation] = [
    .init(
      route: ("GET", "/employers"),
      id: "IndexEmployer",
      summary: "List Employers",
      parameters: EmployerRoutes.parameters,
      success: (200, "Success", list("Item")),
      refusals: [400]
    ),
    .init(
      route: ("GET", WebhookRoutes.list),
      id: "IndexWebhook",
      summary: "List Webhooks",
      success: (200, "Success", list("Item")),
      refusals: [404]
    ),
    .init(
      route: ("POST", WebhookRoutes.list),
      id: "CreateWebhook",
      summary: "Create Webhook",
      body: "WebhookRequest",
      success: (201, "Created", one("Webhook")),
      refusals: writing
    ),
    .init(
      route: ("GET", WebhookRoutes.list + "/samples/{webhookEvent}"),
      id: "SampleWebhook",
      summary: "Sample Value",
      success: (200, "An example of what the event sends", [:]),
      refusals: [404]
    ),
    .init(
      route: ("GET", WebhookRoutes.one),
      id: "GetWebhook",
      summary: "Get Webhook",
      success: (200, "Success", one("Webhook")),
      refusals: [404]
    ),
    .init(
      route: ("PUT", WebhookRoutes.one),
      id: "UpdateWebhook",
      summary: "Update Webhook",
      body: "WebhookRequest",
      success: (200, "Success", one("Webhook")),
      refusals: writing
    ),
    .init(
      route: ("DELETE", WebhookRoutes.one),
      id: "DeleteWebhook",
      summary: "Delete Webhook",
      success: (204, "No Content", nil),
      refusals: [404]
    ),
    .init(
      route: ("GET", PayloadRoutes.list),
      id: "PayloadsWebhook",
      summary: "List WebhookPayloads",
      parameters: PayloadRoutes.parameters,
      success: (200, "Success", list("Item")),
      refusals: [400, 404]
    ),
    .init(
      route: ("GET", PayloadRoutes.one),
      id: "PayloadWebhook",
      summary: "Get WebhookPayload",
      success: (200, "Success", one("WebhookPayload")),
      refusals: [404]
    ),
    .init(
      route: ("GET", AttemptRoutes.path),
      id: "AttemptsWebhookPayload",
      summary: "List the last attempts to deliver a WebhookPayload, the oldest first",
      success: (200, "Success", list("Attempt")),
      refusals: [404]
    ),
    .init(
      route: ("POST", EventRoutes.path),
      id: "RaiseEvent",
      summary: "Make an event happen: one delivery for each active webhook of it",
      body: "Event",
      success: (202, "The deliveries are on the disk and on their way", one("Raised")),
      refusals: writing
    ),
    .init(
      route: ("GET", DescriptionRoutes.path),
      id: "Description",
      summary: "This description",
      success: (200, "Success", ["type": "object"])
    ),
  ]

  private static let writing = [400, 404, 413, 415]

  private static func one(_ name: String) -> JSON {
    DescriptionSchemas.reference(name)
  }

  private static func list(_ name: String) -> JSON {
    ["type": "array", "items": DescriptionSchemas.reference(name)]
  }
}
