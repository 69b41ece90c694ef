import Foundation
import HookJSON
import HookModel
import HookSandbox
import Testing
@testable import ConsoleCore
@testable import HookCapture
@testable import HookConsole

extension Scenarios {
  /// Samples, sending from here, raising events, forwarding.
  @Suite(.timeLimit(.minutes(1))) struct SendingTests {
    @Test("s shows the sample of the webhook's event until Esc")
    func sample() async throws {
      try await Scene.open(["Payrun_Finalised"]) { scene in
        let driver = scene.driver
        driver.press("j", "s")
        try await driver.wait(for: "Sample of Payrun Finalised")
        try await driver.wait(for: "taxYear")
        driver.press("Esc")
        #expect(!driver.screen.contains("Sample of"))
      }
    }

    @Test("S d posts the delivery again, byte for byte, and shows the answer")
    func again() async throws {
      try await Scene.open(statuses: [200, 418]) { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{ "gross" : 1234.50 }"#)
        driver.press("2", "S", "d")
        try await driver.wait(for: "[2 Response]")
        #expect(driver.screen.contains("418"))
        let requests = await scene.receiver.next(2)
        #expect(requests[0].body == requests[1].body)
        #expect(String(decoding: requests[1].body, as: UTF8.self) == #"[{ "gross" : 1234.50 }]"#)
        #expect(requests[1].header("Authorization") == nil)
        driver.press("Esc")
        #expect(!driver.screen.contains("[2 Response]"))
      }
    }

    @Test("S goes to the forwarding URL once there is one, and to the webhook's own by a key")
    func target() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"n":0}"#)
        let local = try Receiver.start(ReceiverConfiguration())
        driver.press("F", "Ctrl-u")
        driver.type(local.url)
        driver.press("Enter", "2", "S")
        #expect(driver.screen.contains("POST to \(local.url)"))
        driver.press("d")
        try await driver.wait(for: "[2 Response]")
        #expect(await local.next(1).count == 1)
        driver.press("Esc", "S", "w")
        #expect(driver.screen.contains("POST to \(scene.receiver.url)/Employee_Created"))
        driver.press("d")
        try await driver.wait(for: "[2 Response]")
        #expect(await scene.receiver.next(2).count == 2)
        #expect(local.requests.count == 1)
        await local.stop()
      }
    }

    @Test("an edited text is kept until an endpoint accepts it")
    func edited() async throws {
      try await Scene.open(statuses: [200, 500, 204]) { scene in
        let driver = scene.driver
        try await scene.fire("Employee_Created", data: #"{"gross":1234.50}"#)
        try await driver.wait(for: "1234.50")
        driver.press("2", "S", "e")
        guard case .edit(let request)? = driver.terminal.last else {
          Issue.record("no editor was opened")
          return
        }
        let text = Array("[\n  {\n    \"gross\": 99.10\n  }\n]\n".utf8)
        driver.take(.finished(.edited(EditedText(request, text))))
        driver.press("s")
        try await driver.wait(for: "[2 Response]")
        #expect(driver.screen.contains("not accepted: the edited text is kept"))
        driver.press("Esc", "S", "k", "s")
        try await driver.wait { $0.state.deliveries.edited == nil }
        let bodies = await scene.receiver.next(3).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.dropFirst() == [#"[{"gross":99.10}]"#, #"[{"gross":99.10}]"#])
      }
    }

    @Test("marked deliveries are sent once each, the oldest first, and saved for send --file")
    func marked() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        for number in 1...5 {
          try await scene.fire("Employee_Created", data: #"{"n":\#(number)}"#)
        }
        try await driver.wait { $0.state.eventCount == 5 }
        let local = try Receiver.start(ReceiverConfiguration())
        driver.press("2", "*", "S", "u", "Ctrl-u")
        driver.type(local.url)
        driver.press("Enter")
        try await driver.wait(for: "5 of 5 accepted by \(local.url)")
        let bodies = await local.next(5).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == (1...5).map { #"[{"n":\#($0)}]"# })
        driver.press("c")
        let path = FileManager.default.temporaryDirectory
          .appendingPathComponent("marked-\(UUID()).json").path
        driver.press("w", "Ctrl-u")
        driver.type(path)
        driver.press("Enter")
        try await driver.wait(for: "saved to")
        let saved = try JSONNode(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        #expect(
          saved.children.compactMap { $0["payload"]?.children.first?["n"]?.int } == [1, 2, 3, 4, 5]
        )
        try FileManager.default.removeItem(atPath: path)
        await local.stop()
      }
    }

    @Test("x fires an event in the sandbox")
    func fires() async throws {
      try await Scene.open { scene in
        scene.driver.press("j", "x")
        try await scene.driver.wait(for: "fired Employee Created: 1 delivery")
        _ = await scene.receiver.next(1)
        try await scene.driver.wait(for: "×1")
      }
    }

    @Test("F posts new deliveries on; what a local endpoint missed can be sent when it is back")
    func forwards() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        var configuration = ReceiverConfiguration()
        configuration.port = Ports.own()
        let local = try Receiver.start(configuration)
        // From its first delivery on, all that a webhook sends is news.
        try await scene.fire("Employee_Created", data: #"{"n":0}"#)
        driver.press("F")
        for _ in 0..<30 { driver.press("Backspace") }
        #expect(driver.state.session.overlay == nil)
        driver.press("F", "Ctrl-u")
        driver.type(local.url)
        driver.press("Enter")
        try await driver.wait(for: "as they appear")
        try await scene.fire("Employee_Created", data: #"{"n":1}"#)
        let first = await local.next(1)
        try await driver.wait(for: "→200")
        driver.press("2", "H")
        #expect(driver.screen.contains("200"))
        driver.press("Enter")
        #expect(driver.screen.contains("POST \(local.url)"))
        driver.press("Tab", "Tab")
        #expect(driver.screen.contains("[1 Request]") && driver.screen.contains(#""n": 1"#))
        driver.press("Esc", "Esc")
        #expect(String(decoding: first[0].body, as: UTF8.self) == #"[{"n":1}]"#)
        await local.stop()
        try await scene.fire("Employee_Created", data: #"{"n":2}"#)
        try await driver.wait(for: "1 missed")
        let back = try Receiver.start(configuration)
        driver.press("F", "Enter", "m")
        let missed = await back.next(1)
        #expect(String(decoding: missed[0].body, as: UTF8.self) == #"[{"n":2}]"#)
        try await driver.wait(for: "is back")
        await back.stop()
      }
    }
  }
}
