import ConsoleCore
import Foundation
import HookJSON
import HookModel

extension Subcommand {
  static let fire = Subcommand(
    "fire",
    "fire an event in the sandbox and print the deliveries it creates",
    arguments: ["EVENT"],
    example: "hookconsole fire Employee_Created",
    notes: ["Only a sandbox can fire events; the API does so itself when something happens."]
      + PayloadOverrides.notes,
    options: [
      FireOptions.data.row
    ] + PayloadOverrides.options + [.json] + Option.connection
  ) { invocation in
    let event = try EventName.read(invocation.arguments[0])
    let overrides = try PayloadOverrides(invocation)
    var data = try invocation.value(FireOptions.data).map(json)
    let client = try await invocation.client()
    if !overrides.isEmpty {
      let payload = if let data { data } else { try await client.sample(of: event).bytes }
      data = try overrides.apply(to: payload)
    }
    let made: JSONNode
    do {
      made = try await client.get(.fire(client.scope, body: body(event, data)))
    } catch let error as APIError {
      throw await explained(error, client)
    }
    if invocation.has(.json) { return try JSONOutput.record(made.bytes) }
    let deliveries = made["deliveries"]?.children ?? []
    for delivery in deliveries {
      let ids = ["webhookId", "payloadId"].map { delivery[$0]?.string ?? "" }
      try Output.line(TerminalSafeText.sanitised(ids.joined(separator: "  ")))
    }
    if deliveries.isEmpty { Output.note("no active webhook is subscribed to \(event.title)") }
  }

  /// Reads a file whose text must be JSON.
  private static func json(_ path: String) throws -> [UInt8] {
    let bytes = try InputFile.read(path)
    do {
      _ = try JSONIndex(JSONText(bytes))
    } catch {
      throw Failure.usage("\(path): \(error)")
    }
    return bytes
  }

  private static func body(_ event: WebhookEvent, _ data: [UInt8]?) -> [UInt8] {
    var body = Array("{\"webhookEvent\":\(JSONString.encode(event.name))".utf8)
    if let data { body += Array(",\"data\":".utf8) + data }
    return body + Array("}".utf8)
  }

  /// Without that endpoint the API's own calls still work.
  private static func explained(_ error: APIError, _ client: HookClient) async -> any Error {
    switch error.kind {
    case .notFound, .refused(status: 405, _):
      guard (try? await client.webhooks()) != nil else { return error }
      return Failure(
        .notFound,
        "\(client.address) cannot fire events: it is not a sandbox",
        hint: "try: hookconsole sandbox"
      )
    default: return error
    }
  }
}

/// The options of the command.
private enum FireOptions {
  static let data = TypedOption(
    "data",
    "FILE",
    "the event's data, any JSON, - for standard input (default: a sample)"
  )
}
