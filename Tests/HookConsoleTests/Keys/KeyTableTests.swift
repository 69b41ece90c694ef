import Foundation
import Testing
@testable import ConsoleCore
@testable import HookConsole

@Suite(.timeLimit(.minutes(1))) struct KeyTableTests {
  @Test("no key does two things in one pane")
  func isUnambiguous() {
    for context in KeyContext.allCases {
      var seen: [Key: String] = [:]
      for command in KeyTable.commands where command.contexts.contains(context) {
        for key in command.keys {
          #expect(
            seen[key] == nil,
            "\(key.name) in \(context): \(command.name), \(seen[key] ?? "")"
          )
          seen[key] = command.name
        }
      }
    }
  }

  @Test("names are unique, and each key can be written and read back")
  func canBeConfigured() {
    let names = KeyTable.commands.map(\.name)
    #expect(Set(names).count == names.count)
    for key in KeyTable.commands.flatMap(\.keys) {
      #expect(Key(name: key.name) == key)
    }
  }

  @Test("docs/Keys.md is what the table says; RECORD_DOCS=1 writes it")
  func documentation() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/Keys.md").standardized
    let wanted = KeyDocumentation.text(KeyTable.commands)
    if ProcessInfo.processInfo.environment["RECORD_DOCS"] == "1" {
      try wanted.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("docs/Keys.md was written; run again without RECORD_DOCS")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == wanted)
  }
}
