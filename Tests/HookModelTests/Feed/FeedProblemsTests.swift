import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct FeedProblemsTests {
  private let hook = RecordID("w")

  @Test("one problem lasts while others succeed") func oneProblemLastsWhileOthersSucceed() {
    var problems = FeedProblems()
    #expect(problems.problem == nil)
    problems.failed(.webhook(hook), "first", isGeneral: false, now: 10)
    problems.succeeded(.list)
    #expect(problems.problem == FeedProblem(message: "first", since: 10))
    problems.failed(.list, "second", isGeneral: false, now: 20)
    #expect(problems.problem == FeedProblem(message: "second", since: 10))
    problems.succeeded(.webhook(hook))
    #expect(problems.problem?.message == "second")
    problems.succeeded(.list)
    #expect(problems.problem == nil)
  }

  @Test("any answer ends what is general") func anyAnswerEndsWhatIsGeneral() {
    var problems = FeedProblems()
    problems.failed(.webhook(hook), "no network", isGeneral: true, now: 10)
    problems.failed(.list, "no network", isGeneral: true, now: 20)
    #expect(problems.problem?.since == 10)
    problems.succeeded(.delivery(RecordID("d"), of: hook))
    #expect(problems.problem == nil)
  }

  @Test("pages are one thing and what is not asked again is forgotten")
  func pagesAreOneThingAndWhatIsNotAskedAgainIsForgotten() {
    var problems = FeedProblems()
    problems.failed(.page(hook, 3), "odd", isGeneral: false, now: 1)
    problems.succeeded(.page(hook, 0))
    #expect(problems.problem == nil)
    problems.failed(.delivery(RecordID("d"), of: hook), "odd", isGeneral: false, now: 1)
    problems.keep { _ in false }
    #expect(problems.problem == nil)
  }
}
