import Foundation
import HookModel
import HookSandbox
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookJSON

extension Scenarios {
  /// Filter, search, palette, help, masks, copy: finding things and taking them along.
  @Suite(.timeLimit(.minutes(1))) struct FindingTests {
    @Test("f narrows the events by code; what cannot be read is said; nothing typed shows all")
    func filters() async throws {
      try await Scene.open(statuses: [200, 503, 200]) { scene in
        let driver = scene.driver
        for number in 1...3 { try await scene.fire("Employee_Created", data: #"{"n":\#(number)}"#) }
        driver.press("2", "f")
        driver.type("code:5xx")
        driver.press("Enter")
        #expect(driver.screen.contains("only code:5xx"))
        #expect(driver.state.eventCount == 1)
        #expect(driver.state.selectedEntry?.delivery.statusCode == 503)
        driver.press("f", "Ctrl-u")
        driver.type("code:abc")
        #expect(driver.screen.contains("abc"))
        #expect(driver.state.session.notice?.isProblem == true)
        driver.press("Ctrl-u", "Enter")
        #expect(driver.state.eventCount == 3)
      }
    }

    @Test("a filter is kept up to date as deliveries come")
    func filterIsLive() async throws {
      try await Scene.open(statuses: [200, 503]) { scene in
        let driver = scene.driver
        driver.press("2", "f")
        driver.type("code:5xx")
        driver.press("Enter")
        try await scene.fire("Employee_Created")
        #expect(driver.state.eventCount == 0)
        try await scene.fire("Employee_Created")
        #expect(driver.state.eventCount == 1)
      }
    }

    @Test("/ goes to the webhook that holds the text, n to the next, round the end")
    func searches() async throws {
      let events = ["Employee_Created", "Payrun_Finalised", "Employee_Updated"]
      try await Scene.open(events) { scene in
        let driver = scene.driver
        driver.press("/")
        driver.type("employee")
        driver.press("Enter")
        let first = driver.state.selectedWebhook?.title
        driver.press("n")
        let second = driver.state.selectedWebhook?.title
        driver.press("n")
        #expect(Set([first, second]) == ["Employee Created", "Employee Updated"])
        #expect(driver.state.selectedWebhook?.title == first)
        driver.press("N")
        #expect(driver.state.selectedWebhook?.title == second)
        driver.press("/")
        driver.type("nothing like it")
        #expect(driver.screen.contains("not found: nothing like it"))
      }
    }

    @Test("/ in the payload finds keys and values, also in folds; n and N go round")
    func searchesPayload() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        let data = #"{"name":"Ellis","a":{"deep":"ellis"},"Ellis-key":3}"#
        try await scene.fire("Employee_Created", data: data)
        try await driver.wait(for: "Ellis-key")
        driver.press("4", "-", "/")
        driver.type("ellis")
        try await driver.wait(for: "of 3 found")
        driver.press("Enter")
        var rows: Set<Int> = []
        for _ in 0..<3 {
          driver.press("n")
          rows.insert(driver.state.payload.open?.selectedValue ?? -1)
        }
        #expect(rows.count == 3)
        #expect(driver.screen.contains(#""deep": "ellis""#))
        driver.press("/")
        driver.type("re:^[0-9]$")
        try await driver.wait(for: "1 of 1 found")
        driver.press("Ctrl-u")
        driver.type("nowhere")
        try await driver.wait(for: "not in this payload: nowhere")
      }
    }

    @Test("m remembers a payload, M shows what differs in another")
    func compares() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"gross":1200.00,"note":"leaver"}"#)
        try await driver.wait(for: "1200.00")
        driver.press("2", "m")
        try await scene.fire("Employee_Created", data: #"{"gross":1234.50,"town":"Leeds"}"#)
        driver.press("g")
        try await driver.wait(for: "1234.50")
        driver.press("M")
        try await driver.wait(for: "3 differences")
        // The newer payload as a tree: what was removed stands where it was.
        for line in [
          #"~       "gross": 1200.00 → 1234.50"#, #"+       "town": "Leeds""#,
          #"-       "note": "leaver""#,
        ] {
          #expect(driver.line(with: line) != nil, "\(line)")
        }
        #expect(driver.state.session.overlay?.comparison?.cursor.row == 2)
        driver.press("n")
        #expect(driver.screen.contains("$[0].town"))
        driver.press("n", "n", "N")
        #expect(driver.screen.contains("$[0].note"))
        driver.press("Tab")
        #expect(driver.line(with: "~ $[0].gross")?.contains("1200.00") == true)
        #expect(driver.line(with: "+ $[0].town")?.contains(#""Leeds""#) == true)
        #expect(driver.line(with: "- $[0].note")?.contains(#""leaver""#) == true)
        driver.press("Tab", "Esc")
        #expect(driver.state.session.overlay == nil)
      }
    }

    @Test(": carries out a command that is chosen by typing a part of its name")
    func palette() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("j", ":")
        driver.type("fire")
        driver.press("Enter")
        try await driver.wait(for: "fired Employee Created")
      }
    }

    @Test("? lists the keys and is narrowed by typing")
    func help() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("?")
        #expect(driver.screen.contains("one row down"))
        driver.type("undo")
        driver.press("Ctrl-u")
        driver.type("undo the last")
        #expect(driver.screen.contains("undo the last change"))
        #expect(!driver.screen.contains("one row down"))
        driver.press("Esc")
        #expect(driver.state.session.overlay == nil)
      }
    }

    @Test("w says the whole path of the file, before and after")
    func saves() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        let folder = try World.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await scene.fire("Employee_Created", data: #"{"n":1}"#)
        driver.press("2")
        try await driver.wait { $0.state.payloadIsMissing == nil }
        driver.press("w")
        #expect(driver.screen.contains("save to \(driver.state.session.folder)/employee-created-"))
        driver.press("Ctrl-u")
        driver.type("\(folder)/./a.json")
        driver.press("Enter")
        try await driver.wait(for: "saved to \(folder)/a.json, 9 bytes")
        #expect(
          FileManager.default.contents(atPath: "\(folder)/a.json") == Data(#"[{"n":1}]"#.utf8)
        )
        // An existing file stays.
        driver.press("w", "Ctrl-u")
        driver.type("\(folder)/a.json")
        driver.press("Enter")
        try await driver.wait(for: "not saved, this file exists already: \(folder)/a.json")
      }
    }

    @Test("p hides the values, on the screen and in what is copied")
    func masks() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"name":"Zoë Ellis","gross":1234.50}"#)
        try await driver.wait(for: "1234.50")
        driver.press("4", "p")
        #expect(!driver.screen.contains("Zoë"))
        #expect(!driver.screen.contains("1234.50"))
        #expect(driver.screen.contains(#""gross": "<number>""#))
        driver.press("y", "a")
        guard case .copy(let request)? = driver.terminal.last else {
          Issue.record("nothing was copied")
          return
        }
        #expect(request.text == #"[{"name":"•••","gross":"<number>"}]"#)
      }
    }

    @Test("y copies the value, its path, the payload and a curl line")
    func yanks() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"name":"Zoë's","gross":1234.50}"#)
        try await driver.wait(for: "1234.50")
        driver.press("4", "j", "j")
        let wanted = [
          "v": "Zoë's", "k": "name", "p": "$[0].name", "j": "/0/name",
          "a": #"[{"name":"Zoë's","gross":1234.50}]"#,
        ]
        for (shortcut, text) in wanted {
          driver.press("y", shortcut)
          guard case .copy(let copied)? = driver.terminal.last else {
            Issue.record("nothing was copied by \(shortcut)")
            continue
          }
          #expect(copied.text == text)
        }
        driver.press("y", "c")
        guard case .copy(let line)? = driver.terminal.last else { return }
        #expect(line.text.hasPrefix("curl -X POST"))
        #expect(line.text.contains(#"'[{"name":"Zoë'\''s","gross":1234.50}]'"#))
      }
    }

    @Test("a search without an end holds up nothing, and ends when it is told to")
    func endlessSearch() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"name":"first"}"#)
        try await driver.wait(for: "\"first\"")
        // The engine tries each of the ways to part it, of which there are 2 to the power of 1,999.
        let text = Payload(bytes: String(repeating: "a", count: 2000).utf8)
        let pattern = try JSONPattern(regularExpression: "(a+)+b")
        let search = PayloadSearch(query: "a", source: driver.state.payload.open?.source)
        // As many as a small machine has processors, and one more.
        for _ in 0..<3 {
          _ = driver.runner.run(
            .payload(.find(.text(TextSearch(for: pattern, in: text)), search))
          )
        }
        try await scene.fire("Employee_Created", data: #"{"name":"second"}"#)
        driver.press("2", "g")
        try await driver.wait(for: "\"second\"")
        _ = driver.runner.run(.payload(.stopFinding))
        await driver.runner.idle()
      }
    }
  }
}
