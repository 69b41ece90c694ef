import HookSupport
import HookTesting
import Testing
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct PayloadShapeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let payloads: [String]
    /// The schema's items, on one line.
    let items: String
    var formats = false
    var testDescription: String { payloads.joined(separator: " ") }
  }

  static func shape(_ payloads: [String], formats: Bool = false) throws -> PayloadShape {
    var shape = PayloadShape(formats: formats)
    for payload in payloads { shape.learn(try index(payload)) }
    return shape
  }

  @Test(
    "what payloads have in common",
    arguments: [
      Case(
        payloads: [#"[{"a":1,"b":"x"}]"#, #"[{"b":null,"c":true}]"#],
        items:
          #"{"type":"object","properties":{"a":{"type":"number"},"b":{"type":["string","null"]},"c":{"type":"boolean"}},"required":["b"]}"#
      ),
      // What is not an array is sent as the one item of one.
      Case(
        payloads: [#"{"a":1.50}"#],
        items: #"{"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}"#
      ),
      Case(payloads: ["[1,2.5]", "null"], items: #"{"type":["number","null"]}"#),
      Case(payloads: ["[{}]", "[[]]"], items: #"{"type":["object","array"]}"#),
      Case(
        payloads: [#"[{"l":[{"x":1},{"x":2,"y":3}]},{"l":[]}]"#],
        items:
          #"{"type":"object","properties":{"l":{"type":"array","items":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},"required":["x"]}}},"required":["l"]}"#
      ),
      // A key counts once in each object, also where it is given twice or written otherwise.
      Case(
        payloads: [#"[{"a":1,"a":"x"},{"b":1}]"#, #"[{"\u0061":1}]"#],
        items:
          #"{"type":"object","properties":{"a":{"type":["string","number"]},"b":{"type":"number"}}}"#
      ),
      Case(
        payloads: [#"[{"\ud800":1,"a\"b":2}]"#],
        items:
          #"{"type":"object","properties":{"\ud800":{"type":"number"},"a\"b":{"type":"number"}},"required":["\ud800","a\"b"]}"#
      ),
      Case(
        payloads: [#"["2026-01-31","2024-02-29"]"#],
        items: #"{"type":"string","format":"date"}"#,
        formats: true
      ),
      Case(payloads: [#"["2026-01-31","x"]"#], items: #"{"type":"string"}"#, formats: true),
      Case(payloads: [#"["2026-01-31"]"#], items: #"{"type":"string"}"#),
      Case(payloads: ["[1]"], items: #"{"type":"number"}"#, formats: true),
    ]
  )
  func learns(_ row: Case) throws {
    let schema = try Self.shape(row.payloads, formats: row.formats).schema()
    let node = try JSONNode(schema)
    let items = try #require(node["items"])
    #expect(String(decoding: JSONLayout.singleLine(items.bytes), as: UTF8.self) == row.items)
    #expect(node["type"]?.string == "array")
    #expect(node["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
    let count = row.payloads.count
    let words = "learnt from \(count) payload\(count == 1 ? "" : "s")"
    #expect(node["$comment"]?.string == "hookconsole schema 1, \(words)")
    // What was printed is read back as it was.
    let read = try PayloadShape(schema: schema)
    let again = try JSONNode(read.schema())["items"]
    #expect(again?.bytes == items.bytes)
  }

  @Test("an array that was always empty has no items")
  func empty() throws {
    let node = try JSONNode(try Self.shape(["[]"]).schema(title: "Odd \"event\""))
    #expect(node["items"] == nil)
    #expect(node["title"]?.string == "Odd \"event\"")
  }

  @Test("however deep a payload is, what lies too deep is left out")
  func deep() throws {
    let depth = 200_000
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let shape = try Self.shape([text])
    #expect(shape.nodes.count <= PayloadShape.maximumDepth + 1)
    _ = try PayloadShape(schema: shape.schema())
    var check = ShapeCheck(of: try index(text), against: shape)
    let drift = check.finish()
    #expect(drift?.isEmpty == true)
  }

  @Test("what it keeps grows with the shape, not with the payloads")
  func memory() throws {
    var shape = PayloadShape()
    for number in 0..<1000 {
      shape.learn(try index(#"[{"n":\#(number),"l":[{"x":"\#(number)"},{"x":null}]}]"#))
    }
    #expect(shape.payloads == 1000)
    #expect(shape.nodes.count == 6)
  }

  @Test(
    "another schema is refused",
    arguments: [
      "[1,", "[]", "{}", #"{"type":"array"}"#, #"{"$comment":"hookconsole schema"}"#,
      #"{"$comment":"hookconsole schema 2, learnt from 1 payload"}"#,
      schema(#""type":"array","minItems":1"#), schema(#""type":"integer""#),
      schema(#""type":"object""#),
      schema(#""type":"array","items":{"type":"string","enum":["a"]}"#),
      schema(#""type":"array","items":{}"#), schema(#""type":"array","items":true"#),
      schema(#""type":"array","items":{"type":"object","required":["a"]}"#),
      schema(#""type":"array","items":{"type":"string","format":"hostname"}"#),
      schema(
        #""type":"array","items":{"type":"object","properties":{"a":{"type":"null"},"\u0061":{"type":"null"}}}"#
      ),
      schema(#""type":"array","items":{"type":"object","$comment":"x"}"#),
    ]
  )
  func refused(_ text: String) {
    #expect(throws: Problem.self) { try PayloadShape(schema: Array(text.utf8)) }
  }

  private static func schema(_ keywords: String) -> String {
    #"{"$schema":"https://json-schema.org/draft/2020-12/schema","#
      + #""$comment":"hookconsole schema 1, learnt from 1 payload",\#(keywords)}"#
  }

  @Test(
    "formats of texts",
    arguments: [
      ("2026-11-24T12:01:03Z", "date-time"), ("2026-11-24t12:01:03.250+01:00", "date-time"),
      ("2016-12-31T23:59:60Z", "date-time"), ("2026-11-24T12:01:03", nil),
      ("2026-11-24T24:01:03Z", nil), ("2026-11-24T12:01:03.Z", nil),
      ("2026-11-24T12:01:03+24:00", nil),
      ("2026-02-28", "date"), ("2026-02-29", nil), ("2026-13-01", nil), ("2026-1-1", nil),
      ("72431309-4150-47B6-8005-0d7a85a2bf69", "uuid"),
      ("72431309-4150-47B6-8005-0d7a85a2bf6", nil),
      ("zoe@example.com", "email"), ("zoe@example", nil), ("a@b@c.de", nil), ("a b@c.de", nil),
      ("https://example.com/a?b=%20#c", "uri"), ("urn:x", "uri"), ("/a", nil), ("https:// a", nil),
      ("1a:b", nil), ("x:", nil), ("", nil), ("1234.50", nil),
    ] as [(String, String?)]
  )
  func formats(_ text: String, _ name: String?) {
    #expect(StringFormats.all.fitting(Array(text.utf8)).name == name)
  }
}
