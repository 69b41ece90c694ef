import Foundation
import Testing
@testable import HookSandbox
@testable import HookServer
@testable import HookSupport

@Suite(.timeLimit(.minutes(1))) struct StoreTests {
  @Test("a job that fails takes back only its own changes")
  func aJobThatFailsTakesBackOnlyItsOwnChanges() async throws {
    let store = try Store(path: nil)
    struct Slip: Error {}
    let names = ["a", "b", "c"]
    // Submitted in one go, so that they share a transaction.
    let failed = await withCheckedContinuation { (done: CheckedContinuation<[Bool], Never>) in
      let seen = Seen<Bool>()
      for name in names {
        store.submit { database in
          try database.set(name, to: name)
          if name == "b" { throw Slip() }
        } done: { result in
          if seen.add((try? result.get()) == nil) == 3 { done.resume(returning: seen.all) }
        }
      }
    }
    #expect(failed == [false, true, false])
    let kept = try await store.read { database in try names.map { try database.setting($0) } }
    #expect(kept == ["a", nil, "c"])
    await store.close()
  }

  @Test("answers come in the order of the questions") func answersComeInTheOrderOfTheQuestions()
    async throws
  {
    let store = try Store(path: nil)
    let order = await withCheckedContinuation { (done: CheckedContinuation<[Int], Never>) in
      let seen = Seen<Int>()
      for number in 0..<2000 {
        store.submit(isChange: number % 2 == 0) { _ in
          number
        } done: { result in
          if seen.add((try? result.get()) ?? -1) == 2000 { done.resume(returning: seen.all) }
        }
      }
    }
    #expect(order == Array(0..<2000))
    await store.close()
  }

  /// Filled on the store's one queue.
  private final class Seen<Value>: @unchecked Sendable {
    private(set) var all: [Value] = []

    func add(_ value: Value) -> Int {
      all.append(value)
      return all.count
    }
  }

  @Test("a file is for its owner only") func aFileIsForItsOwnerOnly() async throws {
    try await withTemporaryFile { path in
      let store = try Store(path: path)
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(rights as? Int == 0o600)
      await store.close()
    }
  }

  @Test("a file that is no data file is refused by its name")
  func aFileThatIsNoDataFileIsRefusedByItsName() async throws {
    try await withTemporaryFile { path in
      try Data("this is some other file, and not a short one".utf8)
        .write(to: URL(filePath: path))
      let error = #expect(throws: ServerError.self) { try Store(path: path) }
      #expect(error?.description.contains(path) == true)
    }
    let error = #expect(throws: ServerError.self) { try Store(path: "/nowhere/at/all.db") }
    #expect(
      error?.description
        == "cannot write the data file /nowhere/at/all.db: No such file or directory"
    )
  }

  @Test("a file of another version is refused") func aFileOfAnotherVersionIsRefused() async throws {
    try await withTemporaryFile { path in
      let store = try Store(path: path)
      try await store.change { try $0.execute("PRAGMA user_version = 99") }
      await store.close()
      let error = #expect(throws: ServerError.self) { try Store(path: path) }
      #expect(error?.description.contains("version 99") == true)
    }
  }

  @Test("a file belongs to one sandbox at a time") func aFileBelongsToOneSandboxAtATime()
    async throws
  {
    try await withTemporaryFile { path in
      let store = try Store(path: path)
      let error = #expect(throws: ServerError.self) { try Store(path: path) }
      #expect(error?.description.contains("is in use by another process") == true)
      await store.close()
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct MomentTests {
  @Test(
    "times are written in UTC with milliseconds",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_795_484_047_250, "2026-11-24T01:34:07.250Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (253_402_300_799_000, "9999-12-31T23:59:59.000Z"),
    ] as [(Int64, String)]
  )
  func timesAreWrittenInUTCWithMilliseconds(milliseconds: Int64, text: String) {
    #expect(Moment.text(milliseconds) == text)
  }

  @Test("days and dates are each others inverse") func daysAndDatesAreEachOthersInverse() {
    for days in stride(from: Int64(-200_000), through: 200_000, by: 37) {
      #expect(CivilDate(days: days).days == days)
    }
  }

  @Test("ids that are made later sort after") func idsThatAreMadeLaterSortAfter() {
    let ids = (0..<100).map { UUID.ordered(at: 1_795_484_047_250 + $0).text }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == 100)
    #expect(ids.allSatisfy { Array($0)[14] == "7" })
  }
}
