import Foundation
import HookJSON
import HookModel
import HookSupport

/// The payloads that `schema` reads: the newest deliveries of webhooks, or those in a file.
struct PayloadSource {
  /// Where a payload comes from.
  struct Origin {
    var webhook: RecordID?
    var delivery: RecordID?
    var created: Timestamp?
    /// Of a payload in a file, counted from 1.
    var line: Int?
  }

  struct Found {
    let node: JSONNode
    let origin: Origin
  }

  /// What was read, for people: `1000 of 5321 deliveries of 2 webhooks`.
  struct Summary: CustomStringConvertible {
    var count = 0
    /// How many there are in all; `nil` of a file.
    var total: Int?
    var webhooks = 1
    /// How many had no payload.
    var left = 0
    var isInterrupted = false

    var description: String {
      let noun = total == nil ? "payload" : count == 1 && total == 1 ? "delivery" : "deliveries"
      let plural = noun == "payload" && count != 1 ? "payloads" : noun
      let all = total.map { $0 > count ? " of \($0)" : "" } ?? ""
      let of = webhooks > 1 ? " of \(webhooks) webhooks" : ""
      return "\(count)\(all) \(plural)\(of)" + (left > 0 ? "; \(left) without a payload" : "")
    }
  }

  private enum Origins {
    case file([UInt8], path: String)
    case server([Webhook], HookClient, since: TimeBound?, limit: Int)
  }

  private let origins: Origins
  /// What the payloads are: the name of the event.
  let title: String?

  var isFile: Bool {
    if case .file = origins { true } else { false }
  }

  init(_ invocation: Invocation) async throws {
    let name = invocation.arguments.first
    let limit = try invocation.value(SchemaOptions.limit)
    let since = try invocation.value(SchemaOptions.since).map {
      try DeliveryQuery.since($0, now: Date().timeIntervalSince1970, zone: .current)
    }
    if let path = try invocation.value(SchemaOptions.file) {
      guard limit == nil, since == nil else {
        throw Failure.usage("--file reads all of a file: --since and --limit do not go with it")
      }
      origins = .file(try InputFile.read(path), path: path)
      title = name
      return
    }
    guard let name else {
      throw Failure.usage("EVENT|ID is missing: only --file goes without it", hint: EventName.list)
    }
    let client = try await invocation.client()
    let webhooks = try await client.webhooks(named: name)
    title = webhooks.first?.event.name
    let most = limit ?? (since == nil ? 1000 : Int.max)
    origins = .server(webhooks, client, since: since, limit: most)
  }

  /// The newest deliveries of each of some webhooks.
  init(_ webhooks: [Webhook], _ client: HookClient, since: TimeBound? = nil, limit: Int) {
    origins = .server(webhooks, client, since: since, limit: limit)
    title = nil
  }

  /// Reads one payload after the other, those of a server newest first for each webhook. A task that
  /// is cancelled ends it early: the summary says so.
  func read(_ progress: Progress, _ take: (Found) throws -> Void) async throws -> Summary {
    switch origins {
    case .file(let bytes, let path): return try read(bytes, path, progress, take)
    case .server(let webhooks, let client, let since, let limit):
      var summary = Summary(total: 0, webhooks: webhooks.count)
      let total = webhooks.map { min($0.eventCount, limit) }.reduce(0, +)
      for webhook in webhooks {
        summary.total? += webhook.eventCount
        let reader = DeliveryReader(client, webhook.id, wantsRecords: true, wanted: limit)
        var read = 0
        while read < limit, let found = try await InterruptibleWork.next(reader.next) {
          if let since, let created = found.delivery.created, since.isAfter(created) { break }
          read += 1
          try Self.take(found, &summary, take)
          progress.show(summary.count + summary.left, of: since == nil ? total : nil)
        }
        guard !Task.isCancelled else {
          summary.isInterrupted = true
          return summary
        }
        if await !reader.gone.isEmpty { try await reader.gaps().forEach(Output.note) }
      }
      return summary
    }
  }

  private static func take(
    _ found: FoundDelivery,
    _ summary: inout Summary,
    _ take: (Found) throws -> Void
  ) throws {
    guard let node = found.delivery.payload?.node else {
      summary.left += 1
      return
    }
    summary.count += 1
    let origin = Origin(
      webhook: found.webhook,
      delivery: found.delivery.id,
      created: found.delivery.created
    )
    try take(Found(node: node, origin: origin))
  }

  private func read(
    _ bytes: [UInt8],
    _ path: String,
    _ progress: Progress,
    _ take: (Found) throws -> Void
  ) throws -> Summary {
    var summary = Summary()
    try PayloadFile.read(bytes, path: path) { content in
      switch content {
      case .delivery(let delivery, let line):
        guard let node = delivery.payload?.node else {
          summary.left += 1
          return
        }
        let origin = Origin(delivery: delivery.id, created: delivery.created, line: line)
        try take(Found(node: node, origin: origin))
      case .payload(let node, let line): try take(Found(node: node, origin: Origin(line: line)))
      }
      summary.count += 1
      progress.show(summary.count)
      try Task.checkCancellation()
    }
    return summary
  }
}

extension HookClient {
  /// The webhooks that a text means: all of an event, or one by its ID.
  /// - Throws: `Failure` if there are none.
  fileprivate func webhooks(named text: String) async throws -> [Webhook] {
    // A misspelt event may be the beginning of an ID, or an event that we do not know.
    let event = try? EventName.read(text)
    if let event, WebhookEvent.known.contains(event) {
      let found = try await webhooks { $0 == event }
      guard found.isEmpty else { return found }
      throw Failure(
        .notFound,
        "no webhook is subscribed to \(event.title)",
        hint: "see: hookconsole hooks"
      )
    }
    do {
      return [try await webhook(try await id(ofWebhook: text))]
    } catch let failure as Failure {
      let found = try await webhooks { $0.name == text }
      guard found.isEmpty else { return found }
      if event == nil { _ = try EventName.read(text) }
      throw failure
    }
  }

  private func webhooks(where isWanted: (WebhookEvent) -> Bool) async throws -> [Webhook] {
    try await Parallel.map(try await webhooks().map(\.id)) { id -> Webhook? in
      do {
        return try await self.webhook(id)
      } catch let error as APIError {
        // Deleted since it was listed.
        if case .notFound = error.kind { return nil }
        throw error
      }
    }.compactMap { $0 }.filter { isWanted($0.event) }
  }
}
