import Foundation
import HookJSON

@testable import ConsoleCore

/// From a key to the first byte that the program writes for it, seen from outside.
enum KeyToByte {
  /// - Parameters:
  ///   - keys: pressed in turn.
  ///   - ready: a file that is there once the program has what it is to show.
  static func times(_ words: [String], keys: [String], count: Int, ready: String) {
    let child = Child(words, inTerminal: true)
    while !FileManager.default.fileExists(atPath: ready) {
      guard child.read(milliseconds: 100) != nil else { exit(1) }
    }
    _ = child.wait(for: "\u{1B}[", seconds: 10)
    rest(child, milliseconds: 1000)
    for number in 0..<count {
      let start = now()
      child.type(keys[number % keys.count])
      guard let some = child.read(milliseconds: 1000) else { exit(1) }
      // A key that changes nothing on the screen is none of those that are counted.
      if !some.isEmpty { print(now() - start) }
      rest(child, milliseconds: 20)
    }
    child.stop()
  }

  /// Reads until the program writes nothing for a while.
  private static func rest(_ child: Child, milliseconds: Int32) {
    while let some = child.read(milliseconds: milliseconds), !some.isEmpty {}
  }
}

/// Processor time between the second and the fifth second.
enum Busy {
  static func measure(_ words: [String]) {
    let child = Child(words, inTerminal: true)
    wait(child, until: child.started + 2_000_000_000)
    let (before, start) = (child.processorTime, now())
    wait(child, until: start + 3_000_000_000)
    let share = Double(child.processorTime - before) / Double((now() - start) / 1_000_000) * 100
    print(rounded(share))
    child.stop(SIGKILL)
  }

  private static func wait(_ child: Child, until end: Int) {
    while now() < end {
      guard child.read(milliseconds: 50) != nil else { return complain("it ended by itself") }
    }
  }
}

/// How long a search goes on once it is called off: a regular expression that tries every part of a text of
/// 5 MB again and again.
enum CalledOff {
  static func times(repetitions: Int) throws {
    let text = Array("[\"\(String(repeating: "a", count: 5_000_000))\"]".utf8)
    let rows = JSONRows(try JSONIndex(JSONText(text)))
    for _ in 0..<repetitions {
      let job = PayloadSearchJob.tree(
        rows.search(for: try JSONPattern(regularExpression: "(a+)+b"))
      )
      let end = now() + 200_000_000
      _ = job.finish { now() > end }
      print(max(0, now() - end))
    }
  }
}
