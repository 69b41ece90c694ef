@testable import ConsoleCore
import Foundation
import HookModel
import Testing

@testable import HookConsole

extension CommandLineTests {
  /// All deliveries, each once, newest first, whatever the list does.
  @Suite(.timeLimit(.minutes(1))) struct DeliveryReaderTests {
    private func ids(
      _ quirk: QuirkServer.Quirk,
      _ count: Int,
      wanted: Int = .max,
      wantsRecords: Bool = false
    ) async throws -> [FoundDelivery] {
      let server = QuirkServer(quirk: quirk, count: count)
      return try await read(
        DeliveryReader(
          try server.client,
          RecordID("h"),
          wantsRecords: wantsRecords,
          wanted: wanted
        ),
        wanted
      )
    }

    private func exporter(_ server: QuirkServer) throws -> DeliveryReader {
      var policy = ReadRetryPolicy.bounded
      policy.pauses = [0]
      return DeliveryReader(
        try server.client,
        RecordID("h"),
        wantsRecords: true,
        wanted: .max,
        policy: policy
      )
    }

    private func read(_ reader: DeliveryReader, _ wanted: Int = .max) async throws
      -> [FoundDelivery]
    {
      var found: [FoundDelivery] = []
      while found.count < wanted, let next = try await reader.next() { found.append(next) }
      return found
    }

    @Test(
      "every list is read to its end",
      arguments: QuirkServer.Quirk.allCases,
      [0, 1, 2, 7, 100, 250]
    )
    func all(_ quirk: QuirkServer.Quirk, _ count: Int) async throws {
      let found = try await ids(quirk, count)
      let expected = (1...max(1, count)).reversed().filter { $0 <= count }.map { "d\($0)" }
      #expect(found.map(\.delivery.id.description) == expected)
      #expect(found.allSatisfy { $0.delivery.attempts == 1 && $0.event?.name == "JobCompleted" })
    }

    @Test("the newest come first where only some are wanted", arguments: QuirkServer.Quirk.allCases)
    func newest(_ quirk: QuirkServer.Quirk) async throws {
      let found = try await ids(quirk, 250, wanted: 3)
      #expect(found.map(\.delivery.id.description) == ["d250", "d249", "d248"])
    }

    @Test("records come with their own bytes", arguments: QuirkServer.Quirk.allCases)
    func records(_ quirk: QuirkServer.Quirk) async throws {
      let found = try await ids(quirk, 3, wantsRecords: true)
      let texts = found.map { String(decoding: $0.source ?? [], as: UTF8.self) }
      #expect(texts.allSatisfy { $0.contains(#""gross":1.50"#) })
      #expect(texts.count == 3)
    }

    @Test("one bad answer among many loses nothing", arguments: QuirkServer.bad)
    func bad(_ fault: Reply) async throws {
      for request in 1...6 {
        var server = QuirkServer(quirk: .noTimes, count: 3)
        server.faults = { $0 == request ? fault : nil }
        let reader = try exporter(server)
        let found = try await read(reader)
        #expect(found.map(\.delivery.id.description) == ["d3", "d2", "d1"])
        #expect(try await reader.gaps().isEmpty)
      }
    }

    @Test("what is listed and not found is named, and so is what is counted and not listed")
    func gaps() async throws {
      var server = QuirkServer(quirk: .plain, count: 3)
      (server.gone, server.lost) = ([2], 4)
      let reader = try exporter(server)
      #expect(try await read(reader).map(\.delivery.id.description) == ["d3", "d1"])
      #expect(
        try await reader.gaps() == [
          "1 of the listed deliveries are not found (404): d2",
          "the webhook h counts 7 deliveries; the server lists 3 of them",
        ]
      )
    }

    @Test("a record that is none is no end of the list but a failure")
    func noRecord() async throws {
      var server = QuirkServer(quirk: .plain, count: 3)
      server.faults = { $0 > 2 ? Reply(status: 200, body: Data("{}".utf8)) : nil }
      let reader = try exporter(server)
      await #expect(throws: APIError.self) { _ = try await read(reader) }
    }

    @Test("several webhooks are one list, newest first")
    func merge() async throws {
      let client = try QuirkServer(quirk: .plain, count: 4).client
      let readers = [0, 1].map { _ in
        DeliveryReader(client, RecordID("h"), wantsRecords: false, wanted: .max)
      }
      var merge = DeliveryMerge(readers)
      var ids: [String] = []
      while let next = try await merge.next() { ids.append(next.delivery.id.description) }
      #expect(ids == ["d4", "d4", "d3", "d3", "d2", "d2", "d1", "d1"])
    }
  }
}
