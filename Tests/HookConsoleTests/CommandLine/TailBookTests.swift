import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// Which news `tail` tells.
  @Suite struct TailBookTests {
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
      var isPrinted = book.print(sent, of: Self.hook)
      #expect(isPrinted)
      #expect(told(book.take(news)) == [])
      #expect(told(book.take(.deliveries(Self.hook, [sent], isHistory: false))) == [])
      // Of a server that counts no attempts the order is not known, but the record is.
      let failed = Self.delivery("n", at: 30, code: 500, status: .failed)
      #expect(told(book.take(.deliveries(Self.hook, [failed], isHistory: false))) == ["n*"])
      isPrinted = book.print(sent, of: Self.hook)
      #expect(!isPrinted)
      isPrinted = book.print(failed, of: Self.hook)
      #expect(isPrinted)
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

    @Test("bare history is not told when its records come, though it came as news")
    func bareHistory() {
      var book = book(last: Self.delivery("b", at: 20))
      let bare = [Delivery(id: RecordID("b")), Delivery(id: RecordID("a"))]
      #expect(told(book.take(.deliveries(Self.hook, bare, isHistory: true))) == [])
      for old in [Self.delivery("b", at: 20), Self.delivery("a", at: 10)] {
        #expect(told(book.take(.deliveries(Self.hook, [old], isHistory: false))) == [])
      }
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

  @Suite struct TailMarkTests {
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

    @Test("the file brings back what was written, and holds nothing else")
    func file() throws {
      let folder = try World.folder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      func state(_ forward: String = "") -> TailState {
        TailState(server: "http://s", employer: "e", forward: forward, directory: "\(folder)/new")
      }
      var first = state()
      let isKnown = first.load()
      #expect(!isKnown)
      first.start(RecordID("quiet"), at: TailMark())
      let secret = Payload(bytes: Array("[\"secret\"]".utf8))
      first.pass(
        Delivery(
          id: RecordID("d"),
          name: "Zoë",
          created: Timestamp(seconds: 1_795_490_139.767),
          payload: secret
        ),
        of: RecordID("h")
      )
      try first.save()
      var second = state()
      let isKnownNow = second.load()
      #expect(isKnownNow)
      #expect(second.marks == first.marks)
      #expect(second.marks[RecordID("h")]?.seconds == 1_795_490_139.767)
      var other = state("http://127.0.0.1:1")
      let isOtherKnown = other.load()
      #expect(!isOtherKnown)
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/new")
      #expect(files.count == 1)
      let path = "\(folder)/new/\(files[0])"
      let text = String(
        decoding: FileManager.default.contents(atPath: path) ?? Data(),
        as: UTF8.self
      )
      #expect(!text.contains("secret") && !text.contains("Zoë"))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
    }
  }

  @Suite struct TailProgressTests {
    @Test("the mark passes nothing that is still open before")
    func order() {
      var progress = TailProgress()
      let hook = RecordID("h")
      for id in ["a", "b", "c"] { progress.begin(Delivery(id: RecordID(id)), of: hook) }
      progress.begin(Delivery(id: RecordID("x")), of: RecordID("other"))
      #expect(progress.finish(RecordID("b"), of: hook).isEmpty)
      #expect(progress.finish(RecordID("x"), of: RecordID("other")).count == 1)
      #expect(progress.finish(RecordID("a"), of: hook).map(\.id.description) == ["a", "b"])
      #expect(progress.open == 1)
      #expect(progress.finish(RecordID("a"), of: hook).isEmpty)
      #expect(progress.finish(RecordID("c"), of: hook).map(\.id.description) == ["c"])
      #expect(progress.open == 0)
    }

    @Test("what several webhooks missed is told by time, each webhook in its own order")
    func merged() {
      func found(_ id: String, _ seconds: Double?) -> FoundDelivery {
        let created = seconds.map { Timestamp(seconds: $0) }
        let delivery = Delivery(id: RecordID(id), created: created)
        return FoundDelivery(webhook: RecordID("h"), event: nil, delivery: delivery, source: nil)
      }
      let lists = [[found("a", 1), found("c", 3)], [found("b", 2), found("d", 4)], []]
      #expect(TailHistory.merged(lists).map(\.delivery.id.description) == ["a", "b", "c", "d"])
    }
  }
}
