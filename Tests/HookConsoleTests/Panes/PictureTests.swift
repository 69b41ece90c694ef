import HookHTTP
import HookModel
import HookSignatures
import HookSupport
import HookTesting
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// The pictures of the documentation, made from screens.
@Suite(.timeLimit(.minutes(1))) struct PictureTests {
  @Test("the console") func console() throws {
    for size in [Size(rows: 40, columns: 120), Size(rows: 24, columns: 80)] {
      var console = Sample.console(size: size)
      Sample.press(&console, "2")
      try Picture.check(
        console,
        "console-\(size.columns)x\(size.rows)",
        "The console: webhooks, events, response codes and a payload"
      )
    }
  }

  @Test("an exchange, and why its signature is wrong") func exchange() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 100))
    let exchange = Sample.exchange(404, signed: true)
    Sample.post(&console, exchange)
    try Picture.check(
      console,
      "exchange",
      "One exchange: the response with its headers and its body"
    )
    let id = ExchangeRecord.ID.session(1)
    let reason = SignatureResult.bodyChanged(["a final newline was added"])
    _ = console.take(.finished(.signatureChecked(id, reason)))
    Sample.press(&console, "1", "j", "j", "j", "j", "j", "j")
    try Picture.check(console, "signature", "A request, and why its signature is wrong")
  }

  @Test("two payloads compared") func comparison() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 100))
    Sample.compare(&console)
    try Picture.check(console, "compare", "Two payloads compared as one tree")
  }

  @Test("the help") func help() throws {
    var console = Sample.console(size: Size(rows: 40, columns: 120))
    Sample.press(&console, "?")
    try Picture.check(console, "help", "The help, grouped by subject")
  }

  @Test("a capture") func capture() throws {
    var console = Console(
      state: ConsoleState(
        location: ConsoleState.Location(employer: "Capture", server: "http://127.0.0.1:8411"),
        employer: RecordID("capture"),
        isCapture: true,
        zone: .gmt,
        clock: { Sample.now }
      )
    )
    _ = console.start(size: Size(rows: 24, columns: 100))
    let rows: [(String, String, String?, Int, Double)] = [
      ("POST /github", "issues opened", "signature right", 200, 8),
      ("POST /stripe", "invoice.paid", "the secret is right, but the body was changed", 200, 21),
      ("POST /staffology/people", "Zoë Ellis", nil, 503, 40),
    ]
    let webhooks = rows.enumerated().map { number, row in
      Webhook(
        id: RecordID("source-\(number)"),
        event: WebhookEvent(name: row.0),
        url: "http://127.0.0.1:8411/x",
        active: true,
        eventCount: 12 * (number + 1)
      )
    }
    _ = console.take(.news(.health(.live)))
    _ = console.take(.news(.list(webhooks.map { Item(id: $0.id) })))
    for (number, row) in rows.enumerated().reversed() {
      _ = console.take(.news(.webhook(webhooks[number])))
      let delivery = Delivery(
        id: RecordID("request-\(number)"),
        name: row.1,
        attempts: 1,
        statusCode: row.3,
        taskStatus: row.3 < 400 ? .sent : .failed,
        statusMessage: row.2,
        created: Timestamp(seconds: Sample.now - row.4)
      )
      _ = console.take(.news(.deliveries(webhooks[number].id, [delivery], isHistory: false)))
    }
    Sample.load(
      &console,
      #"{"action":"opened","issue":{"number":7,"title":"It went quiet"},"labels":[]}"#
    )
    try Picture.check(console, "capture", "A capture: sources, requests, the response and a body")
  }

  @Test("the report of a bulk send") func report() throws {
    var report = BulkRun.Report()
    (report.sent, report.succeeded, report.seconds) = (1200, 1197, 24)
    report.codes = [200: 1197, 500: 2, 0: 1]
    report.failures = ["timed out after 30 s (response)": 1]
    report.firstFailed = [
      (RecordID("3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"), "500"),
      (RecordID("5b1d2f7a-0c4e-4f60-8a2b-91f3d7c6e402"), "timed out after 30 s"),
      (RecordID("c72e6f19-3a8d-4b95-b1e0-2d4f8a7c5310"), "500"),
    ]
    for number in 0..<1200 { report.latencies.add(0.004 + Double(number % 37) * 0.000_9) }
    let lines =
      ["$ hookconsole send --file failed.json --each --rate 50/s"]
      + BulkText.lines(report, of: 1200)
    var canvas = Canvas(size: Size(rows: lines.count + 1, columns: 90))
    for (row, line) in lines.enumerated() {
      let style = Style(role: row == 0 ? .faint : .plain)
      canvas.put(line, style, at: Position(row: row, column: 1), in: canvas.bounds)
    }
    try Picture.check(canvas, "load-report", "The report of a bulk send: codes, failures, latency")
  }
}
