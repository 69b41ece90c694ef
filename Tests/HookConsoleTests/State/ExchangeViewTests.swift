import HookHTTP
import HookModel
import HookSignatures
import HookTesting
import Testing
@testable import ConsoleCore

/// The exchange view and the history, from each origin that an exchange can have.
@Suite(.timeLimit(.minutes(1))) struct ExchangeViewTests {
  /// How an exchange came to be on the screen.
  private struct Origin: Sendable, CustomStringConvertible {
    let description: String
    let open: @Sendable (inout Console) -> Void
  }

  private static let origins = [
    Origin(description: "sent") { Sample.openExchange(&$0) },
    Origin(description: "sent again from the history") { console in
      Sample.send(&console)
      Sample.press(&console, "H", "S")
      let effects = Sample.type("s", into: &console)
      guard case .endpoint(.post(let request)) = effects.first else { return }
      let response = PostResponse(Sample.exchange(404, ago: 1))
      _ = console.take(.finished(.posted(request, response)))
    },
    Origin(description: "forwarded") { console in
      let response = PostResponse(Sample.exchange(404))
      let (id, webhook) = (RecordID("delivery-1"), RecordID("webhook-1"))
      _ = console.take(.finished(.forwarded(id, of: webhook, response)))
      Sample.press(&console, "H", "Enter")
    },
    Origin(description: "attempt") { console in
      _ = receiveAttempts(&console)
      Sample.press(&console, "3", "Enter", "Enter")
    },
  ]

  private static let attempts = [(1, 500), (2, 0), (3, 404)].map { number, code in
    Attempt(number: number, exchange: Sample.exchange(code, ago: Double(40 - number)))
  }

  /// The newest delivery of the sample had three attempts.
  private static func receiveAttempts(_ console: inout Console) -> [Effect] {
    let effects = console.take(.news(.server(isSandbox: true)))
    _ = console.take(.finished(.attempts(RecordID("delivery-3"), attempts)))
    return effects
  }

  private func open(_ origin: Origin, rows: Int = 24, columns: Int = 80) -> Console {
    var console = Sample.console(size: Size(rows: rows, columns: columns))
    origin.open(&console)
    return console
  }

  @Test("response, timing and request of each origin, bodies as any payload", arguments: origins)
  private func view(_ origin: Origin) throws {
    var console = open(origin)
    #expect(console.state.session.exchange?.section == .response)
    var text = console.screen
    for part in [
      "POST http://127.0.0.1:3000/hooks", "[2 Response]", "HTTP/1.1 404", "session=••••; Path=/",
      "Body", #""code": "E17""#,
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("tell-nobody"))
    // Fold, search, whole value, raw, wrap.
    Sample.press(&console, "-")
    #expect(!console.screen.contains("E17"))
    Sample.press(&console, "+", "/")
    let effects = Sample.type("such person", into: &console)
    Sample.press(&console, "Enter")
    #expect(finish(effects, &console))
    #expect(console.state.session.exchange?.isInBody == true)
    #expect(console.screen.contains("$.error.text"))
    Sample.press(&console, "Enter")
    #expect(console.screen.contains("┌ $.error.text"))
    Sample.press(&console, "Esc", "v")
    #expect(console.screen.contains(#"{"error":{"code":"E17""#))
    Sample.press(&console, "v", "W")
    #expect(console.screen.contains("wrapped"))
    // The other sections.
    Sample.press(&console, "Tab")
    text = console.screen
    for part in ["[3 Timing]", "connect", "send", "wait", "receive", "34.5 ms", "█"] {
      #expect(text.contains(part), "\(part)")
    }
    Sample.press(&console, "1")
    text = console.screen
    for part in ["POST /hooks HTTP/1.1", "Basic ••••", #""gross": 1234.50"#] {
      #expect(text.contains(part), "\(part)")
    }
    Sample.press(&console, "Esc")
    #expect(console.state.session.exchange == nil)
  }

  /// Carries out a search beside the loop.
  private func finish(_ effects: [Effect], _ console: inout Console) -> Bool {
    for case .payload(.find(let job, let search)) in effects.reversed() {
      guard let matches = job.finish(isCancelled: { false }) else { continue }
      _ = console.take(.finished(.found(matches, search)))
      return true
    }
    return false
  }

  @Test("Enter on a secret reveals that one value, and hides it again") func reveal() {
    var console = open(Self.origins[0])
    Sample.press(&console, "1", "j", "j", "j")
    #expect(console.screen.contains("Enter reveal"))
    Sample.press(&console, "Enter")
    #expect(console.screen.contains("Basic c2VjcmV0"))
    Sample.press(&console, "2")
    #expect(!console.screen.contains("tell-nobody"))
    Sample.press(&console, "1", "Enter")
    #expect(!console.screen.contains("c2VjcmV0"))
    Sample.press(&console, "p", "Enter")
    #expect(!console.screen.contains("c2VjcmV0") && !console.screen.contains("Zoë"))
  }

  @Test("y copies the request as a curl line with a variable in place of the secret, and says so")
  func copy() {
    var console = open(Self.origins[0])
    Sample.press(&console, "y")
    #expect(console.screen.contains("needs $AUTHORIZATION"))
    let effects = Sample.press(&console, last: "c")
    guard case .terminal(.copy(let request)) = effects.first else {
      Issue.record("nothing is copied")
      return
    }
    #expect(request.text.hasPrefix("curl "))
    #expect(request.text.contains(#"-H "Authorization: $AUTHORIZATION""#))
    #expect(request.text.contains("1234.50") && !request.text.contains("c2VjcmV0"))
    #expect(request.title.contains("$AUTHORIZATION"))
    Sample.press(&console, "1", "j", "j", "y")
    let value = Sample.press(&console, last: "h")
    guard case .terminal(.copy(let copied)) = value.first else {
      Issue.record("nothing is copied")
      return
    }
    #expect(copied.text == "application/json")
  }

  @Test("y gives a secret header as it is shown: masked, until Enter reveals it")
  func copySecret() {
    var console = open(Self.origins[0])
    Sample.press(&console, "1")
    while console.state.session.exchange?.selectedHeader?.isNamed("Authorization") != true {
      Sample.press(&console, "j")
    }
    func copied() -> CopyRequest? {
      Sample.press(&console, "y")
      #expect(console.screen.contains("value of the header"))
      guard case .terminal(.copy(let request)) = Sample.press(&console, last: "h").first else {
        return nil
      }
      return request
    }
    #expect(!console.screen.contains("c2VjcmV0"))
    Sample.press(&console, "y")
    #expect(!console.screen.contains("c2VjcmV0"))
    Sample.press(&console, "Esc")
    let masked = copied()
    #expect(masked?.text.hasSuffix("••••") == true)
    #expect(masked?.title == "value of the header, masked")
    Sample.press(&console, "Enter")
    let whole = copied()
    #expect(whole?.text.contains("c2VjcmV0") == true && whole?.title == "value of the header")
  }

  @Test("w writes HAR without secrets, or with them; o pages it without") func save() {
    for (key, withSecrets) in [("h", false), ("s", true)] {
      var console = open(Self.origins[0])
      Sample.press(&console, "w", key)
      let effects = Sample.press(&console, last: "Enter")
      guard case .file(.saveHAR(let exchanges, let path, let secrets)) = effects.first else {
        Issue.record("nothing is written")
        return
      }
      #expect(exchanges.count == 1 && path.hasSuffix("/exchange-1.har") && secrets == withSecrets)
    }
    var console = open(Self.origins[0])
    let effects = Sample.press(&console, last: "o")
    guard case .terminal(.page(let shown, false)) = effects.first else {
      Issue.record("nothing is paged")
      return
    }
    #expect(shown.text.contains("> POST /hooks HTTP/1.1") && shown.text.contains("1234.50"))
    #expect(!shown.text.contains("c2VjcmV0") && !shown.text.contains("tell-nobody"))
  }

  @Test("the state of the signature is checked once, and its reason shown whole") func signature() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    let exchange = Sample.exchange(404, signed: true)
    let request = PostRequest(
      title: "a",
      url: exchange.request.url,
      body: .bytes([], delivery: nil)
    )
    let effects = console.take(.finished(.posted(request, PostResponse(exchange))))
    guard case .payload(.checkSignature(let record)) = effects.last else {
      Issue.record("the signature is not checked")
      return
    }
    Sample.press(&console, "1")
    #expect(console.screen.contains("checking…"))
    let reason = SignatureResult.bodyChanged(["a final newline was added"])
    _ = console.take(.finished(.signatureChecked(record.id, reason)))
    #expect(console.screen.contains("the body was changed: a final"))
    Sample.press(&console, "j", "j", "j", "j", "j", "j", "Enter")
    #expect(console.screen.contains("newline was added"))
    _ = console.take(.finished(.signatureChecked(record.id, nil)))
    Sample.press(&console, "Esc")
    #expect(console.screen.contains("not checked: the profile has no secrets"))
  }

  @Test("why nothing came is told, and in which phase") func failure() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.post(&console, Sample.exchange(0))
    #expect(console.screen.contains("connection refused, while connecting"))
    Sample.press(&console, "1")
    #expect(console.screen.contains("nothing was sent"))
    Sample.press(&console, "3")
    let rows = console.screen.split(separator: "\n")
    #expect(rows.contains { $0.contains("connection refused") })
    #expect(rows.contains { $0.contains("connect ") && $0.contains("█") })
    #expect(!rows.contains { $0.contains("receive") })
  }

  @Test("the history lists the newest first, filters, compares two and sends again")
  func history() {
    var console = Sample.console(size: Size(rows: 24, columns: 120))
    Sample.press(&console, "H")
    #expect(console.state.session.notice?.text.contains("nothing sent in this session") == true)
    for (code, ago) in [(200, 9.0), (500, 6), (404, 3)] {
      Sample.post(&console, Sample.exchange(code, ago: ago))
      Sample.press(&console, "Esc")
    }
    Sample.press(&console, "H")
    var rows = console.state.session.exchangeList?.shown ?? []
    #expect(rows == [3, 2, 1])
    #expect(console.screen.contains("404"))
    #expect(console.screen.contains("sent  127.0.0.1:3000/hooks  Employee Created · Zoë Ellis"))
    Sample.press(&console, "m", "j")
    let effects = Sample.press(&console, last: "M")
    guard case .payload(.compare(let old, let new)) = effects.first else {
      Issue.record("nothing is compared")
      return
    }
    // The older one is that which began first, whichever was remembered.
    #expect(old.payload?.node?["response"]?["status"]?.int == 500)
    #expect(new.payload?.node?["response"]?["status"]?.int == 404)
    let json = String(decoding: new.payload?.bytes ?? [], as: UTF8.self)
    #expect(json.contains("1234.50") && !json.contains("c2VjcmV0"))
    Sample.press(&console, "f", "2", "0", "0", "Enter")
    rows = console.state.session.exchangeList?.shown ?? []
    #expect(rows == [1])
    Sample.press(&console, "Esc")
    #expect(console.state.session.exchangeList?.shown.count == 3)
    Sample.press(&console, "p")
    #expect(!console.screen.contains("Zoë"))
    Sample.press(&console, "p", "Esc")
    #expect(console.state.session.views.isEmpty)
  }

  @Test(
    "the pane of response codes lists the attempts of a sandbox; Enter lists all, Enter opens one"
  )
  func attempts() {
    var console = Sample.console(size: Size(rows: 40, columns: 120))
    #expect(console.screen.contains("this server tells only the number of attempts"))
    let effects = Self.receiveAttempts(&console)
    #expect(
      effects.contains {
        if case .api(.attempts(RecordID("delivery-3"), _)) = $0 { true } else { false }
      }
    )
    #expect(!console.screen.contains("tells only"))
    #expect(console.screen.contains("3  12:00:23  404  35 ms"))
    #expect(console.screen.contains("2  12:00:22  ---  35 ms  connection refused"))
    // They are fetched once, and again when there is another.
    #expect(console.take(.tick).isEmpty)
    let news = Sample.delivery(
      3,
      "Payrun Finalised · Month 8",
      code: 200,
      .sent,
      ago: 30,
      attempts: 4
    )
    let again = console.take(.news(.deliveries(RecordID("webhook-2"), [news], isHistory: false)))
    #expect(again.contains { if case .api(.attempts) = $0 { true } else { false } })
    Sample.press(&console, "3", "Enter")
    #expect(console.state.session.exchangeList?.shown == [3, 2, 1])
    #expect(console.screen.contains("Attempts of Payrun Finalised · Month 8"))
    Sample.press(&console, "m", "j", "j")
    let compare = Sample.press(&console, last: "M")
    #expect(compare.contains { if case .payload(.compare) = $0 { true } else { false } })
    Sample.press(&console, "Enter")
    #expect(console.state.session.exchange?.record.number == 1)
    Sample.press(&console, "Esc", "Esc")
    #expect(console.state.session.focus == .codes && console.state.session.views.isEmpty)
    _ = console.take(.finished(.noAttempts(RecordID("delivery-3"), APIError(.notFound(nil)))))
    #expect(console.screen.contains("attempts: "))
  }

  @Test("a request's body of which only the beginning is kept is neither sent nor copied")
  func cutBody() {
    let whole = Sample.exchange(404)
    let cut = Exchange(
      request: whole.request,
      requestBodySize: 70_000,
      sentHead: whole.sentHead,
      response: whole.response,
      failure: nil,
      phases: whole.phases,
      remoteAddress: whole.remoteAddress,
      security: nil
    )
    for (exchange, isCut) in [(whole, false), (cut, true)] {
      var console = Sample.console(size: Size(rows: 24, columns: 80))
      _ = console.take(.news(.server(isSandbox: true)))
      let attempts = [Attempt(number: 1, exchange: exchange)]
      _ = console.take(.finished(.attempts(RecordID("delivery-3"), attempts)))
      Sample.press(&console, "3", "Enter", "Enter", "1")
      #expect(console.screen.contains("only the beginning is kept") == isCut)
      #expect(console.screen.contains("70 KB") == isCut)
      Sample.press(&console, "y")
      #expect(console.screen.contains("curl line") != isCut)
      Sample.press(&console, "Esc", "S")
      #expect(console.screen.contains("its body is not kept: send the delivery again") == isCut)
    }
  }

  @Test("memory is bounded: the oldest bodies go first, then the oldest exchanges")
  func memory() throws {
    var history = ExchangeHistory()
    let size = ExchangeHistory.maximumBodyBytes / 4
    for number in 1...6 {
      let exchange = try Exchange.sample(200, requestBody: [UInt8](repeating: 0x30, count: size))
      let record = history.add(exchange, .sent, title: "\(number)", delivery: nil)
      #expect(record.number == number)
    }
    #expect(history.records.map(\.hasBodies) == [false, false, true, true, true, true])
    #expect(history.record(1)?.exchange.request.body == nil)
    #expect(history.record(1)?.exchange.statusCode == 200)
    let small = try Exchange.sample(204)
    for number in 0..<(ExchangeHistory.maximumCount * 2) {
      _ = history.add(small, .forwarded, title: "", delivery: RecordID("d\(number)"))
    }
    #expect(history.records.count <= ExchangeHistory.maximumCount * 11 / 10)
    #expect(history.record(1) == nil)
    let last = try #require(history.records.last)
    #expect(history.record(last.number)?.number == last.number)
    #expect(history.forwarded(RecordID("d0")) == nil)
    #expect(history.forwarded(RecordID("d\(ExchangeHistory.maximumCount * 2 - 1)")) != nil)
  }

  @Test(
    "head and body share the space of any screen",
    arguments: [
      (10, 40), (16, 64), (24, 80), (40, 120), (80, 250),
    ]
  )
  func sizes(_ rows: Int, _ columns: Int) {
    var console = Sample.console(size: Size(rows: rows, columns: columns))
    Sample.openExchange(&console)
    let keys = ["G", "g", "PageDown", "z", "G", "z", "1", "G", "3", "G"]
    for key in keys {
      Sample.press(&console, key)
      let text = console.screen
      #expect(text.split(separator: "\n").count == rows)
      let view = console.state.session.exchange
      #expect((view?.cursor.row ?? 0) < max(1, view?.rows.count ?? 0))
      let canvas = console.painted
      let selected = (0..<rows).contains { row in
        (0..<columns).contains { canvas[row, $0].style.selected }
      }
      #expect(selected, "\(key)")
    }
  }
}

extension Console {
  fileprivate var painted: Canvas {
    var console = self
    console.paint()
    return console.canvas
  }
}
