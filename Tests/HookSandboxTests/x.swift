import Testing
@testable import HookSandbox
@Test func x() { #expect(1 == 1) }
