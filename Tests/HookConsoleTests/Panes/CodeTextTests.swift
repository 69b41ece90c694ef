import HookModel
import Testing
@testable import ConsoleCore

@Suite(.timeLimit(.minutes(1))) struct CodeTextTests {
  @Test(
    "the status stands beside a code only if the code does not say it",
    arguments: [
      (200, .sent, nil), (299, .sent, nil), (500, .failed, nil), (410, .failed, nil),
      (302, .failed, nil), (0, .failed, "Failed"), (200, .failed, "Failed"), (500, .sent, "Sent"),
      (0, .sent, "Sent"), (0, .queued, "Queued"), (500, .queued, "Queued"),
      (0, .processing, "Processing"),
    ] as [(Int, TaskStatus, String?)]
  )
  func status(_ code: Int, _ status: TaskStatus, _ word: String?) {
    let delivery = Delivery(id: RecordID("a"), statusCode: code, taskStatus: status)
    #expect(CodeText.status(delivery) == word)
  }
}
