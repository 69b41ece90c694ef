import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// The wheel scrolls; it never changes what is selected.
@Suite(.timeLimit(.minutes(1))) struct WheelTests {
  @Test("a row that is scrolled away stays selected") func aRowThatIsScrolledAwayStaysSelected() {
    var cursor = ListCursor()
    cursor.select(row: 2, count: 100, height: 10)
    cursor.scroll(by: 30, count: 100, height: 10)
    #expect(cursor.row == 2 && cursor.top == 30)
    // Neither another size nor rows that come in above bring it back; moving does.
    cursor.fit(count: 100, height: 5)
    #expect(cursor.row == 2 && cursor.top == 30)
    cursor.shift(to: 4, count: 102, height: 5)
    #expect(cursor.row == 4 && cursor.top == 32)
    cursor.scroll(by: 1000, count: 102, height: 5)
    #expect(cursor.row == 4 && cursor.top == 97)
    cursor.move(by: 1, count: 102, height: 5)
    #expect(cursor.row == 5 && cursor.top == 5)
    cursor.scroll(by: -1000, count: 102, height: 5)
    #expect(cursor.row == 5 && cursor.top == 0)
    // Nothing to scroll, and a list that is shorter now.
    cursor.scroll(by: 3, count: 3, height: 5)
    #expect(cursor.row == 2 && cursor.top == 0)
  }

  private func position(_ pane: Pane, _ console: Console) -> Position {
    let inside = console.state.session.layout.inside(pane)
    return Position(row: inside.row, column: inside.column + 2)
  }

  private func console() -> Console {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    let deliveries = (100..<140).map { number in
      Sample.delivery(number, "O\(number)", code: 200, .sent, ago: 200_000 + Double(number))
    }
    _ = console.take(.news(.deliveries(RecordID("webhook-1"), deliveries, isHistory: true)))
    return console
  }

  @Test("the panes", arguments: [Pane.webhooks, .events, .payload])
  func thePanes(_ pane: Pane) {
    var console = console()
    let id = console.state.deliveries.selected
    let webhook = console.state.selectedWebhook?.id
    let row = console.state.payload.open?.cursor.row
    for rows in [3, 3, 3, -3] {
      _ = console.take(.input(.wheel(position(pane, console), rows: rows)))
      console.paint()
    }
    #expect(console.state.deliveries.selected == id)
    #expect(console.state.selectedWebhook?.id == webhook)
    #expect(console.state.payload.open?.cursor.row == row)
    #expect(pane != .events || console.state.deliveries.cursor.top == 6)
  }

  @Test("what was scrolled to stays in place and is what a click selects")
  func whatWasScrolledToStaysInPlaceAndIsWhatAClickSelects() {
    var console = console()
    let id = console.state.deliveries.selected
    let events = position(.events, console)
    _ = console.take(.input(.wheel(events, rows: 10)))
    func first() -> RecordID? {
      console.state.entry(at: console.state.deliveries.cursor.top)?.delivery.id
    }
    let read = first()
    #expect(read != id)
    // A new delivery moves nothing, and the other is still the selected one.
    let new = Sample.delivery(9, "New", code: 200, .sent, ago: 1)
    _ = console.take(.news(.deliveries(RecordID("webhook-1"), [new], isHistory: false)))
    #expect(first() == read)
    #expect(console.state.deliveries.selected == id)
    _ = console.take(.input(.press(events)))
    #expect(console.state.deliveries.selected == read)
  }

  @Test("scrolled back to the top it follows again") func scrolledBackToTheTopItFollowsAgain() {
    var console = console()
    let events = position(.events, console)
    _ = console.take(.input(.wheel(events, rows: 3)))
    #expect(!console.state.deliveries.isFollowing)
    _ = console.take(.input(.wheel(events, rows: -3)))
    #expect(console.state.deliveries.isFollowing)
  }

  @Test("in a menu too") func inAMenuToo() {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, ":", "Down")
    for rows in [3, 300, -1, -3] {
      _ = console.take(.input(.wheel(Position(row: 10, column: 40), rows: rows)))
      console.paint()
    }
    guard case .menu(let menu) = console.state.session.overlay else {
      Issue.record("the menu is gone")
      return
    }
    let location = MenuLayout(menu, size: console.state.session.layout.size)
    #expect(menu.row == 1 && location.first == menu.visible.count - location.items.rows - 4)
  }
}
