import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct RecordPasswordsTests {
  @Test(
    "the password of a record's URL is hidden, all else stays byte for byte",
    arguments: [
      (
        #"{ "url" : "https://user:secret@a.example/x","active":true , "n":1.50}"#,
        #"{ "url" : "https://user:•••@a.example/x","active":true , "n":1.50}"#
      ),
      (#"{"url":"http:\/\/token@a.example\/x"}"#, #"{"url":"http://•••@a.example/x"}"#),
      (
        #"{"lastPayload":{"url":"http://u:p@a/","payload":"http://u:p@a/"},"url":"http://u:q@a/"}"#,
        #"{"lastPayload":{"url":"http://u:•••@a/","payload":"http://u:p@a/"},"url":"http://u:•••@a/"}"#
      ),
      (
        #"[{"url":"http://u:p@a/"},{"url":"http://a/"}]"#,
        #"[{"url":"http://u:•••@a/"},{"url":"http://a/"}]"#
      ),
      (#"{"url":"http://a.example/x@y?z=a@b"}"#, #"{"url":"http://a.example/x@y?z=a@b"}"#),
      (#"{"url":7,"email":"//a@b"}"#, #"{"url":7,"email":"//a@b"}"#),
      ("http://u:p@a/", "http://u:p@a/"),
    ]
  )
  func hides(_ record: String, _ shown: String) {
    #expect(String(decoding: RecordPasswords.hidden(Array(record.utf8)), as: UTF8.self) == shown)
  }
}
