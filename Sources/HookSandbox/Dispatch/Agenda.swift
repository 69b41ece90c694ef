/// What is to happen later, the soonest first (a binary heap).
struct Agenda<Entry: Sendable>: Sendable {
  private var heap: [(time: Int64, entry: Entry)] = []

  /// When the soonest is due.
  var next: Int64? { heap.first?.time }

  mutating func add(_ entry: Entry, at time: Int64) {
    heap.append((time, entry))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].time < heap[parent].time else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// The soonest, where its time has come.
  mutating func take(by now: Int64) -> Entry? {
    guard let first = heap.first, first.time <= now else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].time < heap[least].time {
        least = child
      }
      if least == parent { return first.entry }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
