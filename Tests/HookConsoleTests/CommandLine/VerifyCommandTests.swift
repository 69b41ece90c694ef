@testable import ConsoleCore
import Foundation
import HookHTTP
import HookModel
import HookSignatures
import Testing
@testable import HookCapture
@testable import HookConsole

extension CommandLineTests {
  /// `verify`, and signing what is posted.
  @Suite(.timeLimit(.minutes(1))) struct VerifyCommandTests {
    private static let secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    private static let other = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="

    private static func request(_ body: String, signed: String? = nil, time: Int = 1_700_000_000)
      throws -> String
    {
      let secret = try SigningSecret(Self.secret)
      let signature = secret.signature(
        id: "a",
        timestamp: Int64(time),
        body: Array((signed ?? body).utf8)
      )
      return "POST /in HTTP/1.1\r\nHost: x\r\nwebhook-id: a\r\nwebhook-timestamp: \(time)\r\n"
        + "webhook-signature: \(signature)\r\n\r\n\(body)"
    }

    @Test("a raw request is checked, as of a time, with several secrets") func raw() async throws {
      try await World.open { world in
        let secret = try world.write(Self.secret + "\n", to: "secret.txt")
        let other = try world.write(Self.other, to: "other.txt")
        let request = try world.write(try Self.request("[1]"), to: "request.http")
        let right = try await world.run(
          "verify",
          "--secret-file",
          other,
          "--secret-file",
          secret,
          "--request",
          request,
          "--at",
          "1700000100"
        )
        #expect(right.code == 0)
        #expect(right.out == "the signature is right (Standard Webhooks, secret 2)\n")
        let old = try await world.run("verify", "--secret-file", secret, "--request", request)
        #expect(old.code == 1 && old.err.contains("its timestamp is"))
        let wrong = try await world.run(
          "verify",
          "--secret-file",
          other,
          "--request",
          request,
          "--at",
          "1700000100",
          "--json"
        )
        #expect(wrong.code == 1)
        #expect(wrong.json?["right"]?.bool == false && wrong.json?["reason"]?.string == "wrong")
        for ended in [right, old, wrong] {
          #expect(!(ended.out + ended.err).contains("MDEyMz"))
          #expect(!(ended.out + ended.err).contains("ZmVkY2"))
        }
      }
    }

    @Test("a changed body is explained, from a file, from standard input and from HAR")
    func changed() async throws {
      try await World.open { world in
        let secret = try world.write(Self.secret, to: "secret.txt")
        let text = try Self.request("{\"a\": \"\\u00e9\"}\n", signed: "{\"a\":\"é\"}")
        let request = try world.write(text, to: "request.http")
        let told = try await world.run(
          "verify",
          "--secret-file",
          secret,
          "--request",
          request,
          "--at",
          "1700000000",
          "--json"
        )
        #expect(told.json?["changes"]?.children.count == 2)
        let signature =
          text.split(separator: "\r\n").first { $0.hasPrefix("webhook-signature") } ?? ""
        let piped = try await world.run(
          "verify",
          "--secret-file",
          secret,
          "--header",
          "webhook-id: a",
          "--header",
          "webhook-timestamp: 1700000000",
          "--header",
          String(signature),
          "--at",
          "1700000000",
          "-",
          input: "{\"a\":\"é\"}"
        )
        #expect(piped.code == 0, "\(piped.err)")
      }
    }

    @Test(
      "what cannot be read ends with 2 and is named with line and column",
      arguments: [
        ("POST / HTTP/1.1\nno colon\n\nx", "line 2, column 1: not a header line"),
        ("nothing\n\n", "line 1, column 1: not a request line"),
        ("POST / HTTP/1.1\nA: b", "line 2, column 5: the headers must end with an empty line"),
        ("", "line 1, column 1: not a request line"),
        ("{\"log\": [}", "line 1, column 10"),
        ("{\"log\": {\"entries\": []}}", "the file has no entry"),
        (
          "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\nab\nx\n",
          "line 6, column 1: a chunk begins with its size"
        ),
        (
          "POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n4\nab\n",
          "line 6, column 1: the body ends inside a chunk of 4 bytes"
        ),
        ("POST / HTTP/1.1\nContent-Length: 5\n\nabc", "the body ends after 3 of the 5 bytes"),
      ]
    )
    func broken(_ text: String, _ says: String) async throws {
      try await World.open { world in
        let secret = try world.write(Self.secret, to: "secret.txt")
        let request = try world.write(text, to: "request.http")
        let ended = try await world.run("verify", "--secret-file", secret, "--request", request)
        #expect(ended.code == 2)
        #expect(ended.err.contains("request.http: ") && ended.err.contains(says), "\(ended.err)")
      }
    }

    @Test(
      "a request in chunks and a HAR file with a byte order mark are read",
      arguments: [
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n%@\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
        "\u{FEFF}{\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":\"/\",\"headers\":{%@},"
          + "\"postData\":{\"text\":\"abc\"}}}]}}",
      ]
    )
    func forms(_ form: String) async throws {
      try await World.open { world in
        let secret = try SigningSecret(Self.secret)
        let signature = secret.signature(id: "a", timestamp: 1_700_000_000, body: Array("abc".utf8))
        let headers = [
          ("webhook-id", "a"), ("webhook-timestamp", "1700000000"),
          ("webhook-signature", signature),
        ]
        let text =
          form.hasPrefix("POST")
          ? headers.map { "\($0): \($1)\r\n" }.joined()
          : headers.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
        let request = try world.write(form.replacing("%@", with: text), to: "request")
        let file = try world.write(Self.secret, to: "secret.txt")
        let ended = try await world.run(
          "verify",
          "--secret-file",
          file,
          "--at",
          "1700000000",
          "--request",
          request
        )
        #expect(ended.code == 0, "\(ended.err)")
      }
    }

    @Test(
      "send and tail --forward sign what they post; a rotation signs twice; the HAR file verifies"
    )
    func signs() async throws {
      try await World.open { world in
        let secret = try world.write(Self.secret + "\r\n", to: "secret.txt")
        let other = try world.write(Self.other, to: "other.txt", mode: 0o644)
        var configuration = ReceiverConfiguration()
        configuration.verifier = SignatureVerifier(secrets: [Self.other])
        let checking = try Receiver.start(configuration)
        let body = try world.write("[1.50]", to: "body.json")
        let har = "\(world.folder)/sent.har"
        let unsigned = try await world.run("send", "--file", body, "--to", checking.url)
        #expect(unsigned.code == 1 && unsigned.out.contains("not signed"))
        let sent = try await world.run(
          "send",
          "--file",
          body,
          "--to",
          checking.url,
          "--secret-file",
          secret,
          "--secret-file",
          other,
          "--har",
          har
        )
        #expect(sent.code == 0, "\(sent.err)")
        #expect(sent.err.contains("other users can read") && sent.err.contains("chmod 600"))
        let signatures = checking.requests.last?.header("webhook-signature")?.split(separator: " ")
        #expect(signatures?.count == 2)
        let verified = try await world.run("verify", "--secret-file", secret, "--request", har)
        #expect(verified.code == 0, "\(verified.err)")
        // By the environment, and by a profile.
        var environment = world.environment
        environment["HOOKCONSOLE_SECRET"] = Self.other
        let named = try await ChildProgram.run(
          ["send", "--file", body, "--to", checking.url],
          environment: environment
        )
        #expect(named.code == 0, "\(named.err)")
        for ended in [unsigned, sent, verified, named] {
          #expect(!(ended.out + ended.err).contains("ZmVkY2"))
        }
        await checking.stop()
      }
    }
  }
}
