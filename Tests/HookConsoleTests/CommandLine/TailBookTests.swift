@testable import ConsoleCore
import Foundation
import HookModel
import Testing
@testable import HookConsole
@testable import HookSupport

extension CommandLineTests {
  /// Which news `tail` tells.
  @Suite(.timeLimit(.minutes(1))) struct TailBookTests {
    private static let hook = RecordID("h")

    private static func delivery(
      _ id: String,
      at seconds: Double? = nil,
      attempts: Int = 1,
      code: Int = 200,
      status: TaskStatus = .sent
    ) -> Delivery {
      Delivery(
        id: RecordID(id),
        attempts: attempts,
        statusCode: code,
        taskStatus: status,
        created: seconds.map { Timestamp(seconds: $0) },
        payload: Payload(bytes: Array("[]".utf8))
      )
    }

    private static func webhook(_ id: RecordID = hook, last: Delivery? = nil) -> Webhook {
      var webhook = Webhook(
        id: id,
        event: WebhookEvent(name: "JobCompleted"),
        url: "",
        active: true
      )
      webhook.lastDelivery = last
      return webhook
    }

    /// What is told, as `id` of a new one and `id*` of a change, `id?` where the record is wanted.
    private func told(_ steps: [TailBook.Step]) -> [String] {
      steps.map { step in
        switch step {
        case .tell(let news): "\(news.delivery.id)\(news.isNew ? "" : "*")"
        case .look(let id, _): "\(id)?"
        }
      }
    }

    private func book(last: Delivery?) -> TailBook {
      var book = TailBook()
      _ = book.take(.list([Item(id: Self.hook)]))
      _ = book.take(.webhook(Self.webhook(last: last)))
      return book
    }

    @Test("what was there at the first look is not told, what comes after it is")
    func start() {
      var book = book(last: Self.delivery("b", at: 20))
      let history = [Self.delivery("b", at: 20), Self.delivery("a", at: 10)]
      #expect(told(book.take(.deliveries(Self.hook, history, isHistory: true))) == [])
      let news = [Self.delivery("c", at: 30), Self.delivery("d", at: 30)]
      #expect(told(book.take(.deliveries(Self.hook, news, isHistory: false))) == ["c", "d"])
      #expect(told(book.take(.deliveries(Self.hook, news, isHistory: false))) == [])
    }

    @Test("news that waited while the record came is not told behind it")
    func late() {
      var book = book(last: nil)
      let queued = Self.delivery("n", at: 30, attempts: 0, code: 0, status: .queued)
      let sent = Self.delivery("n", at: 30)
      let news = FeedNews.deliveries(Self.hook, [queued], isHistory: false)
      #expect(told(book.take(news)) == ["n"])
      _ = book.resolve(sent, of: Self.hook)
      var isShown = book.show(sent)
      #expect(isShown)
      #expect(told(book.take(news)) == [])
      #expect(told(book.take(.deliveries(Self.hook, [sent], isHistory: false))) == [])
      // Of a server that counts no attempts the order is not known, but the record is.
      let failed = Self.delivery("n", at: 30, code: 500, status: .failed)
      #expect(told(book.take(.deliveries(Self.hook, [failed], isHistory: false))) == ["n*"])
      isShown = book.show(sent)
      #expect(!isShown)
      isShown = book.show(failed)
      #expect(isShown)
    }

    @Test("of very many only the newest are remembered")
    func forgets() {
      var book = TailBook(mostSettled: 10)
      for number in 0..<1000 {
        let delivery = Self.delivery("n\(number)", at: Double(number))
        _ = book.resolve(delivery, of: Self.hook)
        let isShown = book.show(delivery)
        let isShownAgain = book.show(delivery)
        #expect(isShown && !isShownAgain)
      }
      #expect(book.count <= 20)
    }

    @Test("what came between the first look and the first page is told")
    func race() {
      var book = book(last: Self.delivery("b", at: 20))
      let page = [Self.delivery("c", at: 30), Self.delivery("b", at: 20)]
      #expect(told(book.take(.deliveries(Self.hook, page, isHistory: true))) == ["c"])
    }

    @Test("an old one that a later page brings is not taken for news")
    func oldestFirst() {
      var book = book(last: Self.delivery("z", at: 20))
      let page = [Self.delivery("a", at: 10), Self.delivery("n", at: 30)]
      #expect(told(book.take(.deliveries(Self.hook, page, isHistory: false))) == ["n"])
    }

    @Test("each change is told once, of old ones, too")
    func changes() {
      let queued = Self.delivery("a", at: 10, attempts: 1, code: 500, status: .queued)
      let sent = Self.delivery("a", at: 10, attempts: 2, code: 200, status: .sent)
      var book = book(last: queued)
      #expect(told(book.take(.deliveries(Self.hook, [queued], isHistory: true))) == [])
      #expect(told(book.take(.deliveries(Self.hook, [queued], isHistory: false))) == [])
      #expect(told(book.take(.deliveries(Self.hook, [sent], isHistory: false))) == ["a*"])
      #expect(told(book.take(.deliveries(Self.hook, [sent], isHistory: false))) == [])
      #expect(book.wasThere(RecordID("a")))
    }

    @Test(
      "what comes of a webhook that its list leaves out for a moment is told",
      arguments: [true, false]
    )
    func absence(_ tellsLast: Bool) {
      let old = Self.delivery("a", at: 10)
      var book = book(last: tellsLast ? old : nil)
      #expect(told(book.take(.deliveries(Self.hook, [old], isHistory: true))) == [])
      #expect(told(book.take(.deliveries(Self.hook, [], isHistory: true))) == [])
      _ = book.take(.list([]))
      _ = book.take(.list([Item(id: Self.hook)]))
      let all = [Self.delivery("b", at: 20), old]
      #expect(told(book.take(.deliveries(Self.hook, all, isHistory: true))) == ["b"])
    }

    @Test("of a webhook that is made meanwhile all is news")
    func newcomer() {
      var book = book(last: nil)
      let other = RecordID("o")
      _ = book.take(.list([Item(id: Self.hook), Item(id: other)]))
      #expect(!book.isReady)
      _ = book.take(.webhook(Self.webhook(other, last: Self.delivery("x", at: 5))))
      #expect(!book.isReady, "what comes before its history was told might be taken for history")
      for id in [Self.hook, other] { _ = book.take(.deliveries(id, [], isHistory: true)) }
      #expect(book.isReady)
      let page = [Self.delivery("x", at: 5)]
      #expect(told(book.take(.deliveries(other, page, isHistory: true))) == ["x"])
    }

    @Test("where a list says only that a delivery exists, its record is asked for")
    func barePage() {
      var book = book(last: Self.delivery("a", at: 10))
      let bare = [Delivery(id: RecordID("b")), Delivery(id: RecordID("c"))]
      #expect(told(book.take(.deliveries(Self.hook, bare, isHistory: false))) == ["b?", "c?"])
      #expect(told(book.take(.deliveries(Self.hook, bare, isHistory: false))) == [])
      let whole = Self.delivery("b", at: 20)
      #expect(book.resolve(whole, of: Self.hook)?.isNew == true)
      #expect(told(book.take(.deliveries(Self.hook, [whole], isHistory: false))) == [])
    }

    @Test("what is heard of a delivery whose record is awaited does not overtake it")
    func awaited() {
      var book = book(last: Self.delivery("a", at: 10))
      let bare = ["b", "c"].map { Delivery(listed: Item(id: RecordID($0))) }
      let looks = book.take(.deliveries(Self.hook, bare, isHistory: false))
      #expect(told(looks) == ["b?", "c?"])
      let sent = Self.delivery("c", at: 30)
      #expect(told(book.take(.deliveries(Self.hook, [sent], isHistory: false))) == [])
      // The record is older than what was heard: another look brings that, too.
      let queued = Self.delivery("c", at: 30, attempts: 0, code: 0, status: .queued)
      #expect(book.resolve(queued, of: Self.hook)?.isNew == true)
      let step = book.end(looks[1], queued)
      #expect(told([step].compactMap { $0 }) == ["c?"])
      #expect(book.resolve(sent, of: Self.hook)?.isNew == false)
      #expect(book.end(looks[1], sent) == nil)
      // From then on it is told as it comes.
      let again = Self.delivery("c", at: 30, attempts: 2)
      #expect(told(book.take(.deliveries(Self.hook, [again], isHistory: false))) == ["c*"])
    }

    @Test("in a list of ids alone, all but the mark is looked at, and the record tells what is new")
    func bareRace() {
      var book = book(last: Self.delivery("b", at: 20))
      let items = ["c", "b", "a"].map { Delivery(listed: Item(id: RecordID($0))) }
      #expect(told(book.take(.deliveries(Self.hook, items, isHistory: true))) == ["a?", "c?"])
      #expect(book.resolve(Self.delivery("a", at: 10), of: Self.hook) == nil)
      #expect(book.resolve(Self.delivery("c", at: 30), of: Self.hook)?.isNew == true)
    }

    @Test(
      "a batch is told by the times of its records, as it came where one has none",
      arguments: [
        ([30, 10, 20], ["b", "c", "a"]), ([10, 10, 10], ["a", "b", "c"]),
        ([30, nil, 20], ["a", "b", "c"]), ([20, 10, 10], ["b", "c", "a"]),
      ] as [([Double?], [String])]
    )
    func batch(_ times: [Double?], _ order: [String]) {
      let steps = zip(["a", "b", "c"], times).map { id, time -> TailBatch.Answered in
        let delivery = Self.delivery(id, at: time)
        let found = FoundDelivery(webhook: Self.hook, event: nil, delivery: delivery, source: nil)
        return id == "a"
          ? (.look(delivery.id, of: Self.hook), .found(found))
          : (.tell(TailBook.News(webhook: Self.hook, delivery: delivery, isNew: true)), nil)
      }
      #expect(TailBatch.ordered(steps).map(\.step.id.description) == order)
    }

    @Test("one state of a delivery is shown once; news in the history is told oldest first")
    func shown() {
      var book = book(last: Self.delivery("b", at: 20))
      let page = ["d", "c", "b"].map { Self.delivery($0, at: $0 == "b" ? 20 : 30) }
      #expect(told(book.take(.deliveries(Self.hook, page, isHistory: true))) == ["c", "d"])
      let states = [page[0], page[0], Self.delivery("d", attempts: 2)]
      var isShown: [Bool] = []
      for state in states { isShown.append(book.show(state)) }
      #expect(isShown == [true, false, true])
    }

    @Test("bare history is not told when its records come, though it came as news")
    func bareHistory() {
      var book = book(last: Self.delivery("b", at: 20))
      let bare = [Delivery(id: RecordID("b")), Delivery(id: RecordID("a"))]
      #expect(told(book.take(.deliveries(Self.hook, bare, isHistory: true))) == ["a?"])
      for old in [Self.delivery("b", at: 20), Self.delivery("a", at: 10)] {
        #expect(told(book.take(.deliveries(Self.hook, [old], isHistory: false))) == [])
      }
      #expect(book.resolve(Self.delivery("a", at: 10), of: Self.hook) == nil)
    }

    @Test("dates alone: what came with the history was there, the rest is news")
    func dates() {
      func dated(_ id: String) -> Delivery {
        var delivery = Self.delivery(id)
        delivery.created = Timestamp("2026-11-24")
        return delivery
      }
      var book = book(last: dated("b"))
      #expect(
        told(book.take(.deliveries(Self.hook, [dated("b"), dated("a")], isHistory: true))) == []
      )
      #expect(told(book.take(.deliveries(Self.hook, [dated("c")], isHistory: false))) == ["c"])
    }

