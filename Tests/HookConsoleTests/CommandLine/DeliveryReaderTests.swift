import Foundation
import HookModel
import Testing

@testable import HookConsole

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A server of the contract with one webhook, whose list of deliveries has some quirk.
struct QuirkServer: Transport {
  enum Quirk: CaseIterable {
    case plain, oldestFirst, noPaging, smallPages, noTimes, noTimesOldestFirst, mixed, overlapping
  }

  let quirk: Quirk
  let count: Int

  /// Newest first.
  private var rows: [Int] { (1...max(1, count)).reversed().filter { $0 <= count } }

  func send(_ request: URLRequest) async throws -> Reply {
    let url = request.url
    let path = (url?.pathComponents ?? []).dropFirst().map { $0 }
    let query = url.flatMap { URLComponents(url: $0, resolvingAgainstBaseURL: false) }?.queryItems
    func number(_ name: String) -> Int {
      Int(query?.first { $0.name == name }?.value ?? "") ?? 0
    }
    switch path.count {
    case 4: return reply(webhook)
    case 5:
      return reply(
        "[\(page(number("pageNum"), number("pageSize")).map(item).joined(separator: ","))]"
      )
    case 6:
      guard let row = Int(path[5].dropFirst()) else { return Reply(status: 404) }
      return reply(record(row))
    default: return Reply(status: 404)
    }
  }

  private func reply(_ text: String) -> Reply { Reply(status: 200, body: JSONText(text.utf8)) }

  private var webhook: String {
    let last = count > 0 ? record(count) : "null"
    return #"{"id":"h","webhookEvent":"JobCompleted","url":"https://a.example","active":true,"#
      + #""eventCount":\#(count),"lastPayload":\#(last)}"#
  }

  private func time(_ row: Int) -> String { UTCTime.text(1_700_000_000 + Double(row)) }

  private func record(_ row: Int) -> String {
    let code = row.isMultiple(of: 5) ? 500 : 200
    return #"{"id":"d\#(row)","attempts":1,"statusCode":\#(code),"taskStatus":"Sent","#
      + #""created":"\#(time(row))","payload":[{"n":\#(row),"gross":1.50}]}"#
  }

  private func item(_ row: Int) -> String {
    switch quirk {
    case .noTimes, .noTimesOldestFirst: return #"{"id":"d\#(row)","metadata":null}"#
    default:
      let code = row.isMultiple(of: 5) ? 500 : 200
      return #"{"id":"d\#(row)","metadata":{"statusCode":\#(code),"taskStatus":"Sent","#
        + #""attempts":1,"created":"\#(time(row))"}}"#
    }
  }

  private func page(_ number: Int, _ size: Int) -> [Int] {
    var rows = rows
    switch quirk {
    case .oldestFirst, .noTimesOldestFirst: rows.reverse()
    case .mixed: rows.sort { ($0 * 7) % 13 < ($1 * 7) % 13 }
    default: break
    }
    switch quirk {
    case .noPaging: return rows
    case .smallPages: return Array(rows.dropFirst(number * 7).prefix(7))
    // Each page begins with the last three rows of the one before.
    case .overlapping: return Array(rows.dropFirst(max(0, number * (size - 3))).prefix(size))
    default: return Array(rows.dropFirst(number * size).prefix(size))
    }
  }
}

extension CommandLineTests {
  /// All deliveries, each once, newest first, whatever the list does.
  @Suite struct DeliveryReaderTests {
    private func ids(
      _ quirk: QuirkServer.Quirk,
      _ count: Int,
      wanted: Int = .max,
      wantsRecords: Bool = false
    ) async throws -> [FoundDelivery] {
      let client = HookClient(
        address: try ServerAddress("http://127.0.0.1"),
        employer: RecordID("e"),
        credentials: Credentials(key: "k"),
        transport: QuirkServer(quirk: quirk, count: count),
        retry: .never
      )
      let reader = DeliveryReader(
        client,
        RecordID("h"),
        wantsRecords: wantsRecords,
        wanted: wanted
      )
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

    @Test("several webhooks are one list, newest first")
    func merge() async throws {
      let client = HookClient(
        address: try ServerAddress("http://127.0.0.1"),
        employer: RecordID("e"),
        credentials: Credentials(key: "k"),
        transport: QuirkServer(quirk: .plain, count: 4),
        retry: .never
      )
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
