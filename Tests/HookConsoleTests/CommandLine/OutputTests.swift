import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookJSON
@testable import HookSupport

extension CommandLineTests {
  /// What is printed for people and for programs.
  @Suite(.timeLimit(.minutes(1))) struct OutputTests {
    private func table(_ columns: [TextTable.Column], _ rows: [[String]]) -> TextTable {
      var table = TextTable(columns, titles: columns.map { _ in "title" })
      for row in rows { table.add(row) }
      return table
    }

    @Test("columns are aligned by what is seen, not by letters")
    func alignment() {
      let rows = table([.left, .right, .left], [["日本", "7", "x"], ["Zoë", "42", ""]])
      #expect(rows.lines(width: nil) == ["日本   7  x", "Zoë   42"])
    }

    @Test("the widest column gives way, an id never")
    func fitting() {
      let id = "3f0c5c1e-7d2b-4a5e-9d0f-6a0b8a3d5f10"
      let rows = table([.whole, .left], [[id, "https://crm.example/a/long/way/to/the/hook"]])
      let lines = rows.lines(width: 60)
      #expect(lines[1] == "\(id)  https://crm.example/a…")
      #expect(lines.allSatisfy { TerminalSafeText($0).columns <= 60 })
    }

    @Test("where space is short, ids are cut to what tells them apart")
    func ids() {
      let ids = ["3f0c5c1e-7d2b-4a5e", "3f0c5c1e-7d2b-4c5e", "91b0ab00-0000-0000"]
      let rows = table([.id, .left], ids.map { [$0, "https://crm.example"] })
      let wide = rows.lines(width: 40)
      #expect(wide.dropFirst() == ids.map { "\($0)  https://crm.example" }[...])
      let short = ["3f0c5c1e-7d2b-4a", "3f0c5c1e-7d2b-4c", "91b0ab00-0000-00"]
      #expect(rows.lines(width: 37).dropFirst() == short.map { "\($0)  https://crm.example" }[...])
      #expect(rows.lines(width: nil) == ids.map { "\($0)  https://crm.example" })
    }

    @Test(
      "a narrow terminal gets fewer columns, not lines that are wrapped",
      arguments: [
        (63, "3f0c5c1e-7d2b  inactive  Employee Created  12  http://a.example"),
        (60, "3f0c5c1e-7d2b  inactive  Employee Crea…  12  http://a.examp…"),
        (58, "3f0c5c1e-7d2b  inactive  Employee Creat…  http://a.example"),
        (52, "3f0c5c1e-7d2b-4a5e  inactive  Employee Created"),
        (41, "3f0c5c1e-7d2b  inactive  Employee Created"),
        (32, "3f0c5c1e-7d2b  Employee Created"),
      ]
    )
    func narrow(_ width: Int, _ line: String) {
      var rows = TextTable([.id, .left, .left, .right, .left], spare: [3, 4, 1])
      rows.add(["3f0c5c1e-7d2b-4a5e", "inactive", "Employee Created", "12", "http://a.example"])
      #expect(rows.lines(width: width) == [line])
    }

    @Test("a heading is for terminals only, and not for an empty table")
    func heading() {
      let rows = table([.left], [["a"]])
      #expect(rows.lines(width: nil) == ["a"])
      #expect(rows.lines(width: 80) == ["title", "a"])
      #expect(table([.left], []).lines(width: 80).isEmpty)
    }

    @Test("nothing that a terminal obeys gets through a table")
    func hostile() {
      let lines = table([.left], [["a\u{1B}[31m\u{9B}2J\u{202E}b\nc\td"]]).lines(width: nil)
      #expect(lines == ["a^[[31m<009B>2J<202E>b^Jc^Id"])
    }

    @Test("colours stand around the text and take no column")
    func colours() {
      var table = TextTable([.left, .left])
      table.add([TextTable.Cell("500", .serverError), TextTable.Cell("x")])
      let line = table.lines(width: nil, paint: Paint(isOn: true))[0]
      #expect(line == "\u{1B}[31m500\u{1B}[0m  x")
      #expect(table.lines(width: nil) == ["500  x"])
    }

    @Test(
      "a record on one line loses blanks between values and nothing else",
      arguments: [
        (#"{ "a" : 1.50 }"#, #"{"a":1.50}"#),
        ("[\n  1,\r\n\t2 ]", "[1,2]"),
        (#"{"a b": "c \" d\\" , "e": " "}"#, #"{"a b":"c \" d\\","e":" "}"#),
        (#"["\\", "x y"]"#, #"["\\","x y"]"#),
        ("0.1234567890123456789", "0.1234567890123456789"),
        (#" "\u0020 " "#, #""\u0020 ""#),
      ]
    )
    func singleLine(_ text: String, _ expected: String) {
      #expect(String(decoding: JSONLayout.singleLine(Array(text.utf8)), as: UTF8.self) == expected)
    }

    @Test(
      "JSON on a terminal means the same and holds nothing to obey",
      arguments: [
        ("{\"a\":\"\u{9B}2J\"}", #"{"a":"\u009b2J"}"#),
        ("[\"\u{202E}x\"]", #"["\u202ex"]"#),
        ("[\"\u{E0001}\"]", #"["\udb40\udc01"]"#),
        ("[\"Zoë 日本\"]", "[\"Zoë 日本\"]"),
        ("[\"\u{7F}\"]", #"["\u007f"]"#),
      ]
    )
    func sanitised(_ text: String, _ expected: String) throws {
      let shown = JSONOutput.sanitised(Array(text.utf8))
      #expect(String(decoding: shown, as: UTF8.self) == expected)
      let (before, after) = (
        JSONNode(try JSONIndex(JSONText(Array(text.utf8)))),
        JSONNode(try JSONIndex(JSONText(shown)))
      )
      let values = [before, after].map { $0.children.first?.string }
      #expect(values[0] == values[1])
    }

    @Test("a payload is indented with its digits and its order")
    func pretty() throws {
      let text = #"[{"b":1.50,"a":[],"c":{"d":null,"e":"\u00eb\u001b"}}]"#
      let node = JSONNode(try JSONIndex(JSONText(Array(text.utf8))))
      #expect(
        IndentedJSON.lines(node).map { $0.map(\.text).joined() }.joined(separator: "\n") == #"""
          [
            {
              "b": 1.50,
              "a": [],
              "c": {
                "d": null,
                "e": "ë\u001b"
              }
            }
          ]
          """#
      )
    }

    @Test(
      "times for programs",
      arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_769_848_200.25, "2026-01-31T08:30:00.250Z"),
        (1_769_848_199.9996, "2026-01-31T08:30:00.000Z"),
      ] as [(Double, String)]
    )
    func times(_ seconds: Double, _ text: String) {
      #expect(Moment.text(seconds: seconds) == text)
    }

    @Test("colours are declined by NO_COLOR, by a dumb terminal and by a pipe")
    func noColour() {
      // The tests' standard output may be a terminal; these are off in any case.
      #expect(!Paint.standardOutput(["NO_COLOR": "1", "TERM": "xterm"]).isOn)
      #expect(!Paint.standardOutput(["TERM": "dumb"]).isOn)
      #expect(!Paint.standardOutput([:]).isOn)
    }
  }
}
