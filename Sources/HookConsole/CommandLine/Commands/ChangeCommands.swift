import HookModel

/// `create`, `update`, `activate`, `deactivate`: what a person decides about a webhook.
extension Subcommand {
  private static let event = Option("event", "EVENT", "what it is told of: \(EventName.list)")
  private static let target = Option(
    "target",
    "URL",
    "where the deliveries go: absolute, at most 300 characters"
  )

  static let create = Subcommand(
    "create",
    "make a webhook; prints its id",
    example: "hookconsole create --event Employee_Created --target https://crm.example/hook",
    options: [
      event, target, Option("inactive", "it is not triggered until it is activated"), .json,
    ]
      + Option.connection
  ) { invocation in
    guard let event = invocation.value("event") else {
      throw Failure.usage("--event is missing; \(EventName.list)")
    }
    guard let target = invocation.value("target") else {
      throw Failure.usage("--target is missing: the URL where the deliveries go")
    }
    let draft = WebhookDraft(
      event: try EventName.read(event),
      url: target,
      active: !invocation.has("inactive")
    )
    try check(draft)
    let client = try await invocation.client()
    let known = Set(try await client.webhooks().map(\.id))
    var made = try await client.create(draft)
    // The API promises no answer that names it; then it is the one that was not there before.
    if made == nil { made = try await client.webhooks().map(\.id).first { !known.contains($0) } }
    guard let id = made else {
      throw Failure(.failed, "the server made the webhook and does not say which one it is")
    }
    guard invocation.has(.json) else { return try Output.line("\(id)") }
    do {
      try JSONOutput.record(try await client.webhook(id).source)
    } catch let error as APIError {
      // It is made all the same: whoever is told only of a failure would make it twice.
      Output.problem("warning: \(id) was made, and its record did not come: \(error)")
      var object = JSONObject()
      object.add("id", id.description)
      try JSONOutput.record(object.bytes)
    }
  }

  static let update = Subcommand(
    "update",
    "change the event or the URL of a webhook; all else stays as it is",
    arguments: ["ID"],
    example: "hookconsole update 3f0c5c1e --target https://new.example",
    notes: [
      "Webhooks that a connected service made may stop working for it when they are changed."
    ],
    options: [event, target, .json] + Option.connection
  ) { invocation in
    let event = try invocation.value("event").map(EventName.read)
    let target = invocation.value("target")
    guard event != nil || target != nil else {
      throw Failure.usage("there is nothing to change: give --event or --target")
    }
    try await change(invocation) { draft in
      draft.event = event ?? draft.event
      draft.url = target ?? draft.url
      if target != nil { try check(draft) }
    }
  }

  static let activate = Subcommand(
    "activate",
    "let a webhook be triggered",
    arguments: ["ID"],
    example: "hookconsole activate 3f0c5c1e",
    options: [.json] + Option.connection
  ) { invocation in
    try await change(invocation) { $0.active = true }
  }

  static let deactivate = Subcommand(
    "deactivate",
    "keep a webhook from being triggered",
    arguments: ["ID"],
    example: "hookconsole deactivate 3f0c5c1e",
    options: [.json] + Option.connection
  ) { invocation in
    try await change(invocation) { $0.active = false }
  }

  /// Asks for the whole webhook and sends it back with only that changed.
  private static func change(
    _ invocation: Invocation,
    _ edit: (inout WebhookDraft) throws -> Void
  ) async throws {
    let client = try await invocation.client()
    let id = try await client.id(ofWebhook: invocation.arguments[0])
    let before = try await client.webhook(id)
    var draft = before.draft
    try edit(&draft)
    let after = draft == before.draft ? before : try await client.update(before, to: draft)
    if invocation.has(.json) { return try JSONOutput.record(after.source) }
    let words = [after.active ? "active" : "inactive", after.event.title, after.url]
    try Output.line(VisibleText.harmless("\(after.id)  \(words.joined(separator: "  "))"))
    if draft == before.draft { Output.note("it was so already; nothing was sent") }
  }

  private static func check(_ draft: WebhookDraft) throws {
    if let problem = draft.urlProblem {
      throw Failure.usage("--target \(VisibleText.harmless(draft.url)): \(problem)")
    }
  }
}
