import HookJSON

/// The shapes in the description.
enum DescriptionSchemas {
  static func reference(_ name: String) -> JSON {
    ["$ref": .string("#/components/schemas/\(name)")]
  }

  static let parameters: JSON = [
    "employerId": path("employerId", id),
    "id": path("id", id),
    "payloadId": path("payloadId", id),
    "webhookEvent": path("webhookEvent", reference("WebhookEventOrIndex")),
    "pageNum": query("pageNum", from(0), "The page, from zero"),
    "pageSize": query("pageSize", from(1), "Rows of a page; \(RouteCall.largestPage) at most"),
    "employerGroupCode": query("employerGroupCode", text, "There are no groups here"),
    "searchTerm": query("searchTerm", text, "A part of the name or the id"),
    "employerListType": query(
      "employerListType",
      choice(EmployerRoutes.listTypes),
      "All employers are Owned"
    ),
    "sortBy": query("sortBy", choice(EmployerRoutes.sortFields), "What to sort by"),
    "sortDescending": query("sortDescending", flag, "The other way round"),
  ]

  static let schemas: JSON = [
    "Failure": object(["message": text], required: ["message"]),
    "Item": object(
      [
        "id": id, "name": nullable("string"), "metadata": ["nullable": true],
        "url": nullable("string"),
      ],
      required: ["id"]
    ),
    "WebhookEvent": choice(HookEvent.allCases.map(\.name)),
    "WebhookEventOrIndex": [
      "anyOf": [
        reference("WebhookEvent"),
        ["type": "integer", "minimum": 0, "maximum": .int(HookEvent.allCases.count - 1)],
      ]
    ],
    "BackgroundTaskStatus": choice(["Queued", "Sent", "Failed", "Processing"]),
    "Webhook": object(
      [
        "id": id, "webhookEvent": reference("WebhookEvent"), "url": url, "active": flag,
        "eventCount": count, "lastPayload": reference("WebhookPayload"),
      ],
      required: ["id", "webhookEvent", "url", "active", "eventCount"]
    ),
    "WebhookRequest": [
      "type": "object",
      "description": "A Webhook; what is not listed here is not looked at",
      "properties": [
        "webhookEvent": reference("WebhookEventOrIndex"), "url": url, "active": flag,
      ],
      "required": ["url"],
    ],
    "WebhookPayload": object(
      [
        "id": id, "name": limited(DeliveryName.limit), "url": url, "attempts": count,
        "statusCode": count, "taskStatus": reference("BackgroundTaskStatus"),
        "statusMessage": limited(StatusMessage.limit),
        "created": time, "payload": ["nullable": true],
      ],
      required: ["id", "url", "attempts", "statusCode", "taskStatus", "created", "payload"]
    ),
    "Attempt": object(
      [
        "attempt": count, "statusCode": count, "startedAt": time,
        "phases": ["type": "object", "additionalProperties": milliseconds],
        "remoteAddress": nullable("string"), "tls": nullable("object"),
        "request": object(
          [
            "method": text, "url": text, "headers": headers, "bodySize": count, "body": text,
            "bodyBase64": text,
          ],
          required: ["method", "url", "headers", "bodySize"]
        ),
        "response": nullable("object"), "error": nullable("string"),
        "errorPhase": nullable("string"),
      ],
      required: ["attempt", "statusCode", "startedAt", "phases", "request", "response", "error"]
    ),
    "Event": [
      "type": "object",
      "properties": [
        "webhookEvent": reference("WebhookEventOrIndex"),
        "data": [
          "nullable": true,
          "description": "Sent as it is given; without it the event's sample is sent",
        ],
      ],
      "required": ["webhookEvent"],
    ],
    "Raised": object(
      [
        "deliveries": [
          "type": "array",
          "items": object(
            ["webhookId": id, "payloadId": id],
            required: ["webhookId", "payloadId"]
          ),
        ]
      ],
      required: ["deliveries"]
    ),
  ]

  private static let id: JSON = ["type": "string", "format": "uuid"]
  private static let text: JSON = ["type": "string"]
  private static let time: JSON = ["type": "string", "format": "date-time"]
  private static let milliseconds: JSON = ["type": "number", "nullable": true]
  private static let headers: JSON = [
    "type": "array", "items": object(["name": text, "value": text], required: ["name", "value"]),
  ]
  private static let flag: JSON = ["type": "boolean"]
  private static let count: JSON = ["type": "integer", "format": "int32", "minimum": 0]
  private static let url: JSON = [
    "type": "string", "format": "uri", "minLength": 1, "maxLength": .int(WebhookRequest.longest),
    "pattern": .string(WebhookRequest.pattern),
  ]

  private static func nullable(_ type: String) -> JSON {
    ["type": .string(type), "nullable": true]
  }

  private static func limited(_ length: Int) -> JSON {
    ["type": "string", "nullable": true, "maxLength": .int(length)]
  }

  private static func from(_ least: Int) -> JSON {
    ["type": "integer", "format": "int32", "minimum": .int(least), "maximum": .int(Int(Int32.max))]
  }

  private static func choice(_ names: [String]) -> JSON {
    ["type": "string", "enum": .array(names.map { .string($0) })]
  }

  private static func object(_ properties: JSON, required: [String]) -> JSON {
    [
      "type": "object",
      "additionalProperties": false,
      "properties": properties,
      "required": .array(required.map { .string($0) }),
    ]
  }

  private static func path(_ name: String, _ schema: JSON) -> JSON {
    ["name": .string(name), "in": "path", "required": true, "schema": schema]
  }

  private static func query(_ name: String, _ schema: JSON, _ text: String) -> JSON {
    ["name": .string(name), "in": "query", "description": .string(text), "schema": schema]
  }
}
