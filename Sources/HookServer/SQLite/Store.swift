import HookSupport
import CSQLite
import Dispatch
import Glibc

/// The owner of the data: every question and every change goes through its one queue.
///
/// What arrives while a transaction is being written waits and is written together in the next one,
/// so that many small changes share one wait for the disk. Nothing is answered before it is durable.
package final class Store: Sendable {
  package typealias Work = @Sendable (Database) throws -> Void

  private struct Job: Sendable {
    let isChange: Bool
    let work: Work
    /// Called after the commit, or with what went wrong; in the order of the jobs.
    let done: @Sendable ((any Error)?) -> Void
  }

  private struct Waiting {
    var jobs: [Job] = []
    var isScheduled = false
    var isClosed = false
  }

  /// What is asked of the store after its end.
  struct Closed: Error, CustomStringConvertible {
    let description = "the data file is closed"
  }

  /// The connection is used on the queue only, which is what makes handing it around safe.
  private struct Confined: @unchecked Sendable {
    let database: Database
  }

  /// Carries a job's result from the transaction to its end.
  private final class Box<Value: Sendable>: Sendable {
    let value = Locked<Value?>(nil)
  }

  /// A bound for the time that one transaction takes.
  private static let batch = 512

  private let queue = DispatchQueue(label: "store")
  private let confined: Confined
  private let waiting = Locked(Waiting())

  /// Opens a data file.
  /// - Parameters:
  ///   - path: of the file, which is created if it is missing; `nil` for a database in memory.
  ///   - prepare: creates the tables, or refuses a file of another version.
  /// - Throws: `ServerError` if the file cannot be used, and what `prepare` throws.
  package init(path: String?, prepare: (Database) throws -> Void) throws {
    if let path { try Self.makePrivate(path) }
    let database = try Database(path: path ?? ":memory:")
    do {
      // A second process on the same file is refused below; the wait is for one that just ends.
      try database.execute("PRAGMA busy_timeout = 2000")
      // The file belongs to one process: two would both do the same work.
      try database.execute("PRAGMA locking_mode = EXCLUSIVE")
      try database.execute("PRAGMA journal_mode = WAL")
      // Written through to the disk at each commit, for a power cut as for a kill. The group
      // commit makes that cheap.
      try database.execute("PRAGMA synchronous = FULL")
      try prepare(database)
    } catch let error as DatabaseError {
      let isTaken = error.code & 0xff == SQLITE_BUSY
      let reason = isTaken ? "it is in use by another process" : error.message
      throw ServerError("cannot use the data file \(path ?? ""): \(reason)")
    }
    confined = Confined(database: database)
  }

  /// Makes the file where it is missing, readable for its owner only: it holds payloads and the key.
  /// The files that SQLite puts beside it get the same rights.
  private static func makePrivate(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw ServerError("cannot write the data file \(path): \(String(cString: strerror(errno)))")
    }
    Glibc.close(descriptor)
  }

  /// Changes, and waits for it: for the start, when nothing else is under way.
  package func now<Result: Sendable>(_ work: @Sendable (Database) throws -> Result) throws -> Result
  {
    try queue.sync {
      let database = confined.database
      try database.execute("BEGIN IMMEDIATE")
      do {
        let result = try work(database)
        try database.execute("COMMIT")
        return result
      } catch {
        try? database.execute("ROLLBACK")
        throw error
      }
    }
  }

  /// Asks; the answer comes after everything that was submitted before.
  package func read<Result: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    try await ask(isChange: false, work)
  }

  /// Changes; returns after the commit.
  package func change<Result: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    try await ask(isChange: true, work)
  }

  /// Changes and says so later: `done` is called on the store's queue, in the order of submission,
  /// before anything that was submitted later is answered.
  package func submit<Result: Sendable>(
    isChange: Bool = true,
    _ work: @escaping @Sendable (Database) throws -> Result,
    done: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void = { _ in }
  ) {
    let made = Box<Result>()
    add(
      Job(
        isChange: isChange,
        work: { database in
          let result = try work(database)
          made.value.withLock { $0 = result }
        },
        done: { error in
          if let error { return done(.failure(error)) }
          if let result = made.value.withLock({ $0 }) { done(.success(result)) }
        }
      )
    )
  }

  /// Ends: what was submitted is written, then the file is closed. What is submitted later fails.
  package func close() async {
    await withCheckedContinuation { done in
      queue.async { [self] in
        waiting.withLock { $0.isClosed = true }
        drain()
        confined.database.close()
        done.resume()
      }
    }
  }

  private func ask<Result: Sendable>(
    isChange: Bool,
    _ work: @escaping @Sendable (Database) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      submit(isChange: isChange, work) { continuation.resume(with: $0) }
    }
  }

  private func add(_ job: Job) {
    let (isTaken, wakes) = waiting.withLock { waiting in
      if waiting.isClosed { return (false, false) }
      waiting.jobs.append(job)
      defer { waiting.isScheduled = true }
      return (true, !waiting.isScheduled)
    }
    if !isTaken { queue.async { job.done(Closed()) } }
    if wakes { queue.async { self.drain() } }
  }

  private func drain() {
    while true {
      let jobs = waiting.withLock { waiting in
        defer { waiting.jobs = [] }
        if waiting.jobs.isEmpty { waiting.isScheduled = false }
        return waiting.jobs
      }
      if jobs.isEmpty { return }
      for start in stride(from: 0, to: jobs.count, by: Self.batch) {
        let some = jobs[start..<min(start + Self.batch, jobs.count)]
        for (job, error) in zip(some, carryOut(some)) { job.done(error) }
      }
    }
  }

  /// Carries out the jobs in one transaction; one that fails takes back only its own changes.
  private func carryOut(_ jobs: ArraySlice<Job>) -> [(any Error)?] {
    let database = confined.database
    let isChange = jobs.contains(where: \.isChange)
    do {
      if isChange { try database.run("BEGIN IMMEDIATE") }
      let errors = try jobs.map { job in try carryOut(job, on: database) }
      if isChange { try database.run("COMMIT") }
      return errors
    } catch {
      // A disk that is full, say: nothing of the batch holds.
      try? database.run("ROLLBACK")
      return jobs.map { _ in error }
    }
  }

  /// What went wrong with the job alone; throws where the whole transaction is lost.
  private func carryOut(_ job: Job, on database: Database) throws -> (any Error)? {
    guard job.isChange else {
      do { try job.work(database) } catch { return error }
      return nil
    }
    try database.run("SAVEPOINT job")
    do {
      try job.work(database)
    } catch {
      try database.run("ROLLBACK TO job")
      try database.run("RELEASE job")
      return error
    }
    try database.run("RELEASE job")
    return nil
  }
}
