import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// What each key of the table does.
@Suite(.timeLimit(.minutes(1))) struct EveryKeyTests {
  /// One command: the keys that are pressed before its own, and what holds after each of its own.
  private struct Row: Sendable {
    let command: String
    let before: [String]
    let prepare: @Sendable (inout Console) -> Void
    let holds: @Sendable (Console, [Effect]) -> Bool

    init(
      _ command: String,
      after before: String...,
      prepare: @escaping @Sendable (inout Console) -> Void = { _ in },
      _ holds: @escaping @Sendable (Console, [Effect]) -> Bool
    ) {
      self.command = command
      self.before = before
      self.prepare = prepare
      self.holds = holds
    }
  }

  private static let size = Size(rows: 40, columns: 120)

  private static func shows(_ text: String, _ console: Console) -> Bool {
    var console = console
    console.paint()
    return console.canvas.lines.contains { $0.contains(text) }
  }

  private static let moving: [Row] =
    [
      Row("move.down", after: "2") { console, _ in console.state.deliveries.cursor.row == 1 },
      Row("move.up", after: "2", "j") { console, _ in console.state.deliveries.cursor.row == 0 },
      Row("move.pageDown", after: "4") { console, _ in payloadRow(console) == 12 },
      Row("move.pageUp", after: "4", "G") { console, _ in payloadRow(console) == 0 },
      Row("move.first", after: "4", "G") { console, _ in payloadRow(console) == 0 },
      Row("move.last", after: "4") { console, _ in payloadRow(console) == 12 },
      Row("move.leave", after: "2") { console, _ in console.state.session.focus == .webhooks },
      Row("move.enter", after: "1") { console, _ in console.state.session.focus == .events },
      Row("focus.next", after: "1") { console, _ in console.state.session.focus == .events },
      Row("focus.previous", after: "2") { console, _ in console.state.session.focus == .webhooks },
      Row("open", after: "2") { console, _ in console.state.session.focus == .payload },
      Row("back", after: "2") { console, _ in console.state.session.focus == .webhooks },
      Row("close", prepare: Sample.openExchange) { console, _ in
        console.state.session.exchange == nil
      },
    ]
    + Pane.allCases.map { pane in
      Row("focus.\(pane.number)", after: pane == .webhooks ? "2" : "1") { console, _ in
        console.state.session.focus == pane
      }
    }

  private static func payloadRow(_ console: Console) -> Int? {
    console.state.payload.open?.cursor.row
  }

  private static let webhooks: [Row] = [
    Row("webhook.edit", after: "1", "j") { console, _ in shows("Change webhook", console) },
    Row("webhook.create", after: "1") { console, _ in shows("New webhook", console) },
    Row("webhook.delete", after: "1", "j") { console, effects in
      shows("Delete Employee Created → https://crm.example/hooks/1?", console) && effects.isEmpty
    },
    Row("webhook.toggle", after: "1", "j") { console, effects in
      guard case .api(.change(let change)) = effects.first else { return false }
      return change.kind == .deactivate && !change.after.active && console.state.webhooks.isChanging
    },
    Row(
      "webhook.undo",
      after: "1",
      prepare: { console in
        let webhook = Sample.webhook(1, "Employee_Created", count: 42)
        var after = webhook.draft
        after.active = false
        let change = WebhookChange(
          webhook: webhook.id,
          kind: .deactivate,
          before: webhook.draft,
          after: after
        )
        _ = console.take(.finished(.changed(change, webhook)))
      }
    ) { console, effects in
      effects.isEmpty
        && shows("Undo the last change of Employee Created → https://crm.example/hooks/1?", console)
    },
  ]

  private static let events: [Row] = [
    Row("follow", after: "2", "j") { console, _ in
      console.state.deliveries.isFollowing && console.state.deliveries.cursor.row == 0
    },
    Row("statistics", after: "1") { console, _ in shows("4 deliveries, 25% delivered", console) },
    Row("mark", after: "2", "j") { console, _ in
      console.state.deliveries.marks.count == 1 && console.state.deliveries.cursor.row == 2
    },
    Row("mark.range", after: "2", "Space", "G") { console, _ in
      console.state.deliveries.marks.count == 4
    },
    Row("mark.all", after: "2") { console, _ in console.state.deliveries.marks.count == 4 },
    Row("filter.failed", after: "2") { console, _ in
      console.state.deliveries.filter == "status:failed" && console.state.eventCount == 2
    },
    Row("sample", after: "1", "j") { _, effects in
      effects.contains { if case .api(.load(.sample)) = $0 { true } else { false } }
    },
    Row("send", after: "2", "j") { console, _ in
      shows("POST to https://crm.example/hooks/1", console)
    },
    Row("forward") { console, _ in shows("forward all webhooks to", console) },
    Row("history", after: "2", prepare: Sample.send) { console, _ in
      console.state.session.context == .exchanges
    },
    Row("section.1", prepare: Sample.openExchange) { console, _ in
      console.state.session.exchange?.section == .request
    },
    Row("section.2", after: "1", prepare: Sample.openExchange) { console, _ in
      console.state.session.exchange?.section == .response
    },
    Row("section.3", prepare: Sample.openExchange) { console, _ in
      console.state.session.exchange?.section == .timing
    },
    Row("section.next", prepare: Sample.openExchange) { console, _ in
      console.state.session.exchange?.section == .timing
    },
    Row("section.previous", prepare: Sample.openExchange) { console, _ in
      console.state.session.exchange?.section == .request
    },
    Row("fire", after: "1", "j") { _, effects in
      effects.contains { if case .api(.fire) = $0 { true } else { false } }
    },
    Row("filter", after: "1") { console, _ in shows("for example: code:5xx", console) },
    Row("search", after: "1") { console, _ in
      if case .prompt(let prompt) = console.state.session.overlay {
        prompt.label == "/"
      } else {
        false
      }
    },
    // The first and the last event are a payrun's.
    Row("search.next", after: "2", "/", "p", "a", "y", "r", "Enter") { console, _ in
      console.state.deliveries.cursor.row == 3
    },
    Row("search.previous", after: "2", "/", "p", "a", "y", "r", "Enter") { console, _ in
      console.state.deliveries.cursor.row == 3
    },
  ]

  private static let payload: [Row] = [
    Row("payload.toggle", after: "4") { console, _ in rows(console) == 1 },
    Row("payload.left", after: "4") { console, _ in rows(console) == 1 },
    Row("payload.right", after: "4") { console, _ in payloadRow(console) == 1 },
    Row("payload.foldAll", after: "4") { console, _ in (1..<13).contains(rows(console)) },
    Row("payload.unfoldAll", after: "4", "-") { console, _ in rows(console) == 13 },
    Row("payload.next", after: "4", "j", "j") { console, _ in payloadRow(console) == 3 },
    Row("payload.previous", after: "4", "j", "j", "j") { console, _ in payloadRow(console) == 2 },
    Row("payload.raw", after: "4") { console, _ in console.state.payload.open?.raw != nil },
    Row("payload.wrap", after: "4") { console, _ in console.state.payload.wraps },
    Row("payload.shape", after: "4") { console, _ in
      shows("Compare the shape of payloads with", console)
    },
    Row("payload.remember", after: "2") { console, _ in console.state.payload.remembered != nil },
    Row(
      "payload.compare",
      prepare: { console in
        Sample.press(&console, "2", "m", "j")
        Sample.load(&console)
      }
    ) { _, effects in
      if case .payload(.compare) = effects.first { true } else { false }
    },
    Row("payload.save", after: "2") { console, _ in shows("save to /", console) },
    Row("payload.page", after: "2") { _, effects in
      if case .terminal(.page(_, indented: true)) = effects.first { true } else { false }
    },
    Row("payload.edit", after: "2") { _, effects in
      if case .terminal(.edit(let request)) = effects.first { request.target == nil } else { false }
    },
    Row("copy", after: "4", "j", "j") { console, _ in
      shows("$[0].firstName", console) && shows("curl line", console)
    },
  ]

  private static func rows(_ console: Console) -> Int {
    console.state.payload.open?.rows?.count ?? 0
  }

  private static let general: [Row] = [
    Row("messages", after: "1", "Z") { console, _ in shows("Messages", console) },
    Row("zoom", after: "4") { console, _ in
      console.state.session.layout.inside(.payload).columns == 118
        && console.state.session.layout.frame(.events) == nil
    },
    Row("mask") { console, _ in console.state.session.isMasked && !shows("Zoë", console) },
    Row("mouse") { console, effects in
      guard case .terminal(.mouse(false)) = effects.first else { return false }
      return !console.state.session.isMouseOn
    },
    Row("redraw") { _, effects in
      if case .terminal(.repaint) = effects.first { true } else { false }
    },
    Row("refresh") { _, effects in if case .feed(.refresh) = effects.first { true } else { false }
    },
    Row("employer") { console, _ in
      console.state.session.overlay != nil || console.state.session.notice != nil
    },
    Row("palette") { console, _ in shows("one row down", console) && shows("Commands", console) },
    Row("help") { console, _ in shows("Enter runs", console) },
    Row("quit") { console, _ in console.state.session.isOver },
  ]

  private static let table = moving + webhooks + events + payload + general

  @Test("each key does what its row says", arguments: table.indices)
  func eachKey(_ index: Int) throws {
    let row = Self.table[index]
    let command = try #require(KeyTable.commands.first { $0.name == row.command })
    for key in command.keys {
      var console = Sample.console(size: Self.size)
      row.prepare(&console)
      for name in row.before {
        _ = console.take(.input(.key(try #require(Key(name: name)))))
      }
      // It is the key that makes it so.
      #expect(!row.holds(console, []), "\(row.command) before \(key.name)")
      let effects = console.take(.input(.key(key)))
      #expect(row.holds(console, effects), "\(row.command) after \(key.name)")
    }
  }

  @Test("no key of the table is left out")
  func isWhole() {
    #expect(Set(Self.table.map(\.command)) == Set(KeyTable.commands.map(\.name)))
  }

  @Test("every key of the table is known wherever it works")
  func eachContext() {
    for command in KeyTable.commands {
      for (pane, key) in command.contexts.flatMap({ pane in command.keys.map { (pane, $0) } }) {
        var console = Sample.console(size: Self.size)
        switch pane {
        case .exchange: Sample.openExchange(&console)
        case .exchanges:
          Sample.send(&console)
          Sample.press(&console, "H")
        default: Sample.press(&console, "\(pane.rawValue + 1)")
        }
        #expect(console.state.session.context == pane)
        _ = console.take(.input(.key(key)))
        let unknown = console.state.session.notice?.text.contains("does nothing here") == true
        #expect(!unknown, "\(key.name) in \(pane)")
        console.paint()
      }
    }
  }
}
