import ConsoleCore
import Foundation
import HookModel
import HookSupport

/// Runs a person's command for deliveries: those of one webhook one at a time, in the order in which they are
/// added, a few in all.
actor TailExec {
  /// What came of the command for one delivery.
  struct Report: Sendable {
    let delivery: RecordID
    let webhook: RecordID
    /// A sentence; `nil` if all went well.
    let problem: String?
  }

  private struct PendingRun: Sendable {
    let delivery: RecordID
    let webhook: RecordID
    let event: WebhookEvent?
  }

  private let command: String
  /// Seconds.
  private let timeout: Double
  private let records: TailRecords
  private let report: @Sendable (Report) -> Void
  private let stop: CommandStop
  private let slots = CommandSlots(4)
  private var lines: WebhookLines<PendingRun>?

  /// - Throws: `POSIXError` if there are too many open files.
  init(
    _ command: String,
    timeout: Double,
    records: TailRecords,
    report: @escaping @Sendable (Report) -> Void
  ) throws {
    self.command = command
    self.timeout = timeout
    self.records = records
    self.report = report
    stop = try CommandStop()
  }

  func add(_ delivery: RecordID, of webhook: RecordID, _ event: WebhookEvent?) async {
    let lines = self.lines ?? WebhookLines { try await self.run($0) }
    self.lines = lines
    await lines.add(PendingRun(delivery: delivery, webhook: webhook, event: event), of: webhook)
  }

  /// What runs may end by itself within a second, then it is killed; what waits is left.
  func end() async {
    let stop = stop
    let killing = Task {
      try await Task.sleep(for: .seconds(1))
      stop.end()
    }
    await lines?.stop(grace: .seconds(1))
    killing.cancel()
  }

  /// - Throws: `CancellationError` only.
  private func run(_ run: PendingRun) async throws {
    try await slots.enter()
    let problem: String?
    do {
      problem = try await problemOf(run)
    } catch {
      await slots.leave()
      throw error
    }
    await slots.leave()
    report(Report(delivery: run.delivery, webhook: run.webhook, problem: problem))
  }

  private func problemOf(_ run: PendingRun) async throws -> String? {
    let found: FoundDelivery
    switch try await records.find(run.delivery, of: run.webhook) {
    case .found(let record): found = record
    case .missing(let reason): return "not run: \(reason)"
    }
    let commandRun = CommandRun(
      command: command,
      variables: Self.variables(found, run.event),
      input: JSONOutput.singleLine(found.source ?? []),
      timeout: timeout
    )
    let stop = stop
    let end = await OwnThread.run {
      commandRun.wait(stop) { Output.note(TerminalSafeText.sanitised($0)) }
    }
    switch try end.get() {
    case .exited(0): return nil
    case .exited(let code): return "failed (exit code \(code))"
    case .timedOut: return "killed: it took longer than --exec-timeout"
    case .notStarted(let reason): return "not started: \(reason)"
    case .cancelled: throw CancellationError()
    }
  }

  /// What a command finds in its environment.
  static func variables(_ found: FoundDelivery, _ event: WebhookEvent?) -> [String: String] {
    [
      "HOOKCONSOLE_DELIVERY": found.delivery.id.description,
      "HOOKCONSOLE_WEBHOOK": found.webhook.description,
      "HOOKCONSOLE_EVENT": event?.name ?? "",
      "HOOKCONSOLE_CODE": String(found.delivery.statusCode),
      "HOOKCONSOLE_STATUS": found.delivery.taskStatus.name,
    ].mapValues(CommandRun.value)
  }
}
