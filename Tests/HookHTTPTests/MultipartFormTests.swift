import HookJSON
import Testing
@testable import HookHTTP

/// Bodies of several parts, as senders make them.
@Suite(.timeLimit(.minutes(1))) struct MultipartFormTests {
  private static let field = "Content-Disposition: form-data; name=\"n\""

  /// A part with its head; `|` is a line end.
  private func fields(_ body: String, _ type: String = "multipart/form-data; boundary=x") -> String
  {
    let bytes = Array(body.replacing("|", with: "\r\n").utf8)
    guard let (fields, isCut) = MultipartForm.fields(type, bytes) else { return "nil" }
    return String(decoding: JSON.object(fields).bytes, as: UTF8.self) + (isCut ? " cut" : "")
  }

  @Test(
    "fields and files",
    arguments: [
      ("--x|\(field)||v|--x--|", #"{"n":"v"}"#),
      // What is before and after the parts is for no one.
      ("before|--x|\(field)||v|--x--|after --x", #"{"n":"v"}"#),
      // A boundary begins a line.
      ("--x|\(field)||a--x|b|--x--", #"{"n":"a--x\r\nb"}"#),
      ("--x|\(field)||a||b|--x|\(field)|||--x--", #"{"n":"a\r\n\r\nb","n":""}"#),
      ("--x|\(field)||v", #"{"n":"v"} cut"#),
      ("--x\n\(field)\n\nv\n--x--\n", #"{"n":"v"}"#),
      ("--x||no head|--x--", #"{"":"no head"}"#), ("--x|a|--x--", "nil"), ("nothing", "nil"),
      ("", "nil"),
      (
        "--x|Content-Disposition: form-data; name=\"f\"; filename=\"a;b \\\"c\\\".png\"|"
          + "Content-Type: image/png||123|--x--",
        #"{"f":{"file":"a;b \"c\".png","type":"image/png","size":3}}"#
      ),
      (
        "--x|content-disposition: form-data; filename=e.txt; name=f;"
          + " filename*=UTF-8''caf%C3%A9.txt||1|--x--",
        #"{"f":{"file":"café.txt","type":"","size":1}}"#
      ),
    ]
  )
  func fields(_ body: String, wanted: String) { #expect(fields(body) == wanted) }

  @Test(
    "the boundary is that of the Content-Type, otherwise the first line",
    arguments: [
      ("multipart/mixed; boundary=\"x\"", true),
      ("Multipart/Form-Data; charset=a; Boundary=x", true),
      ("", true), ("multipart/form-data", false), ("text/plain", false),
      ("multipart/form-data; boundary=y", false),
    ]
  )
  func boundaries(_ type: String, _ isFound: Bool) {
    #expect(fields("--x|\(Self.field)||v|--x--|", type) == (isFound ? #"{"n":"v"}"# : "nil"))
  }

  @Test("a field of other bytes than text is told by its size") func bytes() {
    let body = Array("--x\r\n\(Self.field)\r\n\r\n".utf8) + [0xFF, 0] + Array("\r\n--x--".utf8)
    let found = MultipartForm.fields("multipart/form-data; boundary=x", body)
    let text = String(decoding: JSON.object(found?.fields ?? []).bytes, as: UTF8.self)
    #expect(text == #"{"n":{"file":"","type":"","size":2}}"#)
  }

  @Test("each cut of a body is read without a fault") func cuts() {
    let body = Array("a\r\n--x\r\n\(Self.field); filename=\"q\\\"\r\n\r\nv\r\n--x--\r\n".utf8)
    for end in body.indices {
      for start in [0, end / 2] {
        let part = Array(body[start..<end])
        let found = MultipartForm.fields("multipart/form-data; boundary=x", part)
        #expect((found?.fields.count ?? 0) <= 1)
        _ = MultipartForm.fields("", part)
      }
    }
  }
}
