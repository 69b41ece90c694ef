import HookSupport
import Testing

@testable import HookHTTP

@Suite(.timeLimit(.minutes(1))) struct HeaderSecretsTests {
  @Test(
    "credentials and cookies are hidden, everything else is shown",
    arguments: [
      ("Authorization", "Basic dXNlcjpwYXNz", "Basic ••••"),
      ("authorization", "Bearer a b c", "Bearer ••••"),
      ("AUTHORIZATION", "AWS4-HMAC-SHA256 Credential=x, Signature=y", "AWS4-HMAC-SHA256 ••••"),
      // A key without a scheme, also one with a space in it.
      ("Authorization", "c2VjcmV0", "••••"), ("Authorization", "c2Vj== cmV0", "••••"),
      ("Authorization", "", "••••"),
      ("Proxy-Authorization", "Digest username=x", "Digest ••••"),
      ("Cookie", "session=abc", "session=••••"),
      ("cookie", "a=1; b=\"2;x\";c=", "a=••••; b=••••; ••••; c=••••"),
      ("Cookie", "abc", "••••"), ("Cookie", "a=b=c", "a=••••"),
      (
        "Set-Cookie", "id=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly",
        "id=••••; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly"
      ),
      ("Set-Cookie", "a=1; unknown=2; Path=/, b=3", "a=••••; unknown=••••; Path=••••"),
      // The name of an attribute as that of the cookie.
      ("Set-Cookie", "path=1; path=/", "path=••••; path=/"),
      ("webhook-signature", "v1,abc=", "v1,abc="),
      ("X-Hub-Signature-256", "sha256=00ff", "sha256=00ff"),
      ("WWW-Authenticate", "Basic realm=\"x\"", "Basic realm=\"x\""),
    ]
  )
  func hides(_ name: String, _ value: String, _ shown: String) {
    let masked = HeaderSecrets.masked(HeaderField(name, value))
    #expect(masked == HeaderField(name, shown))
    #expect(HeaderSecrets.masked(masked) == masked)
    #expect((HeaderSecrets.variable(masked) == nil) == (value == shown))
  }

  @Test("a value that is not secret keeps its bytes") func bytes() {
    let field = HeaderField(nameBytes: [0x58], valueBytes: [0xE9, 0xFF])
    #expect(HeaderSecrets.masked(field) == field)
  }

  @Test("a variable stands for a secret")
  func variables() {
    let names = ["authorization", "Proxy-Authorization", "Cookie", "X-A"]
    #expect(
      names.map { HeaderSecrets.variable(HeaderField($0, "x y")) } == [
        "AUTHORIZATION", "PROXY_AUTHORIZATION", "COOKIE", nil,
      ]
    )
  }
}
