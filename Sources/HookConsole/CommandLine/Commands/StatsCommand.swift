import ConsoleCore
import Foundation
import HookJSON
import HookModel
import HookSupport

extension Subcommand {
  static let stats = Subcommand(
    "stats",
    "count what became of deliveries: success rate, codes, attempts, failures, busiest hours",
    arguments: ["[ID…]"],
    example: "hookconsole stats --since 7d",
    notes: [
      "It counts the newest 1,000 deliveries of each webhook, unless --since or --limit says otherwise, and"
        + " says of how many.",
      "Staffology's API does not tell how long deliveries took.",
    ],
    options: [StatsOptions.limit.row, StatsOptions.since.row, .json] + Option.connection,
    signals: Signals.endings
  ) { invocation in
    try await InterruptibleWork.run { try await count(invocation) }
  }

  private static func count(_ invocation: Invocation) async throws {
    let limit = try invocation.value(StatsOptions.limit)
    let now = Date().timeIntervalSince1970
    let since = try invocation.value(StatsOptions.since).map {
      try DeliveryQuery.since($0, now: now, zone: .current)
    }
    let most = limit ?? (since == nil ? 1000 : .max)
    let client = try await invocation.client()
    var ids = try await client.ids(ofWebhooks: invocation.arguments) ?? []
    if invocation.arguments.isEmpty { ids = try await client.webhooks().map(\.id) }
    let progress = Progress("deliveries counted")
    defer { progress.end() }
    var counted = 0
    var all = DeliveryStatistics()
    var rows: [(webhook: Webhook, statistics: DeliveryStatistics)] = []
    for id in ids {
      let webhook = try await InterruptibleWork.next { try await client.webhook(id) }
      guard let webhook else { break }
      let reader = DeliveryReader(client, id, wantsRecords: false, wanted: most)
      var statistics = DeliveryStatistics()
      var merge = DeliveryMerge([reader])
      while statistics.total < most,
        let found = try await InterruptibleWork.next({ try await merge.next() })
      {
        if let since, let created = found.delivery.created, since.isAfter(created) { break }
        statistics.add(found.delivery)
        all.add(found.delivery)
        counted += 1
        progress.show(counted)
      }
      rows.append((webhook, statistics))
    }
    progress.end()
    if invocation.has(.json) {
      for row in rows { try JSONOutput.line(json(row.statistics, row.webhook).bytes) }
      try JSONOutput.line(json(all, nil).bytes)
      return try end(counted)
    }
    let times = TimeText(zone: .current, now: now)
    for row in rows where rows.count > 1 {
      try show(row.webhook.event.title, row.statistics, times)
      try Output.line("")
    }
    let title = rows.count == 1 ? rows[0].webhook.event.title : "All webhooks"
    try show(title, all, times)
    let span = all.first.map { ", since \(times.full(Timestamp(seconds: $0)))" } ?? ""
    Output.note("\(counted) deliveries counted\(span)")
    try end(counted)
  }

  /// - Throws: `Failure` if a person ended it before all were counted.
  private static func end(_ counted: Int) throws {
    guard Task.isCancelled else { return }
    throw Failure(.failed, "interrupted: only \(counted) deliveries were counted")
  }

  private static func show(_ title: String, _ statistics: DeliveryStatistics, _ times: TimeText)
    throws
  {
    let paint = Paint.standardOutput
    for line in StatisticsText.lines(title, statistics, times, columns: Output.columns) {
      try Output.line(
        line.map { paint.text(TerminalSafeText.sanitised($0.text), $0.role) }.joined()
      )
    }
  }

  private static func json(_ statistics: DeliveryStatistics, _ webhook: Webhook?) -> JSON {
    func counts(_ counts: [Int: Int]) -> JSON {
      .object(counts.sorted { $0.key < $1.key }.map { (String($0.key), .int($0.value)) })
    }
    let hours = statistics.hours.sorted { $0.key < $1.key }.map { hour, count -> JSON in
      [
        "hour": .string(Moment.text(seconds: Double(hour) * 3600)), "total": .int(count.total),
        "failed": .int(count.failed),
      ]
    }
    return [
      "webhookId": .text(webhook?.id.description), "webhookEvent": .text(webhook?.event.name),
      "total": .int(statistics.total), "delivered": .int(statistics.delivered),
      "pending": .int(statistics.pending), "attempts": .int(statistics.attempts),
      "successRate": statistics.successRate.map { .number(String($0)) } ?? .null,
      "codes": counts(statistics.byCode), "byAttempts": counts(statistics.byAttempts),
      "reasons": .object(
        statistics.reasons.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }
      ),
      "hours": .array(hours),
    ]
  }
}

/// The options of the command.
private enum StatsOptions {
  static let limit = TypedOption("limit", "N", "the maximum number per webhook, or all (1000)") {
    text in
    if text == "all" { return Int.max }
    guard let limit = Int(text), limit > 0 else {
      throw Failure.usage("--limit \(text) is not a number of deliveries", hint: "try: 20, or all")
    }
    return limit
  }
  static let since = TypedOption(
    "since",
    "TIME",
    "only newer ones: 2h, 2026-01-31, 2026-01-31T08:30"
  )
}
