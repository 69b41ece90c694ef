import Testing
@testable import HookModel
@Test func x() { #expect(1 == 1) }
