import HookModel
import HookSandbox
import Testing
@testable import ConsoleCore
@testable import HookConsole

extension Scenarios {
  @Suite(.timeLimit(.minutes(1))) struct EmployerTests {
    private func state(_ employer: RecordID?, profiles: [String] = []) -> Console {
      let location = ConsoleState.Location(employer: "", server: "")
      var console = Console(
        state: ConsoleState(location: location, employer: employer, profiles: profiles)
      )
      _ = console.start(size: Size(rows: 24, columns: 80))
      return console
    }

    private let two = [
      Item(id: RecordID("1"), name: "Bluebird Bakery"), Item(id: RecordID("2"), name: "Harbour"),
    ]

    @Test("with no employer given, the employers are shown to choose from")
    func chooses() {
      var console = state(nil)
      _ = console.take(.finished(.employers(two)))
      console.paint()
      #expect(console.canvas.lines.joined().contains("Which employer?"))
      _ = console.take(.input(.key(.character("h"))))
      _ = console.take(.input(.key(.enter)))
      #expect(console.isOver)
      #expect(console.state.session.next == .employer(RecordID("2"), name: "Harbour"))
    }

    @Test("the only employer needs no choice")
    func one() {
      var console = state(nil)
      _ = console.take(.finished(.employers([two[0]])))
      #expect(console.state.session.next == .employer(RecordID("1"), name: "Bluebird Bakery"))
    }

    @Test("E goes to another employer or profile without leaving")
    func switches() {
      var console = state(RecordID("1"), profiles: ["live"])
      _ = console.take(.finished(.employers(two)))
      #expect(console.state.session.location.employer == "Bluebird Bakery")
      _ = console.take(.input(.key(.character("E"))))
      for shortcut in "live" { _ = console.take(.input(.key(.character(shortcut)))) }
      _ = console.take(.input(.key(.enter)))
      #expect(console.state.session.next == .profile("live"))
    }

    @Test("employers that cannot be had are said, and r tries again")
    func fails() {
      var console = state(nil)
      _ = console.take(.finished(.noEmployers(APIError(.unauthorised))))
      console.paint()
      #expect(console.canvas.lines.joined().contains("does not accept the API key"))
      let effects = console.take(.input(.key(.character("r"))))
      guard case .api(.employers)? = effects.first else {
        Issue.record("nothing is asked again")
        return
      }
    }
  }
}
