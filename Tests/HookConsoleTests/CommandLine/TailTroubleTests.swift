@testable import ConsoleCore
import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// What `tail` says of a server in trouble, and how it gets at records all the same.
  @Suite(.timeLimit(.minutes(1))) struct TailTroubleTests {
    @Test("each fault is said once, whoever meets it, and the end of all of them")
    func once() {
      var trouble = TailTrouble()
      let (one, two) = (TailTrouble.Source.record(RecordID("1")), TailTrouble.Source.feed)
      func page(_ path: String) -> String { "the response is not JSON: line 1: GET \(path)" }
      #expect(trouble.answers(.feed, now: 0) == nil)
      #expect(trouble.fails(two, page("/a"), now: 1) == "\(page("/a")); trying again")
      #expect(trouble.fails(two, page("/b"), now: 2) == nil)
      #expect(trouble.fails(one, page("/c"), now: 3) == nil)
      #expect(trouble.fails(two, "wait 9 s", now: 4) == "wait 9 s; trying again")
      #expect(trouble.fails(two, "wait 8 s", now: 5) == nil)
      #expect(trouble.answers(two, now: 6) == nil)
      #expect(trouble.answers(one, now: 8) == 7)
      #expect(trouble.answers(one, now: 9) == nil)
      #expect(trouble.fails(two, page("/a"), now: 10) != nil)
    }

    private func records(_ server: QuirkServer) throws -> TailRecords {
      var policy = ReadRetryPolicy.endless
      policy.pauses = [0]
      return TailRecords(
        client: try server.client,
        trouble: TailTroubleReport(server: "the server"),
        policy: policy
      )
    }

    private func find(_ server: QuirkServer, _ id: String) async throws -> String {
      switch try await records(server).find(RecordID(id), of: RecordID("h")) {
      case .found(let found): "found \(found.delivery.id)"
      case .missing(let reason): reason
      }
    }

    @Test(
      "a record is asked for until the server responds again",
      arguments: QuirkServer.bad + [Reply(status: 401), Reply(status: 403)]
    )
    func waits(_ fault: Reply) async throws {
      var server = QuirkServer(quirk: .plain, count: 3)
      server.faults = { $0 < 30 ? fault : nil }
      #expect(try await find(server, "d2") == "found d2")
    }

    @Test("a record that alone keeps failing is left out, and why is known")
    func hopeless() async throws {
      var server = QuirkServer(quirk: .plain, count: 3)
      // The seventh request asks for the webhook.
      server.faults = { $0 == 7 ? nil : Reply(status: 500, body: Data("no".utf8)) }
      #expect(try await find(server, "d2") == "server error (500): no")
      server = QuirkServer(quirk: .plain, count: 3)
      #expect(try await find(server, "d9x") == "it is gone (404)")
    }
  }
}
