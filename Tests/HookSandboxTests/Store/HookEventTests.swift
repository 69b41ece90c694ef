import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct HookEventTests {
  @Test("each event is found by its name") func eachEventIsFoundByItsName() {
    for event in HookEvent.allCases {
      #expect(HookEvent(name: event.name) == event)
      #expect(!event.title.contains("_"))
    }
    #expect(HookEvent(name: "employee_created") == nil)
  }
}
