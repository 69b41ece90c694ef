@testable import ConsoleCore
import Synchronization

/// Ports for servers that go away and come back in a test. They lie below those that the system gives
/// out, so that no other test is given one meanwhile.
enum Ports {
  private static let next = Atomic(UInt16.random(in: 20_000..<30_000))

  static func own() -> UInt16 {
    next.wrappingAdd(1, ordering: .relaxed).newValue
  }
}
