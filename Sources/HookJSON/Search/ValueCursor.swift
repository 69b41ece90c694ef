import CSIMD

/// Goes through the values of an indexed text with the bytes that are found in it.
struct ValueCursor {
  private let nodes: UnsafeMutablePointer<JSONIndex.Node>
  /// The number past the values.
  private let last: Int
  /// Of the whole text at first, then of the part that was passed last.
  private var valuesPerByte: Double
  private var mark: (value: Int, start: Int)
  /// The value where it stands.
  private(set) var value: Int

  /// - Parameters:
  ///   - root: the value that is looked through.
  ///   - value: where to begin.
  init(_ index: JSONIndex, root: Int, at value: Int) {
    nodes = index.table.nodes
    last = index.end(of: root)
    valuesPerByte = Double(index.count) / Double(max(1, index.text.count))
    self.value = value
    mark = (value, Int(nodes[value].start))
  }

  /// The first byte of the value.
  var start: Int { Int(nodes[value].start) }

  /// Goes on to the last value that begins at a byte or before it.
  @inline(__always)
  mutating func move(to byte: Int) {
    let distance = byte &- start
    if distance > 256 { leap(distance, to: byte) }
    let limit = UInt32(truncatingIfNeeded: byte)
    // Eight are compared without a branch: how many of them are passed cannot be foretold.
    while value &+ 8 < last {
      let starts = UnsafeRawPointer(nodes + (value &+ 1)).assumingMemoryBound(to: UInt32.self)
      let passed = hc_count_up_to(starts, limit)
      value &+= passed
      if passed < 8 { return }
    }
    while value &+ 1 < last, nodes[value &+ 1].start <= limit { value &+= 1 }
  }

  /// Measures how densely the values lie in the part just passed.
  mutating func measure() {
    let bytes = start &- mark.start
    guard bytes >= 16384 else { return }
    valuesPerByte = Double(value &- mark.value) / Double(bytes)
    mark = (value, start)
  }

  /// Has the memory brought that will be read when it moves to a byte.
  @inline(__always)
  func expect(_ byte: Int) {
    let guess = value &+ Int(Double(byte &- start) * valuesPerByte)
    hc_prefetch(nodes + guess)
    hc_prefetch(nodes + (guess &+ 4))
    hc_prefetch(nodes + (guess &- 4))
    hc_prefetch(nodes + (guess &+ 8))
  }

  /// Goes on to where the value should be, so that those between are not read, which takes longer than
  /// to search the text.
  @inline(__always)
  private mutating func leap(_ distance: Int, to byte: Int) {
    var guess = min(last &- 1, value &+ Int(Double(distance) * valuesPerByte) &- 4)
    while guess > value, nodes[guess].start > byte { guess &-= 8 }
    value = max(value, guess)
  }
}
