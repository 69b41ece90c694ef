@testable import ConsoleCore
import HookModel
import HookSandbox
import Testing

@testable import HookConsole

extension Scenarios {
  /// What comes in by itself.
  @Suite(.timeLimit(.minutes(1))) struct LiveTests {
    @Test("a delivery appears by itself, with its code and its payload as a tree")
    func appears() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"name":"Zoë Ellis","gross":1234.50}"#)
        try await driver.wait(for: #""gross": 1234.50"#)
        #expect(driver.screen.contains(#""name": "Zoë Ellis""#))
        #expect(driver.line(with: "×1")?.contains("200") == true)
        #expect(driver.screen.contains("● live"))
      }
    }

    @Test("a webhook whose endpoint answers 410 turns inactive and says why")
    func gone() async throws {
      try await Scene.open(["JobCompleted"], statuses: [410]) { scene in
        try await scene.fire("JobCompleted")
        try await scene.driver.wait(for: "○ Job Completed")
        try await scene.driver.wait(for: "410 at")
      }
    }

    @Test("a webhook made by somebody else appears without a restart")
    func madeElsewhere() async throws {
      try await Scene.open { scene in
        let draft = WebhookDraft(
          event: WebhookEvent(name: "Payrun_Finalised"),
          url: "https://erp.example/pay"
        )
        _ = try await scene.driver.client.create(draft)
        try await scene.driver.wait(for: "Payrun Finalised")
        try await scene.driver.wait(for: "erp.example/pay")
      }
    }

    @Test("the row that is read stays when others come in, and they are counted")
    func stays() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        for number in 1...3 { try await scene.fire("Employee_Created", data: #"{"n":\#(number)}"#) }
        driver.press("2", "j")
        let read = driver.state.deliveries.selected
        let top = driver.state.deliveries.cursor.row - driver.state.deliveries.cursor.top
        try await scene.fire("Employee_Created", data: #"{"n":4}"#)
        try await driver.wait(for: "1 new ↑")
        #expect(driver.state.deliveries.selected == read)
        #expect(driver.state.selectedEntry?.delivery.id == read)
        #expect(
          driver.state.deliveries.cursor.row - driver.state.deliveries.cursor.top == top || top == 1
        )
        driver.press("t")
        try await driver.wait(for: #""n": 4"#)
        #expect(driver.screen.contains("following"))
      }
    }

    @Test("a failed delivery is seen being tried again until it is sent")
    func retried() async throws {
      try await Scene.open(statuses: [500, 200], retries: [0.2]) { scene in
        try await scene.fire("Employee_Created")
        try await scene.driver.wait(for: "×2")
        #expect(scene.driver.line(with: "×2")?.contains("200") == true)
      }
    }

    @Test("a server that is gone is said, the last data stays, and its return is seen")
    func outage() async throws {
      var configuration = SandboxConfiguration()
      configuration.apiKey = "a key of the test"
      configuration.port = Ports.own()
      let first = try Sandbox.start(configuration)
      let driver = try await ConsoleDriver(first)
      let draft = WebhookDraft(event: WebhookEvent(name: "JobCompleted"), url: "https://a.example/")
      _ = try await driver.client.create(draft)
      try await driver.wait(for: "Job Completed")
      await first.stop()
      try await driver.wait(for: "⚠ stale since")
      // Which sentence it is depends on where the connection was cut: all name the server, but for what it
      // responds itself while it stops.
      let sentence = try #require(driver.lines.last)
      #expect(
        sentence.contains("127.0.0.1:\(first.port)") || sentence.contains("the server is stopping"),
        "\(sentence)"
      )
      #expect(driver.screen.contains("Job Completed"))
      let second = try Sandbox.start(configuration)
      try await driver.wait(for: "● live")
      await second.stop()
      await driver.stop()
    }

    @Test("at the last row older deliveries come, until all are there; the row that is read stays")
    func older() async throws {
      let sandbox = try Sandbox.start(SandboxConfiguration())
      let maker = try await ConsoleDriver(sandbox)
      let event = WebhookEvent(name: "JobCompleted")
      _ = try await maker.client.create(WebhookDraft(event: event, url: "http://127.0.0.1:1/"))
      for _ in 0..<50 { _ = try await maker.client.fire(event, data: nil) }
      await maker.feed.stop()
      // A second console finds the history there.
      var settings = ConsoleDriver.quick
      (settings.pageSize, settings.history) = (5, 20)
      let driver = try await ConsoleDriver(sandbox, settings: settings)
      try await driver.wait { $0.state.eventCount >= 20 }
      #expect(driver.state.eventCount < 40)
      driver.press("2")
      while driver.state.eventCount < 50 {
        let before = driver.state.eventCount
        driver.press("G")
        let read = driver.state.deliveries.selected
        try await driver.wait { $0.state.eventCount > before }
        #expect(driver.state.deliveries.selected == read)
        #expect(driver.state.selectedEntry?.delivery.id == read)
      }
      #expect(driver.state.eventCount == 50)
      #expect(driver.state.deliveries.newAbove == 0)
      await driver.stop()
    }
  }
}
