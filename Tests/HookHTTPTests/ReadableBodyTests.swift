import HookTesting
import Testing
@testable import HookHTTP

/// What bodies are shown as.
@Suite(.timeLimit(.minutes(1))) struct ReadableBodyTests {
  @Test(
    "bodies by what they are",
    arguments: [
      (#"{"a": 1.50}"#, "application/json", #"{"a": 1.50}"#, ""),
      (#"[1]"#, "text/plain", "[1]", ""), ("3", "", "3", ""),
      (
        "{broken", "application/json", "{broken",
        "not JSON: line 1, column 2 (byte 1): a key in quotes was expected"
      ),
      (
        "[1,\n2", "", "[1,\n2",
        "not JSON: line 2, column 2 (byte 5): the text ends where a comma or ] was expected"
      ),
      ("\u{FEFF}x", "", "x", "UTF-8 with a byte order mark"),
      // Without a Content-Type a form is what looks like one.
      ("a=1&b=%20", "", #"{"a":"1","b":" "}"#, "form"), ("a=1&b=<c>", "", "a=1&b=<c>", ""),
      ("a=1&b=2", "text/plain", "a=1&b=2", ""),
      (
        "a=b+c&d=%C3%A9&e", "application/x-www-form-urlencoded", #"{"a":"b c","d":"é","e":""}"#,
        "form"
      ),
      (
        "payload=%7B%22x%22%3A1%7D", "application/x-www-form-urlencoded",
        #"{"payload":{"x":1}}"#, "form"
      ),
      // What curl says of any body.
      (#"{"a":"="}"#, "application/x-www-form-urlencoded", #"{"a":"="}"#, ""),
      ("two words = x", "application/x-www-form-urlencoded", "two words = x", ""),
      ("{\"a\":1}\n{\"a\":2}\n", "application/x-ndjson", #"[{"a":1},{"a":2}]"#, "2 lines of JSON"),
      (
        "{\"a\":1}\nno\n", "application/x-ndjson", "{\"a\":1}\nno\n",
        "not JSON: line 2, column 1 (byte 8): nothing more was expected after the value"
      ),
      ("<a>é</a>", "text/xml", "<a>é</a>", ""), ("", "", "", ""),
      ("no parts", "multipart/form-data; boundary=x", "no parts", ""),
    ]
  )
  func shown(_ body: String, _ type: String, _ wanted: String, _ note: String) {
    let shown = ReadableBody(["Content-Type": type], Array(body.utf8))
    #expect(String(decoding: shown.bytes, as: UTF8.self) == wanted)
    #expect(shown.notes.joined(separator: ", ") == note)
  }

  @Test("gzip is undone, named or not; other bytes are hex digits") func binary() {
    // `hi`, as gzip makes it.
    let packed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0xC8, 4, 0, 0xAC, 0x2A, 0x93, 0xD8, 2, 0, 0, 0,
    ]
    for headers in [[:], ["Content-Encoding": "gzip"]] as [HeaderFields] {
      let shown = ReadableBody(headers, packed)
      #expect(String(decoding: shown.bytes, as: UTF8.self) == "hi" && shown.notes == ["gzip"])
    }
    let cut = ReadableBody(["Content-Encoding": "gzip"], Array(packed.prefix(12)))
    #expect(cut.kind == .hex && cut.notes == ["gzip: cannot be decoded", "hex"])
    #expect(cut.bytes.starts(with: Array("0000  1f 8b 08".utf8)))
    #expect(
      ReadableBody(["Content-Encoding": "br"], [0x0B, 0]).notes.first?.hasPrefix("br:") == true
    )
    let hex = ReadableBody([:], [0, 0x41, 0xFF])
    #expect(String(decoding: hex.bytes, as: UTF8.self).hasSuffix(".A.\n"))
    let (kept, note) = ReadableBody.decoded([:], packed, maximum: 1)
    #expect(kept == packed && note == "gzip: not decoded, more than 1 bytes")
  }

  @Test(
    "text in other encodings is text",
    arguments: [
      ("text/plain; charset=iso-8859-1", [0x5A, 0x6F, 0xEB], "Zoë", "read as ISO-8859-1"),
      ("", [0xFF, 0xFE, 0x5B, 0, 0x31, 0, 0x5D, 0], "[1]", "UTF-16"),
      ("", [0xFE, 0xFF, 0, 0x61], "a", "UTF-16"),
    ] as [(String, [UInt8], String, String)]
  )
  func encodings(_ type: String, _ body: [UInt8], _ wanted: String, _ note: String) {
    let shown = ReadableBody(["Content-Type": type], body)
    #expect(shown.kind == .text && String(decoding: shown.bytes, as: UTF8.self) == wanted)
    #expect(shown.notes == [note])
  }
}
