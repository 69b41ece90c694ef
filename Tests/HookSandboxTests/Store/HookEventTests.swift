import Testing

@testable import HookSandbox

@Suite(.timeLimit(.minutes(1))) struct HookEventTests {
  @Test func eachEventIsFoundByItsName() {
    for event in HookEvent.allCases {
      #expect(HookEvent(name: event.name) == event)
      #expect(!event.title.contains("_"))
    }
    #expect(HookEvent(name: "employee_created") == nil)
  }
}
