import HookHTTP
import Testing
@testable import HookCapture

/// What captured requests are called.
@Suite(.timeLimit(.minutes(1))) struct CaptureTitleTests {
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
      ([:], #"{"name":"a\n12:00  200  POST  /b"}"#, "a 12:00  200  POST  /b"),
    ] as [(HeaderFields, String, String)]
  )
  func titles(_ headers: HeaderFields, _ body: String, _ wanted: String) {
    #expect(CaptureTitle.of(headers, Array(body.utf8)) == wanted)
  }
}
