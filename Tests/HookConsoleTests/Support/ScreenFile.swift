import Foundation
import Testing
@testable import ConsoleCore
@testable import HookConsole

/// A screen as a text file: each line of text, and under it a line with a letter for each cell's
/// style, capital or marked with `'` where it is chosen. `RECORD_SCREENS=1` writes it and fails.
enum ScreenFile {
  static func check(_ console: Console, _ name: String) throws {
    var console = console
    console.paint()
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Screens/\(name).screen").standardized
    let text = text(console.canvas)
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1", recorded != text {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name).screen was written; look at it and run again")
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  static func text(_ canvas: Canvas) -> String {
    var lines: [String] = []
    for (row, line) in canvas.lines.enumerated() {
      lines.append(line)
      var styles = ""
      for column in 0..<canvas.size.columns {
        let cell = canvas[row, column]
        let isBlank = cell.text == " " && !cell.style.selected
        styles += isBlank ? " " : cell.style.selected ? "'" : String(cell.style.role.code)
      }
      lines.append("~" + String(styles.reversed().drop { $0 == " " }.reversed()))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
