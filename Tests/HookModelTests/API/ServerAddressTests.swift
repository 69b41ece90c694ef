import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct ServerAddressTests {
  @Test(
    "is taken",
    arguments: [
      ("https://api.staffology.co.uk", "api.staffology.co.uk"),
      (" https://api.example:8443/base/ \n", "api.example:8443"),
      ("HTTPS://API.example", "api.example"),
      ("http://127.0.0.1:8410", "127.0.0.1:8410"), ("http://127.255.3.1", "127.255.3.1"),
      ("http://localhost:1", "localhost:1"), ("http://LOCALHOST", "localhost"),
      ("http://a.localhost", "a.localhost"), ("http://[::1]:8410/", "[::1]:8410"),
      ("https://10.0.0.1", "10.0.0.1"),
    ]
  )
  func isTaken(_ text: String, _ name: String) throws {
    #expect(try ServerAddress(text).description == name)
  }

  @Test(
    "is refused",
    arguments: [
      ("", "is empty"), ("api.example", "try: https://api.example"),
      ("ftp://api.example", "must begin with"), ("https://", "has no host"),
      ("https:///path", "has no host"), ("file:///etc", "must begin with"),
      ("https://key@api.example", "must not hold"), ("https://u:key@api.example", "must not hold"),
      ("http://api.example", "not sent over http"), ("http://10.0.0.1", "not sent over http"),
      ("http://127.0.0.1.example", "not sent over http"), ("http://10.1", "not sent over http"),
      ("http://notlocalhost", "not sent over http"),
      ("http://localhost.example", "not sent over http"),
      ("http://127.0.0.256", "not sent over http"), ("http://[::2]", "not sent over http"),
      ("http://0.0.0.0", "not sent over http"), ("http://127.+0.0.1", "not a name"),
    ]
  )
  func isRefused(_ text: String, _ words: String) throws {
    let error = try #require(#expect(throws: APIError.self) { try ServerAddress(text) })
    #expect(error.description.contains(words))
    #expect(!error.description.contains("key@"))
  }

  @Test("a query is no part of it") func aQueryIsNoPartOfIt() throws {
    #expect(
      try ServerAddress("https://x.example/a?key=1#f").base.text == "https://x.example/a"
    )
  }
}
