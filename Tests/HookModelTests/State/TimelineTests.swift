import HookTesting
import Testing
@testable import HookJSON
@testable import HookModel
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct TimelineTests {
  private let hook = RecordID("w")

  private func delivery(_ id: String, _ created: String? = nil, code: Int = 200) -> Delivery {
    Delivery(
      id: RecordID(id),
      name: "name of \(id)",
      attempts: 1,
      statusCode: code,
      taskStatus: .sent,
      created: created.flatMap(Timestamp.init)
    )
  }

  private func ids(_ timeline: Timeline, _ scope: Timeline.Scope = .all) -> [String] {
    (0..<timeline.count(in: scope)).compactMap {
      timeline.entry(at: $0, in: scope)?.delivery.id.description
    }
  }

  @Test("is ordered newest first") func isOrderedNewestFirst() {
    var timeline = Timeline()
    timeline.put(delivery("b", "2024-01-02"), of: hook, isHistory: false, now: 0)
    timeline.put(delivery("c", "2024-01-03T08:00:00Z"), of: hook, isHistory: false, now: 0)
    timeline.put(delivery("a", "2024-01-01T23:00:00Z"), of: hook, isHistory: false, now: 0)
    #expect(ids(timeline) == ["c", "b", "a"])
    #expect(timeline.position(of: RecordID("b")) == 1)
    #expect(timeline.position(of: RecordID("x")) == nil)
    #expect(timeline.entry(at: 3) == nil && timeline.entry(at: -1) == nil)
  }

  @Test("counts what is as new as a moment, or newer") func countsSince() {
    var timeline = Timeline()
    #expect(timeline.count(since: 0) == 0)
    for (id, second) in [("a", 10), ("b", 20), ("c", 20), ("d", 30)] {
      timeline.put(
        delivery(id, "2024-01-03T08:00:\(second)Z"),
        of: id == "d" ? RecordID("other") : hook,
        isHistory: false,
        now: 0
      )
    }
    let start = Timestamp("2024-01-03T08:00:00Z")?.seconds ?? 0
    let counts = [0.0, 10, 10.5, 20, 21, 30, 31].map { timeline.count(since: start + $0) }
    #expect(counts == [4, 4, 3, 3, 1, 1, 0])
    #expect(timeline.count(since: start + 20, in: .webhook(hook)) == 2)
    #expect(timeline.count(since: start, in: .webhook(RecordID("none"))) == 0)
  }

  /// Dates have no time of day, so the order in which the deliveries came decides.
  @Test("among equal times news comes before history") func amongEqualTimesNewsComesBeforeHistory()
  {
    var timeline = Timeline()
    for id in ["n1", "n2"] {
      timeline.put(delivery(id, "2024-01-01"), of: hook, isHistory: false, now: 0)
    }
    for id in ["h1", "h2"] {
      timeline.put(delivery(id, "2024-01-01"), of: hook, isHistory: true, now: 0)
    }
    #expect(ids(timeline) == ["n2", "n1", "h1", "h2"])
  }

  @Test("a delivery is there once and keeps its place") func aDeliveryIsThereOnceAndKeepsItsPlace()
  {
    var timeline = Timeline()
    timeline.put(delivery("a", "2024-01-01"), of: hook, isHistory: false, now: 0)
    timeline.put(delivery("b", "2024-01-01"), of: hook, isHistory: false, now: 0)
    let old = timeline.put(
      delivery("a", "2024-01-01", code: 500),
      of: hook,
      isHistory: true,
      now: 9
    )
    #expect(old?.delivery.statusCode == 200)
    #expect(ids(timeline) == ["b", "a"])
    #expect(timeline.entry(RecordID("a"))?.delivery.statusCode == 500)
  }

  @Test("a time that becomes known moves a delivery") func aTimeThatBecomesKnownMovesADelivery() {
    var timeline = Timeline()
    timeline.put(delivery("a"), of: hook, isHistory: false, now: 2e9)
    timeline.put(delivery("b", "2024-01-02"), of: hook, isHistory: false, now: 2e9)
    #expect(ids(timeline) == ["a", "b"])
    timeline.put(delivery("a", "2024-01-01"), of: hook, isHistory: false, now: 2e9)
    #expect(ids(timeline) == ["b", "a"])
    // What is not said again stays.
    timeline.put(delivery("a"), of: hook, isHistory: false, now: 2e9)
    #expect(ids(timeline) == ["b", "a"])
    #expect(timeline.entry(RecordID("a"))?.delivery.created == Timestamp("2024-01-01"))
  }

  @Test("a list that says little takes nothing back") func aListThatSaysLittleTakesNothingBack() {
    var timeline = Timeline()
    timeline.put(delivery("a", "2024-01-01", code: 410), of: hook, isHistory: false, now: 0)
    timeline.put(Delivery(listed: Item(id: RecordID("a"))), of: hook, isHistory: true, now: 0)
    let known = timeline.entry(RecordID("a"))?.delivery
    #expect(known?.statusCode == 410 && known?.taskStatus == .sent && known?.attempts == 1)
    #expect(known?.name == "name of a")
  }

  @Test("everything but the payload is kept") func everythingButThePayloadIsKept() throws {
    var timeline = Timeline()
    let whole = Delivery(
      id: RecordID("A1B2C3D4-0000-4000-8000-00000000ABCD"),
      name: "Zoë",
      url: "https://x.example",
      attempts: 3,
      statusCode: 99_999,
      taskStatus: .other("Parked"),
      statusMessage: "",
      created: Timestamp("2024-11-21T08:30:00.1234567"),
      payload: Payload(bytes: [0x31])
    )
    timeline.put(whole, of: hook, isHistory: false, now: 0)
    let entry = try #require(timeline.entry(at: 0, in: .webhook(hook)))
    let kept = entry.delivery
    #expect(entry.webhook == hook)
    #expect(kept.id == whole.id && kept.name == "Zoë" && kept.url == "https://x.example")
    #expect(kept.attempts == 3 && kept.statusCode == 99_999 && kept.statusMessage == "")
    #expect(kept.taskStatus == .other("Parked") && kept.created == whole.created)
    #expect(kept.payload == nil)
  }

  @Test("the oldest give way") func theOldestGiveWay() {
    var timeline = Timeline(limit: 2)
    for day in 1...4 {
      timeline.put(delivery("d\(day)", "2024-01-0\(day)"), of: hook, isHistory: false, now: 0)
    }
    let gone = timeline.trim()
    #expect(gone.map(\.delivery.id.description) == ["d1", "d2"])
    #expect(ids(timeline) == ["d4", "d3"])
    #expect(timeline.entry(RecordID("d1")) == nil)
    let more = timeline.trim()
    #expect(more.isEmpty)
  }

  /// Everything at once, against an array that is sorted at each question.
  @Test("agrees with a plain array", arguments: 0..<8)
  func agreesWithAPlainArray(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var timeline = Timeline(limit: 400)
    var plain = PlainTimeline(limit: 400)
    let hooks = (0..<3).map { RecordID("w\($0)") }
    var filter = DeliveryFilter()
    filter.codes = [.codes(.serverError)]
    filter.words = [TextNeedle("1")]
    let scopedFilter = ScopedFilter(filter: filter, scope: .all, webhooks: [hooks[0], hooks[1]])
    for round in 0..<1500 {
      let number = Int.random(in: 0..<700, using: &random)
      let delivery = Delivery(
        id: RecordID("d\(number)"),
        name: "n\(number)",
        attempts: 1,
        statusCode: [200, 500, 503, 0].randomElement(using: &random) ?? 0,
        taskStatus: .sent,
        created: number % 5 == 0
          ? nil : Timestamp(seconds: Double(Int.random(in: 0..<40, using: &random)))
      )
      let isHistory = Bool.random(using: &random)
      let hook = hooks[number % 3]
      let now = Double(Int.random(in: 0..<40, using: &random))
      let old = timeline.put(delivery, of: hook, isHistory: isHistory, now: now)
      #expect(
        plain.put(delivery, of: hook, isHistory: isHistory, now: now) == old?.delivery.statusCode
      )
      if round % 9 == 0 {
        let gone = timeline.trim().map(\.delivery.id)
        let wanted = plain.trim().map(\.id)
        #expect(gone == wanted)
      }
      // A filter is begun now and then, and goes on a few rows at a time.
      if round % 400 == 200 { timeline.filter(scopedFilter) }
      timeline.filterMore(rows: 1)
      if round % 400 == 399 {
        let gone = hooks[round % 3]
        timeline.remove(webhook: gone)
        plain.rows.removeAll { $0.webhook == gone }
      }
      guard round % 20 == 0 else { continue }
      let all = plain.sorted
      #expect(ids(timeline) == all.map(\.id.description))
      for hook in hooks {
        let own = all.filter { $0.webhook == hook }.map(\.id.description)
        #expect(ids(timeline, .webhook(hook)) == own)
      }
      if round > 200 {
        let wanted = all.filter {
          $0.webhook != hooks[2] && (500..<600).contains($0.code) && $0.id.description.contains("1")
        }
        let found = ids(timeline, .filtered)
        if timeline.isFiltering {
          #expect(found == wanted.prefix(found.count).map(\.id.description))
        } else {
          #expect(found == wanted.map(\.id.description))
        }
        for (location, row) in wanted.prefix(found.count).enumerated() {
          #expect(timeline.position(of: row.id, in: .filtered) == location)
        }
      }
    }
    timeline.filter(nil)
    #expect(timeline.count(in: .filtered) == 0)
  }
}

