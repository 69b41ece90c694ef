import Testing
import HookTesting
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONPathTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let steps: [JSONPath.Step]
    let short: String
    let jsonPath: String
    let pointer: String
    var testDescription: String { jsonPath }
  }

  @Test(
    "is written in three ways",
    arguments: [
      Case(steps: [], short: "", jsonPath: "$", pointer: ""),
      Case(
        steps: [.index(0), .key("gross")],
        short: "[0].gross",
        jsonPath: "$[0].gross",
        pointer: "/0/gross"
      ),
      Case(
        steps: [.key("a"), .key("b_2")],
        short: "a.b_2",
        jsonPath: "$.a.b_2",
        pointer: "/a/b_2"
      ),
      Case(
        steps: [.key("first name")],
        short: #"["first name"]"#,
        jsonPath: #"$["first name"]"#,
        pointer: "/first name"
      ),
      Case(steps: [.key("")], short: #"[""]"#, jsonPath: #"$[""]"#, pointer: "/"),
      Case(
        steps: [.key("a/b~c"), .key("2x")],
        short: #"["a/b~c"]["2x"]"#,
        jsonPath: #"$["a/b~c"]["2x"]"#,
        pointer: "/a~1b~0c/2x"
      ),
      Case(
        steps: [.key("say \"x\"\n")],
        short: #"["say \"x\"\n"]"#,
        jsonPath: #"$["say \"x\"\n"]"#,
        pointer: "/say \"x\"\n"
      ),
      Case(steps: [.key("ë")], short: #"["ë"]"#, jsonPath: #"$["ë"]"#, pointer: "/ë"),
    ]
  )
  func isWrittenInThreeWays(_ path: Case) {
    let written = JSONPath(path.steps)
    #expect(written.short == path.short)
    #expect(written.jsonPath == path.jsonPath)
    #expect(written.pointer == path.pointer)
  }

  @Test("leads from a root to a value") func leadsFromARootToAValue() throws {
    let index = try index(#"[0,{"a":[[],{"\u0062":1}]}]"#)
    #expect(JSONPath(to: 0, in: index).steps == [])
    #expect(JSONPath(to: 6, in: index).short == "[1].a[1].b")
    #expect(JSONPath(to: 6, from: 2, in: index).short == "a[1].b")
    #expect(JSONPath(to: 2, from: 2, in: index).steps == [])
  }
}
