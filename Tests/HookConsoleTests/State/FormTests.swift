import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// The form of a webhook and what it asks; undo.
@Suite(.timeLimit(.minutes(1))) struct FormTests {
  private func console() -> Console { Sample.console(size: Size(rows: 24, columns: 80)) }

  private func form(_ console: Console) -> HookForm? {
    if case .form(let form) = console.state.session.overlay { form } else { nil }
  }

  private func title(_ console: Console) -> String? {
    if case .menu(let menu) = console.state.session.overlay { menu.title } else { nil }
  }

  @Test("enter in the event field opens the list and sends nothing")
  func enterInTheEventFieldOpensTheListAndSendsNothing() {
    var console = console()
    Sample.press(&console, "c")
    #expect(form(console)?.field == .event)
    #expect(Sample.type("Enter", into: &console).isEmpty)
    #expect(title(console) == "Event")
    // Esc leads back, with nothing changed.
    Sample.press(&console, "Esc")
    #expect(form(console)?.draft.event.name == WebhookEvent.known[0].name)
    Sample.press(&console, "Enter")
    Sample.type("job comp", into: &console)
    Sample.press(&console, "Enter")
    #expect(form(console)?.draft.event.title == "Job Completed")
    #expect(form(console)?.field == .url && form(console)?.urlProblem == nil)
  }

  @Test(
    "a host without a domain is asked about",
    arguments: [
      ("pay", true), ("pay:8080/x", true), ("localhost:3000", false), ("127.0.0.1", false),
      ("[::1]:80/", false), ("pay.example", false), ("hooks.localhost", false),
    ]
  )
  func aHostWithoutADomainIsAskedAbout(_ host: String, _ isAsked: Bool) {
    for (answer, isSent) in [("n", false), ("y", true)] {
      var console = console()
      Sample.press(&console, "c", "Tab")
      Sample.type(host, into: &console)
      let effects = Sample.type("Enter", into: &console)
      #expect(effects.isEmpty == isAsked)
      #expect((title(console)?.contains("is not a full host name") == true) == isAsked)
      guard isAsked else { continue }
      let after = Sample.type(answer, into: &console)
      #expect(after.isEmpty != isSent)
      #expect(form(console)?.draft.url == "https://\(host)")
    }
  }

  @Test("esc does not throw away what was typed") func escDoesNotThrowAwayWhatWasTyped() {
    var console = console()
    Sample.press(&console, "c", "Esc")
    #expect(console.state.session.overlay == nil)
    Sample.press(&console, "c", "Tab", "x", "Esc")
    #expect(title(console) == "Discard the new webhook?")
    for key in ["n", "Esc", "Enter"] {
      Sample.press(&console, key)
      #expect(form(console)?.draft.url == "https://x")
      Sample.press(&console, "Esc")
    }
    Sample.press(&console, "y")
    #expect(console.state.session.overlay == nil)
  }

  @Test("a form that is opened during a change stays open")
  func aFormThatIsOpenedDuringAChangeStaysOpen() {
    var console = console()
    Sample.press(&console, "1", "j", "a", "c", "Tab")
    Sample.type("new.example", into: &console)
    // Sent too early, it says so.
    #expect(Sample.type("Enter", into: &console).isEmpty)
    #expect(form(console)?.problem?.contains("the last change is still on its way") == true)
    let webhook = Sample.webhook(1, "Employee_Created", count: 42)
    let change = WebhookChange(
      webhook: webhook.id,
      kind: .deactivate,
      before: webhook.draft,
      after: webhook.draft
    )
    _ = console.take(.finished(.changed(change, webhook)))
    #expect(form(console)?.draft.url == "https://new.example")
    let effects = Sample.type("Enter", into: &console)
    #expect(effects.contains { if case .api(.create) = $0 { true } else { false } })
  }

  @Test("undo names the webhook it is about") func undoNamesTheWebhookItIsAbout() {
    var console = console()
    let seen = Sample.webhook(1, "Employee_Created", count: 42)
    var after = seen.draft
    after.url = "https://other.example/"
    let change = WebhookChange(webhook: seen.id, kind: .edit, before: seen.draft, after: after)
    _ = console.take(.finished(.changed(change, seen)))
    // The webhook under the cursor is another one.
    Sample.press(&console, "1", "j", "j")
    #expect(Sample.type("u", into: &console).isEmpty)
    #expect(
      title(console) == "Undo the last change of Employee Created → https://other.example/?"
    )
    #expect(Sample.type("Enter", into: &console).isEmpty, "Enter keeps things as they are")
    Sample.press(&console, "u")
    let effects = Sample.type("y", into: &console)
    guard case .api(.change(let undo)) = effects.first else {
      Issue.record("nothing is undone")
      return
    }
    #expect(undo.webhook == seen.id && undo.after == seen.draft)
  }

  @Test("undo after a create offers to delete that webhook")
  func undoAfterACreateOffersToDeleteThatWebhook() {
    var console = console()
    let draft = WebhookDraft(event: WebhookEvent(name: "JobCompleted"), url: "https://n.example")
    let id = RecordID("webhook-9")
    _ = console.take(.finished(.created(draft, id)))
    Sample.press(&console, "u")
    #expect(console.state.session.overlay == nil)
    #expect(console.state.session.notice?.text.contains("has not been fetched yet") == true)
    let webhook = Webhook(id: id, event: draft.event, url: draft.url, active: true, eventCount: 0)
    let known = console.state.hooks.webhooks.map { Item(id: $0.id) }
    _ = console.take(.news(.list(known + [Item(id: id)])))
    _ = console.take(.news(.webhook(webhook)))
    Sample.press(&console, "u")
    #expect(title(console) == "Delete Job Completed → https://n.example, created here?")
    let effects = Sample.type("y", into: &console)
    guard case .api(.delete(let deleted)) = effects.first else {
      Issue.record("nothing is deleted")
      return
    }
    #expect(deleted.id == id)
    // Deleted, it is not offered again; it can be created again.
    _ = console.take(.finished(.deleted(webhook)))
    Sample.press(&console, "u")
    #expect(title(console) == "Create Job Completed → https://n.example again?")
  }

  @Test("a webhook that is gone is not in the way of undo")
  func aWebhookThatIsGoneIsNotInTheWayOfUndo() {
    var console = console()
    let draft = WebhookDraft(event: WebhookEvent(name: "JobCompleted"), url: "https://n.example")
    _ = console.take(.finished(.created(draft, nil)))
    Sample.press(&console, "u")
    #expect(console.state.session.notice?.text == "no change to undo")
    // Neither is a change of one that was deleted elsewhere.
    let webhook = Sample.webhook(1, "Employee_Created", count: 42)
    let change = WebhookChange(
      webhook: webhook.id,
      kind: .edit,
      before: webhook.draft,
      after: webhook.draft
    )
    _ = console.take(.finished(.changed(change, webhook)))
    #expect(console.state.undoIsBlocked == nil)
    _ = console.take(.news(.list([])))
    #expect(console.state.undoIsBlocked == "no change to undo")
  }
}
