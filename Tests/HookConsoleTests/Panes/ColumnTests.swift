import HookModel
import HookSupport
import Testing
@testable import ConsoleCore

/// Nothing is cut beside blanks; what one scans for is whole where there is space.
@Suite(.timeLimit(.minutes(1))) struct ColumnTests {
  private func lines(_ console: Console) -> [String] {
    var console = console
    console.paint()
    return console.canvas.lines
  }

  /// A console with a delivery of each known event.
  private func console(_ size: Size) -> Console {
    var console = Sample.console(size: size)
    for (number, event) in WebhookEvent.known.enumerated() {
      let webhook = Webhook(
        id: RecordID("each-\(number)"),
        event: event,
        url: "https://crm.example/staffology/hooks/\(number)",
        active: true,
        eventCount: 1
      )
      let delivery = Sample.delivery(
        1000 + number,
        "\(event.title) · Zoë Ellis",
        code: 200,
        .sent,
        ago: -Double(number)
      )
      _ = console.take(
        .news(.list(console.state.hooks.webhooks.map { Item(id: $0.id) } + [Item(id: webhook.id)]))
      )
      _ = console.take(.news(.webhook(webhook)))
      _ = console.take(.news(.deliveries(webhook.id, [delivery], isHistory: false)))
    }
    return console
  }

  @Test("names are whole at 120 columns among all webhooks") func wholeNames() {
    var console = console(Size(rows: 40, columns: 120))
    Sample.press(&console, "2")
    let text = lines(console).joined(separator: "\n")
    let shown = WebhookEvent.known.suffix(12)
    for event in shown { #expect(text.contains("\(event.title) · Zoë Ellis"), "\(event.title)") }
  }

  @Test("at 80 columns with one webhook selected names are whole, without the event")
  func oneWebhook() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "1", "j", "j", "2")
    let text = lines(console).joined(separator: "\n")
    #expect(text.contains("Month 8") && text.contains("Month 7"))
    #expect(!text.contains("· Month 8"))
  }

  @Test("a long event keeps its beginning and its last word, and the person's name stays whole")
  func eventGivesWay() {
    let title = "Pension Member Deleted · Zoë Ellis"
    #expect(DeliveryTitle.fitted(title, columns: 40) == title)
    #expect(DeliveryTitle.fitted(title, columns: 24) == "Pen… Deleted · Zoë Ellis")
    #expect(DeliveryTitle.fitted("Employee Updated · Siân", columns: 20) == "Empl… Updated · Siân")
    // Created and Updated end alike: their words stay whole as long as they can.
    let ends = [18, 17, 16, 15, 14].map {
      DeliveryTitle.fitted("Employee Updated · Siân", columns: $0)
    }
    #expect(
      ends == [
        "Em… Updated · Siân", "E… Updated · Siân", "…Updated · Siân", "…Updated · Siân",
        "Emp…ted · Siân",
      ]
    )
    // Where there is no space for both, the name is what one looks for.
    #expect(DeliveryTitle.fitted(title, columns: 18) == "Zoë Ellis")
    #expect(DeliveryTitle.fitted(title, columns: 5) == "Zoë Ellis")
    for columns in 19...33 {
      let text = DeliveryTitle.fitted(title, columns: columns)
      #expect(text.hasSuffix(" · Zoë Ellis") && TerminalSafeText(text).columns <= columns)
    }
  }

  @Test(
    "texts are shortened in the middle, wide characters whole",
    arguments: [
      ("Pension Deleted", 15, "Pension Deleted"), ("Pension Member Deleted", 15, "Pension…Deleted"),
      ("Payrun State Changed", 14, "Payrun…hanged"), ("日本語日本語", 7, "日…本語"),
      ("日本語日本語", 4, "日…"), ("abc", 1, "…"), ("abc", 0, ""), ("abcdef", 2, "a…"),
    ]
  )
  func middle(_ text: String, _ columns: Int, _ wanted: String) {
    let cut = TerminalSafeText(text).cutMiddle(to: columns)
    #expect(cut == wanted)
    #expect(TerminalSafeText(cut).columns <= columns)
  }

  @Test(
    "a URL keeps its host and the end of its path",
    arguments: [
      ("https://crm.example/hooks/1", 30, "https://crm.example/hooks/1"),
      ("https://crm.example/hooks/1", 20, "crm.example/hooks/1"),
      ("https://crm.example/staffology/hooks/1", 20, "crm.example/…hooks/1"),
      ("https://crm.example/staffology/hooks/1", 12, "…ogy/hooks/1"),
      ("410 at 11:58", 8, "…t 11:58"),
    ]
  )
  func url(_ url: String, _ columns: Int, _ wanted: String) {
    #expect(URLText.fitted(url, columns: columns) == wanted)
  }

  @Test("forwarding takes a column and gives it back") func forwarding() throws {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    let before = lines(console)
    Sample.press(&console, "F")
    Sample.press(&console, "Ctrl-u")
    for character in "http://127.0.0.1:3000" {
      _ = console.take(.input(.key(.character(character))))
    }
    Sample.press(&console, "Enter")
    #expect(console.state.deliveries.forwarding.url != nil)
    func column(_ lines: [String]) -> String? { lines.first { $0.contains("FPS") } }
    #expect(column(lines(console)) != column(before))
    Sample.press(&console, "F", "Ctrl-u", "Enter")
    #expect(column(lines(console)) == column(before))
  }

  @Test("the moment of a delivery is the clock today, else day and clock")
  func times() {
    let text = lines(Sample.console(size: Size(rows: 40, columns: 120))).joined(separator: "\n")
    #expect(text.contains("│ 12:00:30      500"))
    #expect(text.contains("│ 23 Nov 11:01  ---"))
    #expect(
      TimeText(zone: .gmt, now: Sample.now).when(Timestamp(seconds: Sample.now - 90_000))
        == "on 23 Nov"
    )
    #expect(
      TimeText(zone: .gmt, now: Sample.now).when(Timestamp(seconds: Sample.now - 90)) == "at 11:59"
    )
  }
}
