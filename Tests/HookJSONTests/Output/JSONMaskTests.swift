import Foundation
import Testing
import HookTesting
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONMaskTests {
  @Test("structure and keys stay and values go") func structureAndKeysStayAndValuesGo() throws {
    let index = try index(
      #" [{"name": "Zoë", "gross":1234.50, "ok" :true, "no":null, "e":{}, "f":[]}] "#
    )
    let masked = String(decoding: JSONMask.text(index, 0), as: UTF8.self)
    #expect(
      masked
        == #"[{"name": "•••", "gross":<number>, "ok" :<boolean>, "no":null, "e":{}, "f":[]}]"#
        .replacingOccurrences(of: "<number>", with: "\"<number>\"")
        .replacingOccurrences(of: "<boolean>", with: "\"<boolean>\"")
    )
    #expect(try HookTesting.index(masked).count == index.count)
    #expect(JSONMask.text(index, 2) == Array("\"•••\"".utf8))
  }
}
