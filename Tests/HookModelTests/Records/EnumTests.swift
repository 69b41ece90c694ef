import Testing

import HookTesting
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct EnumTests {
  @Test(
    "an event is a name or an index",
    arguments: [
      (#""Payrun_Finalised""#, "Payrun_Finalised", "Payrun Finalised"),
      (#""Payrun_StateChanged""#, "Payrun_StateChanged", "Payrun State Changed"),
      (#""JobCompleted""#, "JobCompleted", "Job Completed"),
      ("0", "Employee_Created", "Employee Created"),
      ("8", "JobCompleted", "Job Completed"),
      ("99", "99", "99"), ("-1", "-1", "-1"),
      (#""Pension_New""#, "Pension_New", "Pension New"),
      (#""EmployeeP45_Made""#, "EmployeeP45_Made", "Employee P45 Made"),
    ]
  )
  func anEventIsANameOrAnIndex(_ text: String, _ name: String, _ title: String) throws {
    let event = try #require(WebhookEvent(try node(text)))
    #expect(event.name == name)
    #expect(event.title == title)
  }

  @Test("all events have titles without underscores") func allEventsHaveTitlesWithoutUnderscores() {
    #expect(WebhookEvent.known.count == 9)
    for event in WebhookEvent.known { #expect(!event.title.contains("_")) }
  }

  @Test(
    "a status is a name or an index",
    arguments: [
      (#""Queued""#, TaskStatus.queued, false), (#""Processing""#, .processing, false),
      (#""Sent""#, .sent, true), (#""Failed""#, .failed, true), (#""queued""#, .queued, false),
      ("0", .queued, false), ("1", .sent, true), ("2", .failed, true), ("3", .processing, false),
      ("4", .other("4"), true), (#""Parked""#, .other("Parked"), true),
    ]
  )
  func aStatusIsANameOrAnIndex(_ text: String, _ wanted: TaskStatus, _ isFinal: Bool) throws {
    let status = try #require(TaskStatus(try node(text)))
    #expect(status == wanted)
    #expect(status.isFinal == isFinal)
  }

  @Test("nothing else is either", arguments: ["null", "{}", "[]", "true", "1.5"])
  func nothingElseIsEither(_ text: String) throws {
    #expect(WebhookEvent(try node(text)) == nil)
    #expect(TaskStatus(try node(text)) == nil)
  }
}
