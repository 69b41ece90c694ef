import Testing

import HookTesting
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONNodeTests {
  @Test(
    "reads whole numbers",
    arguments: [
      ("1", 1), ("-7", -7), ("3.0", 3), ("1e3", 1000), (#""42""#, 42), ("1.5", nil), (#""x""#, nil),
      ("null", nil), ("true", nil), ("[1]", nil), ("99999999999999999999", nil),
      ("9223372036854775807", .max),
    ]
  )
  func readsWholeNumbers(_ text: String, _ wanted: Int?) throws {
    #expect(try node(text).int == wanted)
  }

  @Test(
    "reads truth values",
    arguments: [
      ("true", true), ("false", false), ("1", true), ("0", false), (#""True""#, true),
      (#""false""#, false), ("2", nil), ("null", nil), (#""yes""#, nil), ("{}", nil),
    ]
  )
  func readsTruthValues(_ text: String, _ wanted: Bool?) throws {
    #expect(try node(text).bool == wanted)
  }

  @Test("finds a member by its key") func findsAMemberByItsKey() throws {
    let node = try node(#"{"a":1,"B":2,"a":3,"\u0063":4,"d":{"e":5},"ID":6,"id":7,"Id":8,"iD":9}"#)
    #expect(node["a"]?.int == 3)
    #expect(node["b"]?.int == 2)
    #expect(node["c"]?.int == 4)
    #expect(node["d"]?["e"]?.int == 5)
    #expect(node["e"] == nil)
    #expect(node["id"]?.int == 7)
    #expect(try HookTesting.node("[1]")["a"] == nil)
  }

  @Test("gives bytes as they came") func givesBytesAsTheyCame() throws {
    let node = try node(#" { "n" : 1234.50 , "o": {"z":1, "a" :0.1234567890123456789} } "#)
    #expect(String(decoding: node["n"]?.bytes ?? [], as: UTF8.self) == "1234.50")
    #expect(
      String(decoding: node["o"]?.bytes ?? [], as: UTF8.self)
        == #"{"z":1, "a" :0.1234567890123456789}"#
    )
    #expect(node.children.count == 2)
    #expect(node["n"]?.children.count == 0)
  }
}
