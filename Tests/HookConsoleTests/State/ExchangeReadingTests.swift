import HookHTTP
import HookModel
import HookTesting
import Testing
@testable import ConsoleCore

/// What the exchange view makes of what came.
@Suite(.timeLimit(.minutes(1))) struct ExchangeReadingTests {
  @Test("a body is shown as people read it, and copied as it came") func readable() throws {
    var console = Sample.console(size: Size(rows: 30, columns: 100))
    let form = try Exchange.sample(
      200,
      body: [0, 1, 2, 0xFF],
      requestBody: Array("a=b+c".utf8),
      requestHeaders: ["Content-Type": "application/x-www-form-urlencoded"]
    )
    Sample.post(&console, form)
    #expect(console.screen.contains("00 01 02 ff") && console.screen.contains("hex"))
    Sample.press(&console, "1")
    #expect(console.screen.contains(#""a": "b c""#) && console.screen.contains("form"))
    Sample.press(&console, "G", "y")
    guard case .terminal(.copy(let whole)) = Sample.press(&console, last: "a").first else {
      Issue.record("nothing is copied")
      return
    }
    #expect(whole.text == "a=b+c")
  }

  @Test(
    "only what seems to be JSON is said not to be JSON",
    arguments: [("received", false), ("{\"a\":", true), ("\u{1}\0", false), ("[1]", false)]
  )
  func problem(_ body: String, _ isProblem: Bool) throws {
    var console = Sample.console(size: Size(rows: 30, columns: 100))
    Sample.post(&console, try Exchange.sample(200, body: Array(body.utf8)))
    #expect(console.screen.contains("not JSON: line 1") == isProblem)
  }

  @Test("of a request that came here the connection is not said to be ours") func captured() throws
  {
    let record = ExchangeRecord(
      number: 1,
      origin: .captured,
      title: "",
      delivery: RecordID("d"),
      exchange: try Exchange.sample(200),
      isAttempt: true
    )
    let rows = ExchangeHead.rows(record, .timing, nil)
    let facts = rows.compactMap { if case .fact(let name, _) = $0 { name } else { nil } }
    #expect(facts.contains("received at") && !facts.contains("connected to"))
  }

  @Test("a signature is not checked where only the beginning of the body was kept") func cut()
    throws
  {
    let whole = try Exchange.sample(
      200,
      requestBody: Array("[1]".utf8),
      requestHeaders: ["webhook-id": "a", "webhook-timestamp": "1", "webhook-signature": "v1,x"]
    )
    let cut = whole.cut(of: 100_000)
    func state(_ exchange: Exchange) -> SignatureState? {
      ExchangeView(
        ExchangeRecord(number: 1, origin: .attempt, title: "", delivery: nil, exchange: exchange)
      ).signature
    }
    #expect(state(whole) == .unchecked && state(cut) == .cut)
  }
}
