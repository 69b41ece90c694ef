import HookSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct HTTPURLTests {
  @Test(
    "path and query go out as they are written",
    arguments: [
      ("http://h", "/"), ("http://h/a/../b", "/a/../b"), ("http://h?a", "/?a"),
      ("http://h/?token=%22abc%22&y={z}", "/?token=%22abc%22&y={z}"),
      ("http://h/%zz|^`[]", "/%zz|^`[]"), ("http://h/é", "/%c3%a9"), ("http://h/a#b", "/a"),
      ("http://h/a%20b+c", "/a%20b+c"), ("http://h//a//", "//a//"),
    ]
  )
  func target(_ text: String, _ target: String) throws {
    #expect(try HTTPURL(text).target == target)
  }

  @Test(
    "the host is read once, in one form",
    arguments: [
      ("http://LOCALHOST:1/", "localhost", 1, true), ("HTTP://localhost", "localhost", 80, true),
      ("http://a.localhost", "a.localhost", 80, true),
      ("http://localhost./", "localhost", 80, true),
      ("http://127.1", "127.0.0.1", 80, true), ("http://2130706433", "127.0.0.1", 80, true),
      ("http://0x7f.1", "127.0.0.1", 80, true), ("http://127%2e0.0.1", "127.0.0.1", 80, true),
      ("http://[::1]:8080", "::1", 8080, true), ("http://[0:0:0:0:0:0:0:1]", "::1", 80, true),
      ("http://[::ffff:127.0.0.1]", "::ffff:127.0.0.1", 80, true),
      ("https://127.0.0.1.example", "127.0.0.1.example", 443, false),
      ("https://notlocalhost", "notlocalhost", 443, false), ("http://[::2]", "::2", 80, false),
      ("http://user:pw@10.0.0.1", "10.0.0.1", 80, false), ("http://0.0.0.0", "0.0.0.0", 80, false),
      ("http://h@127.0.0.1", "127.0.0.1", 80, true), ("https://127.0.0.1@h", "h", 443, false),
    ] as [(String, String, UInt16, Bool)]
  )
  func host(_ text: String, _ host: String, _ port: UInt16, _ isLoopback: Bool) throws {
    let url = try HTTPURL(text)
    #expect(url.host == host)
    #expect(url.port == port)
    #expect(url.isLoopback == isLoopback)
  }

  @Test(
    "what cannot be used is named",
    arguments: [
      ("", "empty"), ("localhost:3000/a", "try: http://localhost:3000/a"),
      ("api.example/x", "try: https://api.example/x"), ("ftp://h", "must begin with"),
      ("hook", "must begin with"), ("http://", "has no host"),
      ("https:///x", "has no host"),
      ("http://h:99999", "not a number from 1 to 65535"), ("http://h:0", "0 is not a port"),
      ("http://h:x", "not a number"), ("http://[::bad/", "not a name or an address"),
      ("http://a b", "must not contain spaces"), ("http://h/a b", "must not contain spaces"),
      ("http://h/\u{1}", "control characters"), ("http://h/\u{0}", "control characters"),
      ("//h/x", "must begin with"),
    ]
  )
  func problem(_ text: String, _ words: String) throws {
    let error = try #require(#expect(throws: HTTPURLError.self) { try HTTPURL(text) })
    #expect(error.description.contains(words))
  }

  @Test(
    "a password is never shown",
    arguments: [
      ("http://u:secret@h/x", "http://u:•••@h/x"), ("http://token@h", "http://•••@h"),
      ("http://h/x@y", "http://h/x@y"),
    ]
  )
  func shown(_ text: String, _ shown: String) throws {
    #expect(try HTTPURL(text).description == shown)
    #expect(HTTPURL.shown(text) == shown)
  }

  @Test(
    "what was not shown of a URL is kept while another part of it is typed",
    arguments: [
      ("http://u:•••@h:1/x", "http://u:secret@h:1/x"),
      ("http://u:•••@h:1/y?z", "http://u:secret@h:1/y?z"),
      ("http://u:new@h:1/x", "http://u:new@h:1/x"), ("http://h:1/x", "http://h:1/x"),
      ("http://h:2/x", "http://h:2/x"),
    ]
  )
  func typedOver(_ typed: String, _ text: String) throws {
    let shown = try HTTPURL("http://u:secret@h:1/x")
    #expect(try HTTPURL(typed: typed, over: shown).text == text)
    #expect(try HTTPURL(typed: "http://h:1/x", over: nil).text == "http://h:1/x")
  }

  @Test(
    "no other server and no other user gets a password that was not shown",
    arguments: [
      "http://u:•••@other:1", "http://u:•••@h:2", "https://u:•••@h:1", "http://v:•••@h:1",
    ]
  )
  func noOtherServer(_ typed: String) throws {
    let shown = try HTTPURL("http://u:secret@h:1/x")
    let problem = try #require(
      #expect(throws: Problem.self) { try HTTPURL(typed: "\(typed)/x", over: shown) }
    )
    #expect(problem.sentence == "••• stands for what is not shown of http://u:•••@h:1/x")
  }

  @Test(
    "people read the host and the port that was named",
    arguments: [
      ("http://[::1]:8080/x", "[::1]:8080"), ("http://[::1]", "[::1]"),
      ("https://H.example", "h.example"),
      ("https://h:443/", "h:443"), ("http://u:p@h:1", "h:1"),
    ]
  )
  func authority(_ text: String, _ authority: String) throws {
    #expect(try HTTPURL(text).authority == authority)
  }

  @Test(
    "a Location is followed from where it came",
    arguments: [
      ("/other?x", "http://h:1/other?x"), ("b", "http://h:1/a/b"), ("//o/x", "http://o/x"),
      ("https://o/%zz é", "https://o/%zz%20%c3%a9"), ("http://[::bad/", nil), ("ftp://o", nil),
    ]
  )
  func location(_ location: String, _ wanted: String?) throws {
    #expect(try HTTPURL("http://h:1/a/z").following(location)?.text == wanted)
  }

  @Test("a server is the same with the same scheme, host and port") func server() throws {
    let url = try HTTPURL("https://h.example")
    #expect(url.isSameServer(as: try HTTPURL("HTTPS://H.example:443/x")))
    for other in ["http://h.example:443", "https://h.example:444", "https://o.example"] {
      #expect(!url.isSameServer(as: try HTTPURL(other)))
    }
  }
}
