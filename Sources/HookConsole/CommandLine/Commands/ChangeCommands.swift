import ConsoleCore
import HookModel
import HookSupport

/// `create`, `update`, `activate`, `deactivate`: what a person decides about a webhook.
extension Subcommand {
  static let create = Subcommand(
    "create",
    "create a webhook and print its ID",
    example: "hookconsole create --event Employee_Created --target https://crm.example/hook",
    options: [
      ChangeOptions.event.row, ChangeOptions.target.row, ChangeOptions.inactive, .json,
    ] + Option.connection
  ) { invocation in
    guard let event = try invocation.value(ChangeOptions.event) else {
      throw Failure.usage("--event is missing", hint: EventName.list)
    }
    guard let target = try invocation.value(ChangeOptions.target) else {
      throw Failure.usage("--target is missing: the URL that deliveries are sent to")
    }
    let draft = WebhookDraft(
      event: event,
      url: target,
      active: !invocation.has(ChangeOptions.inactive)
    )
    try check(draft)
    let client = try await invocation.client()
    let known = Set(try await client.webhooks().map(\.id))
    var made = try await client.create(draft)
    // The API does not promise a response that names it; then it is the one that was not there before.
    if made == nil { made = try await client.webhooks().map(\.id).first { !known.contains($0) } }
    guard let id = made else {
      throw Failure(.failed, "the webhook was created, but the server did not return its ID")
    }
    guard invocation.has(.json) else { return try Output.line("\(id)") }
    do {
      try JSONOutput.record(try await client.webhook(id).source)
    } catch let error as APIError {
      // It exists all the same: a plain failure would make people create it twice.
      Output.problem("warning: \(id) was created, but its record could not be fetched: \(error)")
      var object = JSONObject()
      object.add("id", id.description)
      try JSONOutput.record(object.bytes)
    }
  }

  static let update = Subcommand(
    "update",
    "change the event or the URL of a webhook; the rest stays as it is",
    arguments: ["ID"],
    example: "hookconsole update 3f0c5c1e --target https://new.example",
    notes: [
      "Changing a webhook that a connected service created can break that service."
    ],
    options: [ChangeOptions.event.row, ChangeOptions.target.row, .json] + Option.connection
  ) { invocation in
    let event = try invocation.value(ChangeOptions.event)
    let target = try invocation.value(ChangeOptions.target)
    guard event != nil || target != nil else {
      throw Failure.usage("nothing to change", hint: "try: --event EVENT or --target URL")
    }
    try await change(invocation) { draft in
      draft.event = event ?? draft.event
      draft.url = target ?? draft.url
      if target != nil { try check(draft) }
    }
  }

  static let activate = Subcommand(
    "activate",
    "activate a webhook",
    arguments: ["ID"],
    example: "hookconsole activate 3f0c5c1e",
    options: [.json] + Option.connection
  ) { invocation in
    try await change(invocation) { $0.active = true }
  }

  static let deactivate = Subcommand(
    "deactivate",
    "deactivate a webhook",
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
    let words = [after.active ? "active" : "inactive", after.event.title, HTTPURL.shown(after.url)]
    try Output.line(TerminalSafeText.sanitised("\(after.id)  \(words.joined(separator: "  "))"))
    if draft == before.draft { Output.note("already up to date: nothing sent") }
  }

  private static func check(_ draft: WebhookDraft) throws {
    if let problem = draft.urlProblem {
      throw Failure.usage(
        "--target \(TerminalSafeText.sanitised(HTTPURL.shown(draft.url))): \(problem)"
      )
    }
    if let host = draft.hostWithoutDomain {
      Output.problem("warning: --target: \(host) is not a full host name")
    }
  }
}

/// The options of the command.
private enum ChangeOptions {
  static let event = TypedOption("event", "EVENT", "the event it subscribes to; \(EventName.list)")
  {
    try EventName.read($0)
  }
  static let target = TypedOption(
    "target",
    "URL",
    "where deliveries are sent: absolute, at most 300 characters"
  )
  static let inactive = Option("inactive", "create it inactive")
}
