import Foundation
import Testing
@testable import ConsoleCore

/// A screen as an SVG picture for the documentation: text that can be selected, in the colours of the dark and
/// the light theme, as the page has it. `RECORD_PICTURES=1` writes it and fails.
enum Picture {
  private static let cell = (width: 8.4, height: 18.0)
  private static let margin = 10.0

  static func check(_ console: Console, _ name: String, _ description: String) throws {
    var console = console
    console.paint()
    try check(console.canvas, name, description)
  }

  static func check(_ canvas: Canvas, _ name: String, _ description: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../docs/images/\(name).svg").standardized
    let text = svg(canvas, description)
    if ProcessInfo.processInfo.environment["RECORD_PICTURES"] == "1",
      (try? String(contentsOf: file, encoding: .utf8)) != text
    {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name).svg was written; look at it and run again")
    }
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    #expect(recorded == text, "docs/images/\(name).svg is stale; try: Scripts/pictures")
  }

  // MARK: The document

  private static func svg(_ canvas: Canvas, _ description: String) -> String {
    let width = Double(canvas.size.columns) * cell.width + 2 * margin
    let height = Double(canvas.size.rows) * cell.height + 2 * margin
    var lines = [
      #"<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 \#(number(width)) \#(number(height))" role="img">"#,
      "<title>\(escaped(description))</title>", "<style>", style, "</style>",
      #"<rect class="page" width="100%" height="100%" rx="6"/>"#,
    ]
    for row in 0..<canvas.size.rows { lines += self.row(row, canvas) }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private static func row(_ row: Int, _ canvas: Canvas) -> [String] {
    let y = margin + Double(row) * cell.height
    var rectangles: [String] = []
    var texts: [String] = []
    var column = 0
    while column < canvas.size.columns {
      let style = canvas[row, column].style
      var text = ""
      let start = column
      while column < canvas.size.columns, canvas[row, column].style == style {
        text += String([canvas[row, column].text])
        column += 1
      }
      let x = number(margin + Double(start) * cell.width)
      let length = number(Double(column - start) * cell.width)
      if style.selected {
        rectangles.append(
          #"<rect class="selected" x="\#(x)" y="\#(number(y))" width="\#(length)" height="\#(number(cell.height))"/>"#
        )
      }
      guard text.contains(where: { $0 != " " }) else { continue }
      let weight = style.bold ? " bold" : ""
      let line = number(y + cell.height * 0.75)
      texts.append(
        #"<text class="\#(name(style.role))\#(weight)" x="\#(x)" y="\#(line)" textLength="\#(length)">\#(escaped(text))</text>"#
      )
    }
    return rectangles + texts
  }

  private static func name(_ role: Role) -> String { "\(role)" }

  private static func number(_ value: Double) -> String {
    let text = String(format: "%.1f", value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  // MARK: Colours

  private static var style: String {
    let text =
      "text{font:14px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}"
    return [
      text, ".bold{font-weight:700}", colors(.dark, page: "#16181d", plain: "#d8dee9"),
      "@media(prefers-color-scheme:light){\(colors(.light, page: "#fbfbf8", plain: "#24292f"))}",
    ].joined(separator: "\n")
  }

  private static func colors(_ theme: Theme, page: String, plain: String) -> String {
    let roles = Role.allCases.map { role in
      let rich = theme.ink(role).rich
      return ".\(name(role)){fill:\(rich < 0 ? plain : hex(rich))}"
    }
    return ".page{fill:\(page)}.selected{fill:\(hex(theme.selection))}" + roles.joined()
  }

  /// A colour of the palette of 256, from 16 on.
  private static func hex(_ color: Int16) -> String {
    let number = Int(color)
    let parts: [Int]
    if number >= 232 {
      parts = Array(repeating: 8 + (number - 232) * 10, count: 3)
    } else {
      let cube = max(0, number - 16)
      let steps = [cube / 36, cube / 6 % 6, cube % 6]
      parts = steps.map { $0 == 0 ? 0 : 55 + 40 * $0 }
    }
    return "#" + parts.map { String(format: "%02x", $0) }.joined()
  }
}
