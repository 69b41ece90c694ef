import Testing
@testable import HookJSON

@Suite(.timeLimit(.minutes(1))) struct JSONLayoutTests {
  @Test(
    "indents without touching strings and numbers",
    arguments: [
      ("[]", "[]\n"), ("{ }", "{}\n"), (" 1.50 ", "1.50\n"),
      (#""a{,:}\"b\\""#, #""a{,:}\"b\\""# + "\n"),
      (
        #"[{"a":1.0,"b":[],"c":{"d":[1,2]}}]"#,
        """
        [
          {
            "a": 1.0,
            "b": [],
            "c": {
              "d": [
                1,
                2
              ]
            }
          }
        ]

        """
      ),
      ("[\n[ ] ,\t{}]", "[\n  [],\n  {}\n]\n"),
      (#"{"é\u00e9":1e5}"#, "{\n  \"é\\u00e9\": 1e5\n}\n"),
    ]
  )
  func indents(_ text: String, _ indented: String) {
    let bytes = JSONLayout.indented(Array(text.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == indented)
    // What is indented stays as it is.
    #expect(JSONLayout.indented(bytes) == bytes)
  }
}
