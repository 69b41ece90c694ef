import Foundation
import HookHTTP
import HookSupport
import Testing
@testable import HookCapture
@testable import HookServer

/// What the store keeps, drops and counts.
@Suite(.timeLimit(.minutes(1))) struct CaptureStoreTests {
  private func request(_ target: String, _ method: String = "POST", bytes: Int = 100) -> HTTPRequest
  {
    HTTPRequest(
      method: method,
      targetBytes: Array(target.utf8),
      headers: [],
      body: [UInt8](repeating: 0x61, count: bytes)
    )
  }

  @discardableResult
  private func add(
    _ store: CaptureStore,
    _ request: HTTPRequest,
    time: Int64 = 0,
    status: Int? = 200
  ) async throws -> CaptureStore.Kept {
    try await store.add(
      CaptureStore.Arrival(request: request, time: time, title: "", signature: nil),
      CaptureStore.Ending(
        status: status ?? 0,
        isPending: status == nil,
        exchange: nil,
        onward: nil
      ),
      to: try await store.source(of: request)
    )
  }

  private func ids(_ store: CaptureStore, _ source: Int64 = 1) async throws -> [Int64] {
    try await store.requests(of: source, before: .max, limit: 1000).map(\.id).reversed()
  }

  /// What the file says is kept, and what is.
  private func totals(_ store: CaptureStore) async throws -> (said: [Int64], real: [Int64]) {
    try await store.store.read { database in
      let said = try database.row("SELECT bytes, requests FROM totals") { [$0.int(0), $0.int(1)] }
      let real = try database.row(
        "SELECT COALESCE(SUM(length(head) + length(body) + length(exchange)"
          + " + COALESCE(length(onward), 0)), 0), COUNT(*) FROM requests"
      ) { [$0.int(0), $0.int(1)] }
      return (said ?? [], real ?? [])
    }
  }

  @Test("many at once drop no more than is too much") func dropsExactly() async throws {
    let store = try CaptureStore(path: nil, keep: .count(50))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<200 { group.addTask { try await self.add(store, self.request("/a")) } }
      try await group.waitForAll()
    }
    #expect(try await ids(store) == Array(151...200))
    let (said, real) = try await totals(store)
    #expect(said == real && said[1] == 50)
    #expect(try await store.sources().first?.count == 200)
    await store.close()
  }

  @Test("a limit of bytes counts those of the file, whatever was deleted") func bytes() async throws
  {
    let store = try CaptureStore(path: nil, keep: .bytes(10_000))
    for _ in 0..<5 { try await add(store, request("/a", bytes: 1000)) }
    for _ in 0..<4 { try await add(store, request("/b", bytes: 1000)) }
    try await store.delete(source: 1)
    try await store.delete(request: 6)
    for _ in 0..<6 { try await add(store, request("/b", bytes: 1000)) }
    #expect(try await ids(store, 2) == [7, 8, 9, 10, 11, 12, 13, 14, 15])
    // One that is larger than the limit is kept alone.
    try await add(store, request("/b", bytes: 20_000))
    #expect(try await ids(store, 2) == [16])
    let (said, real) = try await totals(store)
    #expect(said == real)
    await store.close()
  }

  @Test("a limit of time drops what is older, the oldest first") func time() async throws {
    let store = try CaptureStore(path: nil, keep: .seconds(10))
    for second in [0, 1, 2, 11, 12] {
      try await add(store, request("/a"), time: Int64(second) * 1000)
    }
    #expect(try await ids(store) == [3, 4, 5])
    try await add(store, request("/a"), time: 1_000_000)
    #expect(try await ids(store) == [6])
    await store.close()
  }

  @Test("what waits for its response is counted once, and ends after a restart") func pending()
    async throws
  {
    try await withTemporaryFile { path in
      let first = try CaptureStore(path: path, keep: nil)
      let early = try await add(first, request("/a"), status: nil)
      #expect(early.source.count == 1 && early.source.status == 0 && early.request.isPending)
      let ending = CaptureStore.Ending(status: 201, isPending: false, exchange: nil, onward: nil)
      let ended = try #require(try await first.finish(early.request, ending))
      #expect(ended.source.count == 1 && ended.source.status == 201 && !ended.request.isPending)
      try await add(first, request("/a"), status: nil)
      let dropped = try await add(first, request("/a"), status: nil)
      try await first.delete(request: dropped.request.id)
      let gone = try await first.finish(dropped.request, ending)
      #expect(gone == nil)
      let (said, real) = try await totals(first)
      #expect(said == real)
      await first.close()
      let second = try CaptureStore(path: path, keep: nil)
      let kept = try await second.requests(of: 1, before: .max, limit: 9)
      #expect(kept.map(\.isPending) == [false, false] && kept.map(\.status) == [0, 201])
      await second.close()
    }
  }

  @Test("a sender that makes up paths and methods fills no list") func manySources() async throws {
    let store = try CaptureStore(path: nil, keep: nil)
    let maximum = CaptureStore.maximumSources
    for number in 0..<(3 * maximum) {
      try await add(store, request("/x\(number)/y", "M\(number % 7)"))
    }
    let sources = try await store.sources()
    #expect(sources.count == 2 * maximum + 1)
    #expect(sources[maximum].path == "/x\(maximum)/…")
    #expect(sources.last?.method == "*" && sources.last?.path == "/…")
    #expect(sources.last?.count == maximum)
    // Those that are known stay what they are.
    let known = try await add(store, request("/x3/y", "M3"))
    #expect(known.source.id == 4 && known.source.count == 2)
    await store.close()
  }

  @Test("a deleted source takes its requests with it, in parts, also over a restart") func deletes()
    async throws
  {
    try await withTemporaryFile { path in
      let first = try CaptureStore(path: path, keep: nil)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<1200 { group.addTask { try await self.add(first, self.request("/a")) } }
        try await group.waitForAll()
      }
      let old = try await first.source(of: request("/a"))
      try await add(first, request("/b"))
      try await first.delete(source: old.id)
      #expect(try await ids(first, old.id).isEmpty)
      // One that was on its way makes it again.
      let late = try await first.add(
        CaptureStore.Arrival(request: request("/a"), time: 0, title: "", signature: nil),
        CaptureStore.Ending(status: 200, isPending: false, exchange: nil, onward: nil),
        to: old
      )
      #expect(late.source.id != old.id && late.source.count == 1)
      await first.close()
      let second = try CaptureStore(path: path, keep: nil)
      #expect(try await second.sources().map(\.path).sorted() == ["/a", "/b"])
      // Each part follows what waits.
      for _ in 0..<9 { _ = try await second.store.read { _ in } }
      let (said, real) = try await totals(second)
      #expect(said == real && real[1] == 2)
      try await second.deleteAll()
      for _ in 0..<9 { _ = try await second.store.read { _ in } }
      let (end, left) = try await totals(second)
      #expect(end == [0, 0] && left == [0, 0])
      #expect(try await second.sources().isEmpty)
      await second.close()
    }
  }
}
