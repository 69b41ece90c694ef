@testable import ConsoleCore
import HookModel
import HookSandbox
import Testing

@testable import HookConsole

extension Scenarios {
  /// Creating, changing, deleting webhooks by keyboard.
  @Suite(.timeLimit(.minutes(1))) struct ChangingTests {
    @Test("a deactivates on the server; u names what it undoes before it does")
    func toggles() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("j")
        try await driver.wait { $0.state.selectedWebhook?.record != nil }
        let id = try #require(driver.state.selectedWebhook?.id)
        driver.press("a")
        try await driver.wait(for: "is inactive")
        #expect(try await driver.client.webhook(id).active == false)
        #expect(driver.screen.contains("○ Employee Created"))
        driver.press("u")
        #expect(driver.screen.contains("Undo the last change of Employee Created → http"))
        #expect(driver.screen.contains("back to: active"))
        driver.press("y")
        try await driver.wait(for: "is active")
        #expect(try await driver.client.webhook(id).active)
      }
    }

    @Test("c creates a webhook; a bad URL is said beside the field before anything is sent")
    func creates() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("c")
        #expect(driver.screen.contains("New webhook"))
        driver.press("Tab", "Enter")
        #expect(driver.screen.contains("the URL has no host"))
        driver.press("Up", "Enter")
        driver.type("payrun final")
        driver.press("Enter")
        driver.take(.input(.paste("https://new.example/hook")))
        driver.press("Enter")
        try await driver.wait(for: "created the webhook of")
        try await driver.wait(for: "https://new.example/hook")
        let webhooks = try await driver.client.webhooks()
        #expect(webhooks.count == 2)
        try await driver.wait { $0.state.selectedWebhook?.url == "https://new.example/hook" }
        #expect(driver.state.selectedWebhook?.event?.name == "Payrun_Finalised")
        try await driver.wait { $0.state.selectedWebhook?.record != nil }
        driver.press("u")
        let question = "Delete Payrun Finalised → https://new.example/hook, created here?"
        #expect(driver.screen.contains(question))
        driver.press("y")
        try await driver.wait(for: "was deleted")
        #expect(try await driver.client.webhooks().count == 1)
      }
    }

    @Test("e changes the URL and keeps the rest")
    func edits() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("j")
        try await driver.wait { $0.state.selectedWebhook?.record != nil }
        driver.press("e")
        driver.press("Ctrl-u")
        driver.type("https://moved.example/hook")
        driver.press("Enter")
        try await driver.wait(for: "was changed")
        let id = try #require(driver.state.selectedWebhook?.id)
        let webhook = try await driver.client.webhook(id)
        #expect(webhook.url == "https://moved.example/hook")
        #expect(webhook.event.name == "Employee_Created")
        #expect(webhook.active)
      }
    }

    @Test("a change made elsewhere meanwhile is not overwritten in silence")
    func changedElsewhere() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("j")
        try await driver.wait { $0.state.selectedWebhook?.record != nil }
        let seen = try #require(driver.state.selectedWebhook?.record)
        driver.press("e", "Ctrl-u")
        driver.type("https://mine.example/")
        var theirs = seen.draft
        theirs.url = "https://theirs.example/"
        _ = try await driver.client.update(seen, to: theirs)
        driver.press("Enter")
        try await driver.wait(for: "changed elsewhere")
        #expect(try await driver.client.webhook(seen.id).url == "https://theirs.example/")
        driver.press("Enter")
        try await driver.wait(for: "was changed")
        #expect(try await driver.client.webhook(seen.id).url == "https://mine.example/")
      }
    }

    @Test("d asks and names what it deletes; u creates it again with a new id")
    func deletes() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("j")
        try await driver.wait { $0.state.selectedWebhook?.record != nil }
        let url = try #require(driver.state.selectedWebhook?.url)
        driver.press("d")
        #expect(driver.screen.contains("Delete Employee Created → \(url)?"))
        driver.press("n")
        #expect(try await driver.client.webhooks().count == 1)
        driver.press("d", "y")
        try await driver.wait { $0.state.hooks.webhooks.isEmpty }
        #expect(try await driver.client.webhooks().isEmpty)
        driver.press("u")
        #expect(driver.screen.contains("Create Employee Created → \(url) again?"))
        driver.press("y")
        try await driver.wait(for: "again (ID")
        try await driver.wait { $0.state.hooks.webhooks.count == 1 }
        #expect(try await driver.client.webhooks().count == 1)
      }
    }

    @Test("what the server refuses is said in the form, which keeps what was typed")
    func refused() async throws {
      try await Scene.open { scene in
        let driver = scene.driver
        driver.press("c")
        driver.take(.input(.paste("https://late.example/")))
        await driver.sandbox.stop()
        driver.press("Enter")
        try await driver.wait { driver in
          guard case .form(let form) = driver.state.session.overlay else { return false }
          return form.problem != nil
        }
        #expect(driver.screen.contains("https://late.example/"))
        #expect(driver.screen.contains("New webhook"))
      }
    }
  }
}
