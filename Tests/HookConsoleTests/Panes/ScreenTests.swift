import HookJSON
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct ScreenTests {
  @Test(
    "the four panes",
    arguments: [
      Size(rows: 24, columns: 80), Size(rows: 40, columns: 120), Size(rows: 50, columns: 200),
      Size(rows: 80, columns: 250),
    ]
  )
  func panes(_ size: Size) throws {
    try ScreenFile.check(Sample.console(size: size), "panes-\(size.columns)x\(size.rows)")
  }

  @Test("one pane at a time on a tiny screen")
  func tiny() throws {
    var console = Sample.console(size: Size(rows: 10, columns: 40))
    try ScreenFile.check(console, "tiny-webhooks")
    Sample.press(&console, "2")
    try ScreenFile.check(console, "tiny-events")
    Sample.press(&console, "4")
    try ScreenFile.check(console, "tiny-payload")
  }

  @Test("the form of a webhook")
  func form() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "c", "Tab", "Enter")
    try ScreenFile.check(console, "form")
  }

  @Test(
    "the help, in one column and in two",
    arguments: [
      Size(rows: 24, columns: 80), Size(rows: 40, columns: 120),
    ]
  )
  func help(_ size: Size) throws {
    var console = Sample.console(size: size)
    Sample.press(&console, "?")
    try ScreenFile.check(console, "help-\(size.columns)x\(size.rows)")
  }

  @Test("the palette: names, and their keys at the right")
  func palette() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", ":", "f", "o", "l", "d")
    try ScreenFile.check(console, "palette")
  }

  @Test("an exchange, section by section")
  func exchange() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.openExchange(&console)
    try ScreenFile.check(console, "exchange-response")
    Sample.press(&console, "1", "j", "j", "j")
    try ScreenFile.check(console, "exchange-request")
    Sample.press(&console, "3")
    try ScreenFile.check(console, "exchange-timing")
  }

  @Test("what was sent and forwarded")
  func history() throws {
    var console = Sample.console(size: Size(rows: 16, columns: 100))
    for (code, ago) in [(200, 90_000.0), (500, 60), (0, 30), (404, 3)] {
      Sample.post(&console, Sample.exchange(code, ago: ago))
      Sample.press(&console, "Esc")
    }
    Sample.press(&console, "H", "m", "j")
    try ScreenFile.check(console, "history")
  }

  @Test("two payloads compared")
  func comparison() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.compare(&console)
    try ScreenFile.check(console, "comparison")
    Sample.press(&console, "Tab")
    try ScreenFile.check(console, "comparison-list")
  }

  @Test("a failing server and an inactive webhook")
  func problems() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "G")
    let problem = FeedProblem(message: "127.0.0.1:8410 refused the connection", since: Sample.now)
    _ = console.take(.news(.health(.failing(problem))))
    try ScreenFile.check(console, "problems")
  }

  @Test("every size from 1×1 on is drawn, whatever is open over the panes")
  func everySize() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    for overlay in ["", "?", "c", "y", ":", "/"] {
      if !overlay.isEmpty { Sample.press(&console, overlay) }
      for rows in [1, 2, 3, 5, 8, 15, 16, 17, 24, 80] {
        for columns in [1, 2, 3, 7, 20, 63, 64, 80, 250] {
          console.resize(Size(rows: rows, columns: columns))
          let isShown = console.paint()
          #expect(isShown, "what has another size is shown again")
          #expect(console.canvas.size == Size(rows: rows, columns: columns))
        }
      }
      Sample.press(&console, "Esc")
    }
  }

  @Test("hostile text is shown and not obeyed; columns stay aligned")
  func hostile() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    // Of one webhook, so that the names are not cut behind the event.
    Sample.press(&console, "j")
    let names = [
      "\u{1B}[2J\u{1B}]0;x\u{07}", "a\u{202E}b", "日本語日本語", "👩‍👩‍👧 e\u{301}", "\r\nx\u{0}\u{9B}1m",
    ]
    for (number, name) in names.enumerated() {
      let delivery = Sample.delivery(100 + number, name, code: 200, .sent, ago: -Double(number))
      _ = console.take(.news(.deliveries(RecordID("webhook-1"), [delivery], isHistory: false)))
    }
    console.paint()
    let text = String(console.canvas.cells.map(\.text))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
    #expect(!text.unicodeScalars.contains { $0.properties.isBidiControl || $0.value == 0x200D })
    #expect(text.contains("^["))
    #expect(text.contains("<202E>"))
    for row in 9..<16 {
      #expect(console.canvas[row, 0].text == "│")
      #expect(console.canvas[row, 43].text == "│")
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct PanePartsTests {
  @Test("the mouse focuses and selects")
  func mouse() {
    var console = Sample.console(size: Size(rows: 40, columns: 120))
    let events = console.state.session.layout.inside(.events)
    _ = console.take(.input(.press(Position(row: events.row + 2, column: events.column + 3))))
    #expect(console.state.session.focus == .events)
    #expect(console.state.deliveries.cursor.row == 2)
    let payload = console.state.session.layout.inside(.payload)
    _ = console.take(.input(.press(Position(row: payload.row, column: payload.column))))
    #expect(console.state.session.focus == .payload)
  }

  @Test("an old 410 is no reason once something was delivered after it")
  func reason() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    let id = RecordID("webhook-3")
    #expect(console.state.inactiveReason(id)?.hasPrefix("410 at") == true)
    let later = Sample.delivery(9, "Job Completed · P32", code: 200, .sent, ago: 10)
    _ = console.take(.news(.deliveries(id, [later], isHistory: false)))
    #expect(console.state.inactiveReason(id) == nil)
  }
}
