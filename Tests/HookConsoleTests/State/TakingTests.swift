import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// What is taken somewhere else, under the mask and not; prompts that open before there is anything.
@Suite(.timeLimit(.minutes(1))) struct TakingTests {
  private func console() -> Console {
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "2")
    return console
  }

  private func prompt(_ console: Console) -> Prompt<ConsoleState>? {
    if case .prompt(let prompt) = console.state.session.overlay { prompt } else { nil }
  }

  @Test(
    "what is masked says so",
    arguments: [("v", "value"), ("a", "whole payload"), ("c", "curl line"), ("p", "path")]
  )
  func whatIsMaskedSaysSo(_ item: String, _ title: String) {
    for isMasked in [true, false] {
      var console = console()
      if isMasked { Sample.press(&console, "p") }
      Sample.press(&console, "4", "j", "j", "y")
      guard case .terminal(.copy(let request)) = Sample.type(item, into: &console).first else {
        Issue.record("nothing is copied")
        return
      }
      // A path holds no value.
      #expect(request.title == (isMasked && item != "p" ? "\(title), masked" : title))
    }
  }

  @Test("a masked file is named so before it is written")
  func aMaskedFileIsNamedSoBeforeItIsWritten() {
    var console = console()
    Sample.press(&console, "p", "w")
    #expect(prompt(console)?.label == "save with masked values to ")
    guard case .file(.save(let payload, _)) = Sample.type("Enter", into: &console).first else {
      Issue.record("nothing is saved")
      return
    }
    #expect(payload.isMasked && !payload.text.contains("Zo"))
  }

  @Test("saving waits for the payload and not for the key")
  func savingWaitsForThePayloadAndNotForTheKey() {
    var console = console()
    let delivery = Sample.delivery(9, "Old", code: 200, .sent, ago: 200_000)
    _ = console.take(.news(.deliveries(RecordID("webhook-1"), [delivery], isHistory: true)))
    Sample.press(&console, "G", "w", "Ctrl-u")
    // The payload of the row before is still shown: nothing of it is saved, and no letter is a command.
    #expect(Sample.type("/tmp/dax", into: &console).isEmpty)
    #expect(Sample.type("Enter", into: &console).isEmpty)
    #expect(prompt(console)?.field.text == "/tmp/dax")
    let why = "the payload has not arrived yet: press Enter again soon"
    #expect(console.state.session.notice?.text == why)
    let source = Document.Source.delivery(delivery.id, of: RecordID("webhook-1"))
    let document = Document(source: source, delivery: delivery, payload: delivery.payload)
    _ = console.take(.finished(.loaded(document)))
    guard case .file(.save(_, path: "/tmp/dax")) = Sample.type("Enter", into: &console).first else {
      Issue.record("nothing is saved")
      return
    }
  }

  @Test("no file name is said in the prompt") func noFileNameIsSaidInThePrompt() {
    var console = console()
    Sample.press(&console, "w", "Ctrl-u", "Enter")
    #expect(prompt(console) != nil && console.state.session.notice?.isProblem == true)
  }

  @Test("the keys of prompts and forms open them in each pane", arguments: Pane.allCases)
  func theKeysOfPromptsAndFormsOpenThemInEachPane(_ pane: Pane) {
    for key in ["f", "F", "c", ":", "w", "S"] {
      var console = Sample.console(size: Size(rows: 24, columns: 80))
      Sample.press(&console, "\(pane.number)", key)
      #expect(console.state.session.overlay != nil, "\(key) in \(pane)")
    }
  }
}
