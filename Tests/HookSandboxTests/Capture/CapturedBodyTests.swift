import HookHTTP
import HookTesting
import Testing
@testable import HookCapture

/// What captured bodies and requests are shown as.
@Suite(.timeLimit(.minutes(1))) struct CapturedBodyTests {
  @Test(
    "bodies by what they are",
    arguments: [
      (#"{"a": 1.50}"#, "application/json", #"{"a": 1.50}"#, ""),
      (#"[1]"#, "text/plain", "[1]", ""), ("3", "", "3", ""),
      ("{broken", "application/json", "{broken", ""),
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
      ("{\"a\":1}\nno\n", "application/x-ndjson", "{\"a\":1}\nno\n", ""),
      ("<a>é</a>", "text/xml", "<a>é</a>", ""), ("", "", "", ""),
      (
        "--x\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nv\r\n--x\r\n"
          + "Content-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n"
          + "Content-Type: image/png\r\n\r\n\u{1}\u{2}\u{3}\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
        #"{"n":"v","f":{"file":"a.bin","type":"image/png","size":3}}"#, "multipart"
      ),
      ("no parts", "multipart/form-data; boundary=x", "no parts", ""),
    ]
  )
  func shown(_ body: String, _ type: String, _ wanted: String, _ note: String) {
    let (bytes, said) = CapturedBody.shown(["Content-Type": type], Array(body.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == wanted)
    #expect(said == note)
  }

  @Test("gzip is undone, named or not; other bytes are hex digits") func binary() {
    // `hi`, as gzip makes it.
    let packed: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0xC8, 4, 0, 0xAC, 0x2A, 0x93, 0xD8, 2, 0, 0, 0,
    ]
    for headers in [[:], ["Content-Encoding": "gzip"]] as [HeaderFields] {
      let (bytes, note) = CapturedBody.shown(headers, packed)
      #expect(String(decoding: bytes, as: UTF8.self) == "hi" && note == "gzip")
    }
    let (cut, note) = CapturedBody.shown(["Content-Encoding": "gzip"], Array(packed.prefix(12)))
    #expect(note == "hex" && cut.starts(with: Array("00000000  1f 8b 08".utf8)))
    let (hex, _) = CapturedBody.shown([:], [0, 0x41, 0xFF])
    #expect(String(decoding: hex, as: UTF8.self).hasSuffix(".A.\n"))
  }

  @Test(
    "titles by what is common among providers",
    arguments: [
      (["X-GitHub-Event": "push"], "{}", "push"),
      (["X-GitHub-Event": "issues"], #"{"action":"opened"}"#, "issues opened"),
      ([:], #"{"id":"evt_1","type":"invoice.paid"}"#, "invoice.paid"),
      ([:], #"{"type":"event_callback","event":{"type":"app_mention"}}"#, "app_mention"),
      ([:], #"[{"personalDetails":{"firstName":"Zoë","lastName":"Ellis"}}]"#, "Zoë Ellis"),
      ([:], #"{"event_type":"ping","data":{}}"#, "ping"),
      ([:], #"{"data":{},"name":"Anna"}"#, "Anna"), ([:], #"{"a":1}"#, ""), ([:], "text", ""),
      ([:], #"{"type":7,"name":["x"]}"#, ""),
    ] as [(HeaderFields, String, String)]
  )
  func titles(_ headers: HeaderFields, _ body: String, _ wanted: String) {
    #expect(CaptureTitle.of(headers, Array(body.utf8)) == wanted)
  }
}
