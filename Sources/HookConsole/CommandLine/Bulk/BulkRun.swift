import Foundation
import HookHTTP
import HookModel
import HookSupport

/// Sends all deliveries of a file: at a rate, so many at a time, stopped without losing what was done.
actor BulkRun {
  /// What came of the run.
  struct Report: Sendable {
    var sent = 0
    /// Those that were sent again since the endpoint asked for a pause.
    var repeated = 0
    var codes: [Int: Int] = [:]
    /// Those without a complete response, by the phase in which they failed.
    var failures: [String: Int] = [:]
    /// The first of those without a complete 2xx response, and why.
    var firstFailed: [(delivery: RecordID, reason: String)] = []
    var latencies = LatencyHistogram()
    var succeeded = 0
    /// How many were not sent.
    var left = 0
    /// The delivery that was not sent first.
    var firstLeft: String?
    /// Whether a person ended it.
    var isInterrupted = false
    /// What ended it; none of its deliveries is lost, since they are among those that were not sent.
    var error: (any Error)?
    var seconds = 0.0
  }

  private let file: ExportFile
  private let options: BulkOptions
  private let url: HTTPURL
  private let poster: Poster
  private let onResult: @Sendable (Delivery, PostResponse) throws -> Void
  private let onProgress: @Sendable (Int) -> Void

  private var next = 0
  private var report = Report()
  private var isStopped = false
  /// Positions of the run that were taken and not sent.
  private var unsent: [Int] = []
  /// URLs to which the provider sent a delivery that is under way now, for `--in-order`, with who waits.
  private var busy: [String: [CheckedContinuation<Void, Never>]] = [:]
  /// Nothing is sent before this.
  private var pausedUntil: ContinuousClock.Instant?
  private let start = ContinuousClock.now

  /// How many failed deliveries the report names.
  private static let maximumNamed = 10
  /// The longest that an endpoint's Retry-After is waited for, in seconds.
  private static let maximumPause = 3600.0

  /// - Parameters:
  ///   - onResult: called with each response, one at a time.
  init(
    _ file: ExportFile,
    _ options: BulkOptions,
    to url: HTTPURL,
    poster: Poster,
    onResult: @escaping @Sendable (Delivery, PostResponse) throws -> Void,
    onProgress: @escaping @Sendable (Int) -> Void
  ) {
    (self.file, self.options, self.url, self.poster) = (file, options, url, poster)
    (self.onResult, self.onProgress) = (onResult, onProgress)
  }

  nonisolated var total: Int { file.entries.count * options.repeats }

  /// Begins no more; those under way end.
  func stop() {
    (isStopped, report.isInterrupted) = (true, true)
  }

  func run() async -> Report {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(options.concurrency, max(1, total)) {
        group.addTask { await self.work() }
      }
    }
    report.seconds = (ContinuousClock.now - start) / .seconds(1)
    report.left = left.count
    report.firstLeft = left.first.flatMap { try? file.delivery(entry($0)).id.description }
    return report
  }

  /// Positions that were not sent, in their order.
  private var left: [Int] { unsent.sorted() + Array(next..<max(next, total)) }

  /// Writes what was not sent, as a record a line.
  func write(to rest: RestFile) throws {
    for position in left { try rest.append(file.bytes(entry(position))) }
  }

  private func entry(_ position: Int) -> ExportFile.Entry {
    file.entries[position % file.entries.count]
  }

  // MARK: One worker

  private func work() async {
    while !isStopped, next < total {
      let position = next
      next += 1
      do {
        try await send(position)
      } catch {
        isStopped = true
        report.error = report.error ?? error
      }
    }
  }

  private func send(_ position: Int) async throws {
    var isSent = false
    defer { if !isSent { unsent.append(position) } }
    let delivery = try file.delivery(entry(position))
    guard let payload = delivery.payload, payload.node?.isNull != true else {
      throw Failure(.failed, "the delivery \(delivery.id) has no payload")
    }
    let scheduled = options.rate.map { start + .seconds(Double(position) / $0) }
    if let scheduled { await sleep(until: scheduled) }
    let key = options.isInOrder ? delivery.url ?? "" : nil
    if let key { await take(key) }
    defer { if let key { give(key) } }
    while true {
      if let pausedUntil { await sleep(until: pausedUntil) }
      guard !isStopped else { return }
      let began = scheduled ?? .now
      let response = try await poster.post(payload.bytes, to: url, delivery: delivery.id)
      if let pause = Self.pause(response) {
        pausedUntil = max(pausedUntil ?? .now, .now + .seconds(pause))
        report.repeated += 1
        continue
      }
      isSent = true
      try record(delivery, response, seconds: (ContinuousClock.now - began) / .seconds(1))
      return
    }
  }

  /// Seconds after which the endpoint wants the same again; `nil` if it does not.
  private static func pause(_ response: PostResponse) -> Double? {
    guard response.status == 429 || response.status == 503 else { return nil }
    return response.headers["Retry-After"]
      .flatMap { RetryAfter.seconds($0, now: Date().timeIntervalSince1970) }
      .map { min($0, maximumPause) }
  }

  private func record(
    _ delivery: Delivery,
    _ response: PostResponse,
    seconds: Double
  ) throws {
    report.sent += 1
    report.codes[response.status, default: 0] += 1
    if let failure = response.exchange.failure {
      report.failures["\(failure) (\(failure.phase.rawValue))", default: 0] += 1
    }
    report.latencies.add(seconds)
    if response.isSuccess {
      report.succeeded += 1
    } else {
      if report.firstFailed.count < Self.maximumNamed {
        report.firstFailed.append((delivery.id, response.problem ?? String(response.status)))
      }
      if options.stopsAtFailure { isStopped = true }
    }
    try onResult(delivery, response)
    onProgress(report.sent)
  }

  // MARK: Waiting

  /// In parts, so that a stop is seen soon.
  private func sleep(until end: ContinuousClock.Instant) async {
    while !isStopped, ContinuousClock.now < end {
      let part = min(end, ContinuousClock.now + .milliseconds(200))
      try? await Task.sleep(until: part, clock: .continuous)
    }
  }

  private func take(_ key: String) async {
    guard busy[key] != nil else {
      busy[key] = []
      return
    }
    await withCheckedContinuation { busy[key]?.append($0) }
  }

  private func give(_ key: String) {
    guard var waiting = busy[key], !waiting.isEmpty else {
      busy[key] = nil
      return
    }
    let first = waiting.removeFirst()
    busy[key] = waiting
    first.resume()
  }
}