/// What a timeline should be, in the plainest way.
private struct PlainTimeline {
  struct Row {
    let id: RecordID
    let webhook: RecordID
    var code: Int
    var created: Timestamp?
    var moment: Double
    let sequence: Int
  }

  let limit: Int
  var rows: [Row] = []
  private var newest = 0
  private var oldest = 0

  init(limit: Int) {
    self.limit = limit
  }

  var sorted: [Row] {
    rows.sorted { ($0.moment, $0.sequence) > ($1.moment, $1.sequence) }
  }

  /// - Returns: the code that was known before.
  mutating func put(_ delivery: Delivery, of webhook: RecordID, isHistory: Bool, now: Double)
    -> Int?
  {
    if let location = rows.firstIndex(where: { $0.id == delivery.id }) {
      let old = rows[location]
      rows[location].code = delivery.statusCode
      if let created = delivery.created, created != old.created {
        rows[location].created = created
        rows[location].moment = created.seconds
      }
      return old.code
    }
    if isHistory { oldest -= 1 } else { newest += 1 }
    rows.append(
      Row(
        id: delivery.id,
        webhook: webhook,
        code: delivery.statusCode,
        created: delivery.created,
        moment: delivery.created?.seconds ?? now,
        sequence: isHistory ? oldest : newest
      )
    )
    return nil
  }

  mutating func trim() -> [Row] {
    let gone = Array(sorted.dropFirst(limit).reversed())
    rows.removeAll { row in gone.contains { $0.id == row.id } }
    return gone
  }
}
