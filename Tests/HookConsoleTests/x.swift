import Testing
@testable import HookConsole
@Test func x() { #expect(1 == 1) }