    @Test("a run that goes on tells what lies past its mark")
    func goesOn() {
      let mark = TailMark(seconds: 20, ids: [RecordID("b"), RecordID("c")])
      var book = TailBook(start: [Self.hook: mark])
      _ = book.take(.list([Item(id: Self.hook)]))
      _ = book.take(.webhook(Self.webhook(last: Self.delivery("e", at: 30))))
      let page = [
        Self.delivery("e", at: 30), Self.delivery("c", at: 20), Self.delivery("b", at: 20),
        Self.delivery("a", at: 10),
      ]
      #expect(told(book.take(.deliveries(Self.hook, page, isHistory: true))) == ["e"])
    }

    @Test("a webhook that the last run did not know is new altogether")
    func unknownBefore() {
      var book = TailBook(start: [Self.hook: TailMark()])
      _ = book.take(.list([Item(id: Self.hook)]))
      _ = book.take(.webhook(Self.webhook(last: Self.delivery("a", at: 10))))
      let page = [Self.delivery("a", at: 10)]
      #expect(told(book.take(.deliveries(Self.hook, page, isHistory: true))) == ["a"])
    }
  }

  @Suite(.timeLimit(.minutes(1))) struct TailMarkTests {
    @Test(
      "what a mark covers",
      arguments: [
        ("a", 10.0, true), ("x", 9, true), ("x", 11, false), ("x", 10, nil), ("x", nil, nil),
        ("a", nil, true), ("a", 99, true),
      ] as [(String, Double?, Bool?)]
    )
    func covers(_ id: String, _ seconds: Double?, _ isCovered: Bool?) {
      let mark = TailMark(seconds: 10, ids: [RecordID("a")])
      let created = seconds.map { Timestamp(seconds: $0) }
      #expect(mark.covers(Delivery(id: RecordID(id), created: created)) == isCovered)
    }

    @Test(
      "a time without an offset is one of the person's zone, as on the screen",
      arguments: [
        ("2026-07-01T12:59:59", true), ("2026-07-01T13:00:00", false), ("2026-07-01T12:30Z", false),
        ("2026-07-01T11:59:59Z", true), ("2026-07-01", false), ("2026-06-30", true),
      ] as [(String, Bool)]
    )
    func since(_ created: String, _ isCovered: Bool) throws {
      let zone = try #require(TimeZone(identifier: "Europe/London"))
      let mark = TailMark(since: try DeliveryQuery.since("2026-07-01T13:00", now: 0, zone: zone))
      let delivery = Delivery(id: RecordID("a"), created: Timestamp(created))
      #expect(mark.covers(delivery) == isCovered)
    }

    @Test("it keeps the newest time and the last ids only")
    func passes() {
      var mark = TailMark()
      for number in 0..<1000 {
        mark.pass(
          Delivery(
            id: RecordID("\(number)"),
            created: Timestamp(seconds: Double(number == 999 ? 5 : number))
          )
        )
      }
      #expect(mark.seconds == 998)
      #expect(mark.ids.count == 200)
      #expect(mark.ids.last == RecordID("999"))
    }
  }
}
