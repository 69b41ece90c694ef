import Synchronization

/// Numbers that are given out once each.
final class Numbers: Sendable {
  private let last = Atomic<Int>(0)

  func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}
