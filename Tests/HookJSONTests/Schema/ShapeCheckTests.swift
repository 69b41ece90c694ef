import HookTesting
import Testing
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct ShapeCheckTests {
  private static let learnt = [
    #"[{"gross":1.5,"name":"x","note":"y","lines":[{"a":1},{"a":2,"b":1}],"tags":[],"end":null}]"#,
    #"[{"gross":2,"name":null,"lines":[],"tags":[],"end":null,"more":{"k":true}}]"#,
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let payload: String
    /// `new $[*].x : number`
    let drifts: [String]
    var testDescription: String { payload }

    init(_ payload: String, _ drifts: String...) {
      self.payload = payload
      self.drifts = drifts
    }
  }

  private static func text(_ drift: ShapeDrift) -> String {
    let count = drift.count > 1 ? " ×\(drift.count)" : ""
    return "\(drift.change.rawValue) \(drift.path) \(drift.expected):\(drift.found)\(count)"
  }

  @Test(
    "names what differs, and nothing else",
    arguments: [
      Case(learnt[0]), Case(learnt[1]), Case("[]"),
      Case(#"{"tags":[],"lines":[],"end":null,"name":"z","gross":-0.5e3}"#),
      Case(
        #"[{"gross":1,"name":"x","lines":[],"tags":[],"end":null,"bonus":5,"a b":{"c":1}}]"#,
        "new $[*].bonus :number",
        #"new $[*]["a b"] :object"#
      ),
      Case(
        #"[{"name":"x","lines":[{"b":1},{"a":1},{}],"tags":[],"end":null}]"#,
        "missing $[*].lines[*].a number: ×2",
        "missing $[*].gross number:"
      ),
      Case(
        #"[{"gross":"1","name":"x","lines":{"a":1},"tags":[],"end":"2026-01-31"}]"#,
        "type $[*].gross number:string",
        "type $[*].lines array:object",
        "type $[*].end null:string"
      ),
      Case(
        #"[{"gross":null,"name":1,"lines":[{"a":null}],"tags":[],"end":null}]"#,
        "null $[*].gross number:null",
        "type $[*].name string or null:number",
        "null $[*].lines[*].a number:null"
      ),
      Case(
        #"[{"gross":1,"name":"x","lines":[],"tags":["t","u"],"end":null}]"#,
        "new $[*].tags[*] :string ×2"
      ),
      Case("[null]", "null $[*] object:null"), Case("7", "type $[*] object:number"),
      Case(
        #"[{"gross":1,"name":"x","lines":[{"a":1,"z":1},{"a":1,"z":2}],"tags":[],"end":null},4]"#,
        "new $[*].lines[*].z :number ×2",
        "type $[*] object:number"
      ),
    ]
  )
  func differs(_ row: Case) throws {
    let learnt = try PayloadShapeTests.shape(Self.learnt)
    // As it was learnt and as it is read back.
    for shape in [learnt, try PayloadShape(schema: learnt.schema())] {
      for step in [1, 1 << 16] {
        var check = ShapeCheck(of: try index(row.payload), against: shape)
        while check.advance(values: step) {}
        #expect(check.result.drifts.map(Self.text) == row.drifts)
      }
    }
  }

  @Test("a payload inside of a record is checked alone")
  func part() throws {
    let record = try index(#"{"id":"a","payload":{"x":1},"z":[]}"#)
    var check = ShapeCheck(of: record, root: 2, against: try PayloadShapeTests.shape(["[{}]"]))
    let finished = check.finish()
    let drift = try #require(finished)
    #expect(drift.drifts.map(Self.text) == ["new $[*].x :number"])
    #expect(drift.drifts[0].value == 3)
    #expect(drift.summary == "1 new")
  }

  @Test("formats that were learnt are checked")
  func formats() throws {
    let shape = try PayloadShapeTests.shape([#"["2026-01-31"]"#], formats: true)
    for (payload, drifts) in [
      (#"["2026-02-01"]"#, []), (#"["soon"]"#, ["type $[*] string (date):string"]),
    ] {
      var check = ShapeCheck(of: try index(payload), against: shape)
      let drift = check.finish()
      #expect(drift?.drifts.map(Self.text) == drifts)
    }
  }

  @Test("rows show what differs, folded ones what they hide")
  func rows() throws {
    let shape = try PayloadShapeTests.shape([#"[{"a":1,"l":[{"x":1}],"o":{"k":1}}]"#])
    let payload = try index(#"[{"a":"1","l":[{"x":1},{"y":2}],"o":{"k":1}}]"#)
    var check = ShapeCheck(of: payload, against: shape)
    let finished = check.finish()
    let drift = try #require(finished)
    var rows = JSONRows(payload)
    func marks() -> [String] {
      rows.rows(in: 0..<rows.count).map { drift.drift(of: $0, in: payload)?.path ?? "" }
    }
    #expect(
      marks() == [
        "", "", "$[*].a", "", "", "", "", "$[*].l[*].x",
        "$[*].l[*].y", "", "", "", "", "", "", "",
      ]
    )
    #expect(drift.summary == "1 new, 1 missing, 1 of another type")
    let lacking = try #require(drift.drifts.first { $0.change == .missing })
    #expect(drift.missing(from: lacking.value).map(\.path) == ["$[*].l[*].x"])
    #expect(drift.missing(from: lacking.value + 1).isEmpty)
    rows.toggle(3)
    #expect(marks() == ["", "", "$[*].a", "$[*].l[*].x", "", "", "", "", ""])
    #expect(rows.count == 9)
  }

  @Test("a comparison can be cancelled and taken up again")
  func cancelled() throws {
    let text = "[" + String(repeating: "1,", count: 200_000) + "\"x\"]"
    let shape = try PayloadShapeTests.shape(["[1]"])
    var check = ShapeCheck(of: try index(text), against: shape)
    let cancelled = check.finish(isCancelled: { true })
    #expect(cancelled == nil)
    #expect(check.result.isEmpty)
    let drift = check.finish()
    #expect(drift?.drifts.count == 1)
  }
}
