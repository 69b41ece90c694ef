import Foundation
import HookJSON
import HookServer
import HookSupport

/// Sets the demo's scene in the store: its webhooks, and what happened to them in the last day.
enum DemoStage {
  /// Makes what is missing. In a file that knew the demo before, its webhooks are pointed at the
  /// endpoint's new port, and stay as they were otherwise.
  static func prepare(
    _ database: Database,
    employers: [EmployerRecord],
    endpoint: String,
    seed: UInt64,
    now: Int64
  ) throws {
    var random = SplitMix64(seed: seed)
    var activity = DemoActivity(seed: seed ^ 0x7061_7374)
    var made: [(hook: DemoHook, record: WebhookRecord)] = []
    for (index, hook) in DemoHook.all.enumerated() where hook.employer < employers.count {
      let employer = employers[hook.employer].id
      let url = hook.path.map { endpoint + $0 } ?? DemoHook.deadEnd
      let id = random.uuid()
      let name = "demo.webhook.\(index)"
      if let known = try database.setting(name).flatMap({ UUID(text: $0) }) {
        guard let webhook = try database.webhook(known, of: employer) else { continue }
        try database.update(
          webhook.id,
          event: webhook.event,
          url: url,
          isActive: webhook.isActive
        )
      } else {
        try database.set(name, to: id.text)
        let webhook = try database.add(
          webhook: id,
          of: employer,
          event: hook.event,
          url: url,
          isActive: hook.isActive
        )
        made.append((hook, webhook))
      }
    }
    try addPast(of: made, to: database, &activity, &random, now: now)
  }

  /// The deliveries of all webhooks in the order of their times, which is also that of their rows.
  private static func addPast(
    of made: [(hook: DemoHook, record: WebhookRecord)],
    to database: Database,
    _ activity: inout DemoActivity,
    _ random: inout SplitMix64,
    now: Int64
  ) throws {
    let day: Int64 = 86_400_000
    var past: [(time: Int64, webhook: WebhookRecord, went: DemoPast)] = []
    for (hook, webhook) in made {
      // Spread over the day, each a little off its even time.
      let step = day / Int64(hook.past.count + 1)
      for (index, went) in hook.past.enumerated() {
        let wobble = Int64.random(in: -step / 3...step / 3, using: &random)
        past.append((now - day + step * Int64(index + 1) + wobble, webhook, went))
      }
    }
    for (time, webhook, went) in past.sorted(by: { $0.time < $1.time }) {
      let data = activity.data(of: webhook.event).bytes
      let name = DeliveryName.make(webhook.event, try JSONNode(data))
      let body = try database.add(body: data, users: 1)
      try database.add(
        delivery: .ordered(at: time),
        of: webhook,
        name: name,
        body: body,
        at: time
      )
      try database.settle(database.lastID, went)
      try database.count(webhook.id)
    }
  }
}

extension Database {
  /// A delivery of the demo's past has ended like this.
  fileprivate func settle(_ delivery: Int64, _ went: DemoPast) throws {
    let record = went.record
    try run(
      "UPDATE deliveries SET state = ?, attempts = ?, code = ?, message = ? WHERE id = ?",
      .int(record.state.rawValue),
      .int(Int64(record.attempts)),
      .int(Int64(record.code)),
      .text(record.message),
      .int(delivery)
    )
  }
}
