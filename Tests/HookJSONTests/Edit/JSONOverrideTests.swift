import HookSupport
import HookTesting
import Testing
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONOverrideTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let payload: String
    let overrides: [JSONOverride]
    let result: String
    var testDescription: String { "\(payload) → \(result)" }

    init(_ payload: String, _ result: String, _ overrides: Result<JSONOverride, Problem>...) {
      self.payload = payload
      self.result = result
      self.overrides = overrides.compactMap { try? $0.get() }
    }
  }

  private static func set(_ text: String) -> Result<JSONOverride, Problem> {
    Result { () throws(Problem) in try .set(typed: text) }
  }

  private static func add(_ text: String) -> Result<JSONOverride, Problem> {
    Result { () throws(Problem) in try .add(typed: text) }
  }

  private static func unset(_ text: String) -> Result<JSONOverride, Problem> {
    Result { () throws(Problem) in try .unset(typed: text) }
  }

  @Test(
    "changes what is named and no other byte",
    arguments: [
      Case(
        #"[ {"b": 1.50, "a" : 2e0, "z":[1 ,2]} ]"#,
        #"[ {"b": 1.50, "a" : 3.10, "z":[1 ,2]} ]"#,
        set("$[0].a=3.10")
      ),
      Case(#"[{"a":1}]"#, #"[{"a":"x y"}]"#, set("a=x y")),
      Case(#"[{"a":1}]"#, #"[{"a":""}]"#, set("a=")),
      Case(#"[{"a":1}]"#, #"[{"a":"1"}]"#, set(#"a="1""#)),
      Case(#"[{"a":1}]"#, #"[{"a":{"b": [true]}}]"#, set(#"[0].a= {"b": [true]} "#)),
      Case(#"[{"a":1}]"#, #"[{"a":"b=c"}]"#, set("a=b=c")),
      Case(#"[{"a=b":1}]"#, #"[{"a=b":2}]"#, set("['a=b']=2")),
      Case(#"[{"a.b":{"\u0063":1}}]"#, #"[{"a.b":{"\u0063":2}}]"#, set("$[0]['a.b'].c=2")),
      Case(#"[{"it's":1}]"#, #"[{"it's":2}]"#, set(#"['it\'s']=2"#)),
      Case(#"[{"say \"a\"":1}]"#, #"[{"say \"a\"":2}]"#, set(#"[0]['say "a"']=2"#)),
      Case(#"[{"a":[1,2,3]}]"#, #"[{"a":[1,2,4]}]"#, set("a[-1]=4")),
      Case(#"{"a":1}"#, #"{"a":2}"#, set("$[0].a=2")),
      Case(#"{"a":1}"#, #"{"a":2}"#, set("$.a=2")),
      Case(#"[1,2]"#, "[1,3]", set("[1]=3")),
      Case(#"[1,2]"#, "[]", set("$=[]")),
      // Readers take the last of several.
      Case(#"[{"a":1,"a":2}]"#, #"[{"a":1,"a":3}]"#, set("a=3")),
      Case(#"[{"a":1, "b":2}]"#, #"[{"b":2}]"#, unset("a")),
      Case(#"[{"a":1, "b":2 }]"#, #"[{"a":1 }]"#, unset("b")),
      Case(#"[{"a":1 , "b":2, "c":3}]"#, #"[{"a":1 , "c":3}]"#, unset("b")),
      Case(#"[{ "a":1 }]"#, "[{}]", unset("a")),
      Case(#"[{"a":1,"b":2,"a":3,"c":4,"a":5,"a":6}]"#, #"[{"b":2,"c":4}]"#, unset("a")),
      Case(#"[1, [2], 3]"#, "[1, 3]", unset("[1]")),
      Case(#"[1, [2]]"#, "[1]", unset("[1]")),
      Case(#"[{"a":1}]"#, #"[{"a":1,"b":true}]"#, add("b=true")),
      Case("[{ \"a\": 1 }]", "[{ \"a\": 1, \"b\": 2 }]", add("b=2")),
      Case(
        "[\n  {\n    \"a\" : 1\n  }\n]",
        "[\n  {\n    \"a\" : 1,\n    \"b\" : 2\n  }\n]",
        add("b=2")
      ),
      Case("[{ }]", #"[{"b":null}]"#, add("b=null")),
      Case(#"[{"a":1}]"#, #"[{"a":2}]"#, add("a=2")),
      Case(#"[{"a":{}}]"#, #"[{"a":{"b":{"c":[1]}}}]"#, add("a.b.c[0]=1")),
      Case(#"[{"a":null}]"#, #"[{"a":{"b":1}}]"#, add("a.b=1")),
      Case(#"[{"a":[1, 2]}]"#, #"[{"a":[1, 2, 3]}]"#, add("a[2]=3")),
      Case(#"[{"a":[]}]"#, #"[{"a":[3]}]"#, add("a[0]=3")),
      Case(#"[{"a":1}]"#, #"[{"a":1},{"b":2}]"#, add("$[1].b=2")),
      // In order.
      Case(#"[{"a":1}]"#, #"[{"b":[2]}]"#, add("b=[]"), unset("a"), add("b[0]=2")),
      Case("[{\"\\ud800\":1,\"a\":2}]", "[{\"\\ud800\":1,\"a\":3}]", set("a=3")),
    ]
  )
  func changes(_ row: Case) throws {
    let result = try JSONOverride.apply(row.overrides, to: Array(row.payload.utf8))
    #expect(String(decoding: result, as: UTF8.self) == row.result)
  }

  @Test(
    "a path that is not there names the nearest one",
    arguments: [
      (#"[{"gross":1,"net":2}]"#, "$[0].gros", "did you mean $[0].gross?"),
      (#"[{"employee":{"name":"x"}}]"#, "emploee.name", "did you mean $[0].employee.name?"),
      (#"[{"employee":{"name":"x"}}]"#, "employe.nam", "did you mean $[0].employee.name?"),
      (#"[{"employee":{"name":"x"}}]"#, "name", "did you mean $[0].employee.name?"),
      (#"[{"a":{"pay":1}},{"a":{"pay":1}}]"#, "$.a.pay", "did you mean $[0].a.pay?"),
      (#"[{"a":1,"b":2}]"#, "$[0].quantity", "nearest: $[0], with a, b"),
      (#"[{"a":[1,2]}]"#, "$[0].a[2]", "nearest: $[0].a, with 2 items"),
      (#"[{"a":"x"}]"#, "$[0].a.zebra", "nearest: $[0].a"),
      ("[{}]", "$[1]", "nearest: $, with 1 item"),
    ]
  )
  func notThere(_ payload: String, _ path: String, _ hint: String) throws {
    for override in [try JSONOverride.unset(typed: path), try .set(typed: "\(path)=1")] {
      let problem = #expect(throws: Problem.self) {
        try JSONOverride.apply([override], to: Array(payload.utf8))
      }
      #expect(problem?.hint == hint)
      #expect(problem?.sentence.hasSuffix("is not in the payload") == true)
    }
  }

  @Test(
    "what --add cannot make is refused",
    arguments: [
      (#"[{"a":[1]}]"#, "a[2]=1"), (#"[{"a":"x"}]"#, "a.b=1"), (#"[{"a":1}]"#, "b[1]=1"),
      (#"[{"a":1}]"#, "[0][0]=1"), ("[1,", "[0]=1"),
    ]
  )
  func refused(_ payload: String, _ text: String) throws {
    let override = try JSONOverride.add(typed: text)
    #expect(throws: Problem.self) {
      try JSONOverride.apply([override], to: Array(payload.utf8))
    }
  }

  @Test("the whole payload cannot be removed")
  func root() throws {
    let override = try JSONOverride.unset(typed: "$")
    #expect(throws: Problem.self) { try JSONOverride.apply([override], to: Array("[1]".utf8)) }
  }

  @Test(
    "paths",
    arguments: [
      ("$", []), ("$[0].gross", [.index(0), .key("gross")]), ("gross", [.key("gross")]),
      ("[0][\"a.b\"]", [.index(0), .key("a.b")]),
      ("first-name.x", [.key("first-name"), .key("x")]),
      (#"['\u00e9\n']"#, [.key("é\n")]), ("größe", [.key("größe")]), ("[-2]", [.index(-2)]),
    ] as [(String, [JSONPath.Step])]
  )
  func paths(_ text: String, _ steps: [JSONPath.Step]) throws {
    #expect(try JSONPath(typed: text).steps == steps)
    // What is shown can be typed.
    #expect(try JSONPath(typed: JSONPath(steps).jsonPath).steps == steps)
  }

  @Test(
    "what is not a path",
    arguments: [
      ".a", "a..b", "a.", "[x]", "[", "['a", "['a'", "[1", "$a", "a]b", "a=b", "a'b", "[+1]",
      #"['\q']"#, "$[*]", "",
    ]
  )
  func wrong(_ text: String) {
    #expect(throws: Problem.self) { try JSONPath(typed: text) }
  }

  @Test(
    "what is wrong is said in words",
    arguments: [
      ("tags[x]", "not a path: tags[x]: [x] is not an index; quote a name: ['x']"),
      ("t[0].k[x", "not a path: t[0].k[x: [x] is not an index; quote a name: ['x']"),
      ("x=1", "not a path: x=1: unexpected ="),
      ("=1", "not a path: =1: a name, an index or $ is missing"),
    ]
  )
  func words(_ text: String, _ says: String) {
    #expect {
      try JSONPath(typed: text)
    } throws: { error in
      (error as? Problem)?.sentence == says
    }
  }

  @Test("a value is needed", arguments: ["a", "$[0]", "['a=b']"])
  func noValue(_ text: String) {
    #expect(throws: Problem.self) { try JSONOverride.set(typed: text) }
  }
}
