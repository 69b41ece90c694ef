import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookSupport

/// What looks through all events does so in parts, between which keys are taken.
@Suite(.timeLimit(.minutes(1))) struct ManyEventsTests {
  private static let count = 50_000

  private func console() -> Console {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    let deliveries = (0..<Self.count).map { number in
      Delivery(
        id: RecordID("many-\(number)"),
        name: number == 3 ? "the wanted one" : "another",
        attempts: 1,
        statusCode: number % 1000 == 0 ? 503 : 200,
        taskStatus: .sent,
        created: Timestamp(seconds: Sample.now - 1e6 + Double(number))
      )
    }
    let webhook = RecordID("webhook-1")
    _ = console.take(.news(.deliveries(webhook, deliveries, isHistory: false)))
    Sample.press(&console, "2")
    return console
  }

  private func type(_ text: String, into console: inout Console) -> [Effect] {
    text.flatMap { console.take(.input(.key($0 == " " ? .space : .character($0)))) }
  }

  private func goesOn(_ effects: [Effect]) -> Bool {
    effects.contains { if case .goOn = $0 { true } else { false } }
  }

  @Test("a filter goes on until all is looked at") func aFilterGoesOnUntilAllIsLookedAt() {
    var console = console()
    Sample.press(&console, "f")
    var effects = type("code:503", into: &console)
    #expect(console.state.hooks.isFiltering)
    #expect(effects.count { goesOn([$0]) } == 1)
    var steps = 0
    repeat {
      effects = console.take(.goOn)
      steps += 1
    } while goesOn(effects)
    #expect(steps > 1 && !console.state.hooks.isFiltering)
    #expect(console.state.eventCount == Self.count / 1000)
  }

  @Test("a search goes on until it is found") func aSearchGoesOnUntilItIsFound() {
    var console = console()
    Sample.press(&console, "/")
    var effects = type("wanted", into: &console)
    #expect(console.state.session.notice == .done("searching for wanted…"))
    Sample.press(&console, "Enter")
    var steps = 0
    while goesOn(effects) || steps == 0 {
      effects = console.take(.goOn)
      steps += 1
    }
    #expect(steps > 1)
    #expect(console.state.selectedEntry?.delivery.name == "the wanted one")
    #expect(console.state.session.notice == nil)
  }

  @Test("another key ends the search") func anotherKeyEndsTheSearch() {
    var console = console()
    Sample.press(&console, "/")
    _ = type("nowhere", into: &console)
    Sample.press(&console, "Enter", "g")
    let effects = console.take(.goOn)
    #expect(!goesOn(effects))
    #expect(console.state.deliveries.cursor.row == 0)
  }
}
