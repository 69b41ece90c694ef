import Foundation
import HookHTTP
import HookSupport
import HookTesting
import Synchronization
import Testing

@testable import HookModel

@Suite(.timeLimit(.minutes(1))) struct PosterTests {
  private func post(_ answer: ScriptedServer.Answer) async throws -> (PostResponse, [String]) {
    let server = try ScriptedServer { _ in answer }
    defer { server.stop() }
    let url = try HTTPURL("\(server.url)/h?a=1")
    let answer = try await Poster(timeout: 1).post(
      Array("[1.50]".utf8),
      to: url,
      delivery: RecordID("D")
    )
    return (answer, server.requests)
  }

  @Test("posts as a sender does and without the key") func postsAsASenderDoesAndWithoutTheKey()
    async throws
  {
    let (answer, requests) = try await post(
      .text("HTTP/1.1 410 Gone\r\nX-A: b\r\nContent-Length: 2\r\n\r\nno")
    )
    #expect(answer.status == 410 && !answer.isSuccess && answer.problem == nil)
    #expect(answer.body == Array("no".utf8))
    #expect(answer.headers["x-a"] == "b")
    #expect(answer.seconds >= 0)
    let head = try #require(requests.first)
    #expect(head.hasPrefix("POST /h?a=1 HTTP/1.1\r\n"))
    #expect(head.lowercased().contains("content-type: application/json\r\n"))
    #expect(head.contains("Content-Length: 6\r\n"))
    #expect(head.lowercased().contains("webhook-id: d\r\n"))
    #expect(!head.contains("Authorization"))
  }

  @Test(
    "every status is an answer",
    arguments: [
      (
        ScriptedServer.Answer.text(
          "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"
        ),
        302
      ),
      (
        .text(
          "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
        ),
        401
      ),
      (.text("HTTP/1.1 204 No Content\r\n\r\n"), 204),
    ]
  )
  func everyStatusIsAnAnswer(_ answer: ScriptedServer.Answer, _ status: Int) async throws {
    let (answer, requests) = try await post(answer)
    #expect(answer.status == status && answer.problem == nil)
    #expect(requests.count == 1)
  }

  @Test(
    "why no answer came is said",
    arguments: [
      (ScriptedServer.Answer.silence, 0, "timed out after 1 s"),
      (.close, 0, "connection closed before a response"),
      (.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1"), 200, "response cut short (200)"),
    ]
  )
  func whyNoAnswerCameIsSaid(
    _ answer: ScriptedServer.Answer,
    _ status: Int,
    _ words: String
  ) async throws {
    let (answer, _) = try await post(answer)
    #expect(answer.status == status && !answer.isSuccess && !answer.isUnsent)
    #expect(answer.problem?.contains(words) == true)
  }

  @Test("what was not connected to has not had the body")
  func whatWasNotConnectedToHasNotHadTheBody() async throws {
    let server = try ScriptedServer { _ in .close }
    server.stop()
    let url = try HTTPURL(server.url)
    let answer = try await Poster(timeout: 1).post([0x31], to: url)
    #expect(answer.isUnsent && answer.problem?.contains("refused") == true)
  }

  /// On a kept connection that closes libcurl would send it again by itself.
  @Test("a kept connection that closes gets it once") func aKeptConnectionThatClosesGetsItOnce()
    async throws
  {
    let count = Mutex(0)
    let server = try ScriptedServer { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return number == 1
        ? .keep(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)) : .close
    }
    defer { server.stop() }
    let url = try HTTPURL(server.url)
    let poster = Poster(timeout: 2, engine: HTTPEngine())
    #expect(try await poster.post([0x31], to: url).status == 200)
    let second = try await poster.post([0x32], to: url)
    #expect(second.problem?.contains("closed before a response") == true, "\(second)")
    #expect(server.requests.count == 2)
  }

  @Test("asking posts nothing") func askingPostsNothing() async throws {
    let server = try ScriptedServer { _ in .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") }
    defer { server.stop() }
    let url = try HTTPURL(server.url)
    let answer = try await Poster(timeout: 1).ask(url)
    #expect(answer.status == 200)
    #expect(server.requests.first?.hasPrefix("GET / ") == true)
  }
}
