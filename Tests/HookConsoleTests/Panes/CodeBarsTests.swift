import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct CodeBarsTests {
  /// A bar never pushes its own number out of the line.
  @Test(
    "a class alone shows its number",
    arguments: CodeClass.allCases.filter { $0 != .pending },
    [20, 24, 40, 66]
  )
  func aClassAloneShowsItsNumber(_ kind: CodeClass, _ columns: Int) {
    var tally = CodeTally()
    for _ in 0..<3 { tally.add(Self.delivery(kind)) }
    let line = CodeBars.classes(tally, columns: columns).map(\.0).joined()
    let shown = TerminalSafeText(line).cut(to: columns).text
    #expect(shown.contains("100%"), "\(line)")
    #expect(line.hasPrefix(kind == .none ? "---" : kind.rawValue))
  }

  @Test("what is pending counts beside the others, which are all that is finished")
  func pending() {
    var tally = CodeTally()
    for kind in [CodeClass.success, .success, .success, .serverError, .pending] {
      tally.add(Self.delivery(kind))
    }
    for columns in [30, 66] {
      let line = CodeBars.classes(tally, columns: columns).map(\.0).joined()
      #expect(line.contains("75%") && line.contains("25%") && line.hasSuffix("1 pending"))
      #expect(TerminalSafeText(line).columns <= columns)
    }
    var waiting = CodeTally()
    waiting.add(Self.delivery(.pending))
    #expect(CodeBars.classes(waiting, columns: 30).map(\.0).joined() == "1 pending")
  }

  private static func delivery(_ kind: CodeClass) -> Delivery {
    let codes: [CodeClass: Int] = [
      .informational: 100, .success: 200, .redirection: 301, .clientError: 410, .serverError: 500,
      .other: 700,
    ]
    return Delivery(
      id: RecordID("a"),
      statusCode: codes[kind] ?? 0,
      taskStatus: kind == .pending ? .queued : .failed
    )
  }
}
