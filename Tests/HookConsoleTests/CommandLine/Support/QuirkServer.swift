@testable import ConsoleCore
import Foundation
import HookHTTP
import HookModel
import HookSupport

@testable import HookConsole

/// A server of the contract with one webhook, whose list of deliveries has some quirk.
struct QuirkServer: Transport {
  enum Quirk: CaseIterable {
    case plain, oldestFirst, noPaging, smallPages, largePages, noTimes, noTimesOldestFirst, mixed
    case overlapping, lateCount, noCount, nothingOldestFirst, sameTimesOldestFirst
  }

  let quirk: Quirk
  let count: Int
  /// Answers the so many-th request with this, whatever it is.
  var faults: @Sendable (Int) -> Reply? = { _ in nil }
  /// Listed, but not to be found.
  var gone: Set<Int> = []
  /// The webhook counts so many more than there are.
  var lost = 0
  private let requests = Locked(0)

  init(quirk: Quirk, count: Int) {
    self.quirk = quirk
    self.count = count
  }

  /// Newest first.
  private var rows: [Int] { (1...max(1, count)).reversed().filter { $0 <= count } }

  func send(_ request: ExchangeRequest) async throws -> Reply {
    let url = URL(string: request.url.text)
    let path = (url?.pathComponents ?? []).dropFirst().map { $0 }
    let query = url.flatMap { URLComponents(url: $0, resolvingAgainstBaseURL: false) }?.queryItems
    func number(_ name: String) -> Int {
      Int(query?.first { $0.name == name }?.value ?? "") ?? 0
    }
    let made = requests.withLock { requests in
      requests += 1
      return requests
    }
    if let fault = faults(made) { return fault }
    switch path.count {
    case 4: return reply(webhook)
    case 5:
      return reply(
        "[\(page(number("pageNum"), number("pageSize")).map(item).joined(separator: ","))]"
      )
    case 6:
      guard let row = Int(path[5].dropFirst()), !gone.contains(row) else {
        return Reply(status: 404)
      }
      return reply(record(row))
    default: return Reply(status: 404)
    }
  }

  private func reply(_ text: String) -> Reply { Reply(status: 200, body: Data(text.utf8)) }

  private var webhook: String {
    let last = count > 0 && quirk != .nothingOldestFirst ? record(count) : "null"
    let said =
      switch quirk {
      case .noCount, .nothingOldestFirst: 0
      case .lateCount: count / 2
      default: count + lost
      }
    return #"{"id":"h","webhookEvent":"JobCompleted","url":"https://a.example","active":true,"#
      + #""eventCount":\#(said),"lastPayload":\#(last)}"#
  }

  private func time(_ row: Int) -> String {
    Moment.text(seconds: 1_700_000_000 + (quirk == .sameTimesOldestFirst ? 0 : Double(row)))
  }

  private func record(_ row: Int) -> String {
    let code = row.isMultiple(of: 5) ? 500 : 200
    return #"{"id":"d\#(row)","attempts":1,"statusCode":\#(code),"taskStatus":"Sent","#
      + #""created":"\#(time(row))","payload":[{"n":\#(row),"gross":1.50}]}"#
  }

  private func item(_ row: Int) -> String {
    switch quirk {
    case .noTimes, .noTimesOldestFirst, .nothingOldestFirst:
      return #"{"id":"d\#(row)","metadata":null}"#
    default:
      let code = row.isMultiple(of: 5) ? 500 : 200
      return #"{"id":"d\#(row)","metadata":{"statusCode":\#(code),"taskStatus":"Sent","#
        + #""attempts":1,"created":"\#(time(row))"}}"#
    }
  }

  private func page(_ number: Int, _ size: Int) -> [Int] {
    var rows = rows
    switch quirk {
    case .oldestFirst, .noTimesOldestFirst, .nothingOldestFirst, .sameTimesOldestFirst:
      rows.reverse()
    case .mixed: rows.sort { ($0 * 7) % 13 < ($1 * 7) % 13 }
    default: break
    }
    switch quirk {
    case .noPaging: return rows
    case .smallPages: return Array(rows.dropFirst(number * 7).prefix(7))
    case .largePages: return Array(rows.dropFirst(number * 120).prefix(120))
    // Each page begins with the last three rows of the one before.
    case .overlapping: return Array(rows.dropFirst(max(0, number * (size - 3))).prefix(size))
    default: return Array(rows.dropFirst(number * size).prefix(size))
    }
  }
}

extension QuirkServer {
  var client: HookClient {
    get throws {
      HookClient(
        address: try ServerAddress("http://127.0.0.1"),
        employer: RecordID("e"),
        credentials: Credentials(key: "k"),
        transport: self,
        retry: .never
      )
    }
  }

  /// Answers after which a request is made again.
  static let bad = [
    Reply(status: 500, body: Data("<html><title>Bad day</title></html>".utf8)),
    Reply(status: 200, body: Data("<html>Sign in</html>".utf8)),
    Reply(status: 200, body: Data(#"{"id": tru"#.utf8)),
    Reply(status: 200, body: Data("{}".utf8)),
    Reply(status: 200),
    Reply(status: 429, headers: ["retry-after": "0"]),
  ]
}
