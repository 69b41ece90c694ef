import Foundation

import HookHTTP

@testable import ConsoleCore
@testable import HookConsole
@testable import HookJSON
@testable import HookModel

/// The JSON index: time, memory, and how long until something of it can be seen.
enum Indexing {
  /// As for the peer: the bytes are in memory before, the table is new each time.
  static func times(path: String, repetitions: Int) {
    let text = JSONText(bytes(ofFile: path))
    for _ in 0..<repetitions {
      var index: JSONIndex?
      print(nanoseconds { index = try? JSONIndex(text) })
      guard index != nil else { exit(1) }
    }
  }

  static func memory(path: String) {
    // Read without keeping a second copy: what is measured is the text, its index and its rows.
    guard let data = FileManager.default.contents(atPath: path) else { exit(1) }
    // The code and the allocator's first pages are not the payload's.
    keep((try? JSONIndex(JSONText(data.prefix(1000) + Data("]".utf8)))).map { JSONRows($0).count })
    let before = Memory.resident()
    let text = JSONText(data)
    guard let index = try? JSONIndex(text) else { exit(1) }
    let rows = JSONRows(index)
    let after = Memory.resident()
    keep(rows)
    let ratio = Double(after - before) / Double(data.count)
    let nodes = Double(index.count * 16 + data.count) / Double(data.count)
    print(
      "{\"name\":\"memory\",\"bytes\":\(data.count),\"values\":\(index.count),"
        + "\"resident\":\(after - before),\"ratio\":\(rounded(ratio)),\"computed\":\(rounded(nodes))}"
    )
  }

  /// From the answer in memory to a canvas that shows the beginning of its payload.
  static func firstScreen(path: String, repetitions: Int) async {
    let id = RecordID("d")
    let source = Document.Source.delivery(id, of: RecordID(Scene.id(0)))
    let record = Array(#"{"id":"d","payload":"#.utf8) + bytes(ofFile: path) + [UInt8(ascii: "}")]
    let reply = Reply(status: 200, body: JSONText(record))
    guard let address = try? ServerAddress("http://127.0.0.1:1") else { exit(1) }
    let client = HookClient(
      address: address,
      employer: RecordID("e"),
      credentials: Credentials(key: ""),
      transport: Answering(reply: reply)
    )
    for _ in 0..<repetitions {
      var state = Scene.state(webhooks: 1)
      let news = FeedNews.deliveries(RecordID(Scene.id(0)), [Delivery(id: id)], isHistory: false)
      _ = state.update(.news(news))
      let start = now()
      var spent = 0
      let whole = try? await client.delivery(id, of: RecordID(Scene.id(0))) { beginning in
        let document = Document(source: source, delivery: nil, payload: beginning.payload)
        _ = state.update(.finished(.loaded(document)))
        keep(Screen.draw(state))
        spent = now() - start
      }
      guard whole != nil, state.payload.open != nil else { exit(1) }
      print(spent)
    }
  }

  private struct Answering: Transport {
    let reply: Reply
    func send(_ request: ExchangeRequest) async throws -> Reply { reply }
  }
}

/// The search as the console makes it, with the values that matches stand in, to the last match. The
/// peer only counts matches.
enum Searching {
  static func times(path: String, text: String, repetitions: Int) {
    guard let index = try? JSONIndex(JSONText(bytes(ofFile: path))) else { exit(1) }
    for _ in 0..<repetitions {
      var search = JSONSearch(for: JSONPattern(text: text), in: index)
      var matches: JSONMatches?
      let spent = nanoseconds { matches = search.finish() }
      print(spent, matches?.count ?? 0)
    }
  }
}
