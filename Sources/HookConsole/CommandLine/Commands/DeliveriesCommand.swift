import ConsoleCore
import Foundation
import HookModel
import HookSupport

extension Subcommand {
  static let deliveries = Subcommand(
    "deliveries",
    "list the deliveries of a webhook, of several or of all, newest first",
    arguments: ["[ID…]"],
    example: "hookconsole deliveries 3f0c5c1e --code 5xx --since 2h",
    notes: [
      "With --json each record is printed whole and as the server sent it, payload included:"
        + " hookconsole deliveries --limit all --json > file keeps them, and hookconsole send"
        + " --file file --delivery D --to URL sends one of them."
    ],
    options: [.json, DeliveriesOptions.limit.row] + DeliveryQuery.options
      + Option.connection,
    signals: Signals.endings
  ) { invocation in
    try await InterruptibleWork.run { try await list(invocation) }
  }

  private static func list(_ invocation: Invocation) async throws {
    let limit = try limit(invocation)
    let query = try DeliveryQuery(invocation, now: Date().timeIntervalSince1970)
    query.doubts.forEach(Output.note)
    let client = try await invocation.client()
    let readers = try await readers(invocation, client, query, limit)
    let progress = Progress("deliveries read")
    defer { progress.end() }
    if invocation.has(.json) {
      return try await export(readers, query, limit, progress)
    }
    let showsEvent = readers.count > 1
    var table = TextTable(
      [.id, .whole, .right, .left, .right, .title],
      titles: ["id", "time", "code", "status", "tries", "name"],
      spare: [4, 3, 1]
    )
    let times = TimeText(zone: .current, now: Date().timeIntervalSince1970)
    try await read(readers, query, limit, progress) { found in
      table.add(DeliveryText.row(found, times, showsEvent: showsEvent))
    }
    progress.end()
    try Output.table(table)
    if Task.isCancelled { throw incomplete(table.count) }
    if table.isEmpty { Output.note("no such deliveries") }
    for reader in readers { try await reader.gaps().forEach(Output.note) }
  }

  /// Prints whole records. It ends with a failure where one that is listed is not among them.
  private static func export(
    _ readers: [DeliveryReader],
    _ query: DeliveryQuery,
    _ limit: Int,
    _ progress: Progress
  ) async throws {
    var array = JSONArrayOutput()
    let isOnScreen = isatty(STDOUT_FILENO) == 1
    do {
      try await read(readers, query, limit, progress) {
        if isOnScreen { progress.end() }
        try array.add($0.source ?? [])
      }
    } catch let error as APIError where array.count > 0 {
      throw Failure(
        ExitCode(error),
        "\(error); incomplete: only the newest \(array.count) deliveries were printed"
      )
    }
    try array.end()
    progress.end()
    if Task.isCancelled { throw incomplete(array.count) }
    var isWhole = true
    for reader in readers {
      try await reader.gaps().forEach(Output.note)
      if await !reader.gone.isEmpty { isWhole = false }
    }
    guard isWhole else {
      throw Failure(.notFound, "incomplete: some listed deliveries could not be printed")
    }
  }

  private static func incomplete(_ count: Int) -> Failure {
    Failure(.failed, "interrupted: only the newest \(count) deliveries were printed")
  }

  private static func readers(
    _ invocation: Invocation,
    _ client: HookClient,
    _ query: DeliveryQuery,
    _ limit: Int
  ) async throws -> [DeliveryReader] {
    var ids = try await client.ids(ofWebhooks: invocation.arguments) ?? []
    if invocation.arguments.isEmpty { ids = try await client.webhooks().map(\.id) }
    let wanted = query.isEverything ? limit : Int.max
    let readers = ids.map { id in
      DeliveryReader(client, id, wantsRecords: invocation.has(.json), wanted: wanted)
    }
    guard !query.events.isEmpty else { return readers }
    let events = try await Parallel.map(readers) { try await $0.webhookRecord().event }
    return zip(readers, events).filter { query.takes($1) }.map(\.0)
  }

  private static func read(
    _ readers: [DeliveryReader],
    _ query: DeliveryQuery,
    _ limit: Int,
    _ progress: Progress,
    _ take: (FoundDelivery) throws -> Void
  ) async throws {
    var merge = DeliveryMerge(readers)
    var looked = 0
    var taken = 0
    while taken < limit, let found = try await InterruptibleWork.next({ try await merge.next() }) {
      // Newest first: behind one that is too old there are only older ones.
      if query.isTooOld(found.delivery) { break }
      looked += 1
      if query.takes(found.delivery) {
        try take(found)
        taken += 1
      }
      progress.show(looked)
    }
  }

  private static func limit(_ invocation: Invocation) throws -> Int {
    guard let text = try invocation.value(DeliveriesOptions.limit) else { return 100 }
    if text == "all" { return Int.max }
    guard let limit = Int(text), limit > 0 else {
      throw Failure.usage("--limit \(text) is not a number of deliveries", hint: "try: 20, or all")
    }
    return limit
  }
}

/// The options of the command.
private enum DeliveriesOptions {
  static let limit = TypedOption("limit", "N", "the maximum number, or all (100)")
}
