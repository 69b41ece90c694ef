import Foundation
import HookHTTP
import HookModel
import Testing
@testable import ConsoleCore
@testable import HookConsole
@testable import HookJSON

/// A large payload comes in two steps: its beginning, then the whole.
@Suite(.timeLimit(.minutes(1))) struct PayloadStateTests {
  private let source = Document.Source.delivery(RecordID("d"), of: RecordID("w"))
  private let other = Document.Source.delivery(RecordID("e"), of: RecordID("w"))

  /// A document of more than a megabyte as the client reads it: the beginning, then the whole.
  private func steps() async throws -> (beginning: Document, whole: Document) {
    let items = Array(repeating: #"{"a":{"b":[1,2]}}"#, count: 80_000).joined(separator: ",")
    let record = #"{"id":"d","payload":[\#(items)]}"#
    let client = HookClient(
      address: try ServerAddress("http://127.0.0.1:1"),
      employer: RecordID("e"),
      credentials: Credentials(key: "k"),
      transport: OneReply(reply: Reply(status: 200, body: JSONText(record.utf8)))
    )
    var beginning: Payload?
    let whole = try await client.delivery(RecordID("d"), of: RecordID("w")) {
      beginning = $0.payload
    }
    return (
      Document(source: source, delivery: nil, payload: beginning),
      Document(source: source, delivery: whole, payload: whole.payload)
    )
  }

  private struct OneReply: Transport {
    let reply: Reply
    func send(_ request: ExchangeRequest) async throws -> Reply { reply }
  }

  @Test("the whole takes the place of its beginning") func theWholeTakesThePlaceOfItsBeginning()
    async throws
  {
    let (beginning, whole) = try await steps()
    var state = PayloadState()
    let isNew = state.want(source)
    #expect(isNew)
    state.loaded(beginning)
    #expect(state.open?.isBeginning == true)
    // It is on its way, so it is not asked for again.
    let isNewAgain = state.want(source)
    #expect(!isNewAgain)
    state.update { open in
      open.rows?.fold(2)
      open.cursor.select(row: 7, count: open.rowCount, height: 5)
    }
    let (rows, cursor) = (state.open?.rows?.rows(in: 0..<30), state.open?.cursor)
    state.loaded(whole)
    #expect(state.open?.isBeginning == false)
    #expect(state.open?.rows?.rows(in: 0..<30) == rows)
    #expect(state.open?.cursor == cursor)
    #expect(state.loading == nil)
  }

  @Test("a beginning that was left is fetched again") func aBeginningThatWasLeftIsFetchedAgain()
    async throws
  {
    let (beginning, whole) = try await steps()
    var state = PayloadState()
    _ = state.want(source)
    state.loaded(beginning)
    let wanted = [state.want(other), state.want(source)]
    #expect(wanted == [true, true])
    state.loaded(whole)
    #expect(state.open?.isBeginning == false)
    _ = state.want(other)
    state.loaded(Document(source: other, delivery: nil, payload: nil))
    let isFetched = state.want(source)
    #expect(!isFetched)
  }

  /// What is only begun cannot be copied or written: the rest would be missing.
  @Test("nothing is done with a beginning", arguments: ["v", "o", "O", "m", "M"])
  func nothingIsDoneWithABeginning(_ key: String) async throws {
    let (beginning, _) = try await steps()
    var console = Sample.console(size: Size(rows: 24, columns: 80))
    Sample.press(&console, "4", "s")
    let sample = try #require(console.state.payload.loading)
    let document = Document(source: sample, delivery: nil, payload: beginning.payload)
    _ = console.take(.finished(.loaded(document)))
    #expect(console.state.payload.open?.isBeginning == true)
    Sample.press(&console, key)
    #expect(console.state.session.notice == .problem("the payload is still being read"))
    #expect(console.state.session.overlay == nil)
    // The prompt for the file opens, and waits for the rest.
    Sample.press(&console, "w", "Enter")
    guard case .prompt = console.state.session.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(
      console.state.session.notice
        == .problem("the payload is still being read: press Enter again soon")
    )
  }
}
