import HookModel

extension Subcommand {
  static let sample = Subcommand(
    "sample",
    "show the API's example payload of an event",
    arguments: ["EVENT"],
    example: "hookconsole sample Employee_Created --json",
    notes: ["\(EventName.list.prefix(1).uppercased())\(EventName.list.dropFirst())."],
    options: [.json] + Option.connection
  ) { invocation in
    let event = try EventName.read(invocation.arguments[0])
    let client = try await invocation.client()
    let node = try await client.get(.sample(client.scope, event))
    if invocation.has(.json) { return try JSONOutput.record(node.bytes) }
    try Output.payload(Payload(bytes: node.bytes))
  }
}
