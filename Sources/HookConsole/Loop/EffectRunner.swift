import ConsoleCore
import Foundation
import HookHTTP
import HookJSON
import HookModel
import HookSignatures
import HookSupport

/// Carries out effects: the only caller of the API beside the feed.
///
/// A new load cancels the previous one; a change of the server is never cancelled.
final class EffectRunner: Sendable {
  struct Work {
    var load: Task<Void, Never>?
    var search: Task<Void, Never>?
    var employers: Task<Void, Never>?
    var attempts: Task<Void, Never>?
    /// Many that are posted one after the other.
    var posting: Task<Void, Never>?
    /// The last forwarding of each webhook: the next one waits for it, which keeps their order.
    var forwards: [RecordID: Task<Void, Never>] = [:]
    /// The newest payloads of some webhooks, which others are compared with.
    var recent: [RecordID: Task<[(id: RecordID, payload: Payload)], any Error>] = [:]
    var running = 0
    var idlers: [CheckedContinuation<Void, Never>] = []
  }

  let api: any ConsoleServer
  let feed: any ConsoleFeed
  let queue: EventQueue
  let poster: Poster
  /// `nil` without a secret.
  let verifier: SignatureVerifier?
  let work = Locked(Work())

  init(
    api: any ConsoleServer,
    feed: any ConsoleFeed,
    queue: EventQueue,
    poster: Poster = Poster(),
    verifier: SignatureVerifier? = nil
  ) {
    self.poster = poster
    self.verifier = verifier
    self.api = api
    self.feed = feed
    self.queue = queue
  }

  /// Carries out an effect.
  /// - Returns: what needs the terminal, which is the caller's; `nil` for all else.
  func run(_ effect: Effect) -> TerminalEffect? {
    switch effect {
    case .api(let effect): run(effect)
    case .feed(let effect): run(effect)
    case .endpoint(let effect): run(effect)
    case .payload(let effect): run(effect)
    case .file(let effect): run(effect)
    case .goOn: queue.post(.goOn)
    case .terminal(let effect): return effect
    }
    return nil
  }

  private func run(_ effect: APIEffect) {
    switch effect {
    case .load(let source):
      let load = begin { await self.load(source) }
      work.withLock { work in
        work.load?.cancel()
        work.load = load
      }
    case .change(let change): begin { await self.change(change) }
    case .create(let draft): begin { await self.create(draft) }
    case .delete(let webhook): begin { await self.delete(webhook) }
    case .fire(let event): begin { await self.fire(event) }
    case .sourceSettings(let source): begin { await self.settings(ofSource: source) }
    case .respond(let source, let settings): begin { await self.respond(source, settings) }
    case .deleteAllSources: begin { await self.deleteAllSources() }
    case .deleteRequest(let id, let source): begin { await self.deleteRequest(id, of: source) }
    case .employers:
      let task = begin { await self.employers() }
      work.withLock { $0.employers = task }
    case .attempts(let id, let webhook):
      let load = begin { await self.attempts(id, of: webhook) }
      work.withLock { work in
        work.attempts?.cancel()
        work.attempts = load
      }
    }
  }

  private func run(_ effect: FeedEffect) {
    switch effect {
    case .select(let id): begin { await self.feed.select(id) }
    case .older(let ids): begin { await self.feed.older(than: ids) }
    case .refresh: begin { await self.feed.refresh() }
    }
  }

  private func run(_ effect: EndpointEffect) {
    switch effect {
    case .post(let request): begin { await self.post(request) }
    case .forward(let id, let webhook, let url): forward(id, of: webhook, to: url)
    case .postAll(let deliveries, let url, let signsAgain):
      let task = begin { await self.post(deliveries, to: url, signsAgain: signsAgain) }
      work.withLock { $0.posting = task }
    case .stopPosting: work.withLock { $0.posting?.cancel() }
    }
  }

  private func run(_ effect: PayloadEffect) {
    switch effect {
    case .find(let job, let search):
      work.withLock { $0.search?.cancel() }
      let task = begin { await self.find(job, for: search) }
      work.withLock { $0.search = task }
    case .stopFinding: work.withLock { $0.search?.cancel() }
    case .compare(let old, let new): begin { await self.compare(old, new) }
    case .learnShape(let source): begin { await self.learn(source) }
    case .checkShape(let document, let shape): begin { await self.check(document, shape) }
    case .compareDeliveries(let old, let new): begin { await self.compare(old, new) }
    case .checkSignature(let record): begin { await self.checkSignature(record) }
    }
  }

  private func run(_ effect: FileEffect) {
    switch effect {
    case .save(let payload, let path):
      begin {
        self.finish(
          self.save(payload.bytes, path, isMasked: payload.isMasked).map { .saved($0) }
        )
      }
    case .saveAll(let deliveries, let path): begin { await self.save(deliveries, path) }
    case .saveHAR(let exchanges, let path, let withSecrets):
      begin { self.finish(self.save(exchanges, path, withSecrets: withSecrets)) }
    case .saveEdited(let bytes, let path):
      begin { self.finish(self.save(bytes, path).map { .savedEdited($0) }) }
    }
  }

  /// Returns once nothing is under way.
  func idle() async {
    await withCheckedContinuation { continuation in
      let isIdle = work.withLock { work in
        if work.running > 0 { work.idlers.append(continuation) }
        return work.running == 0
      }
      if isIdle { continuation.resume() }
    }
  }

  /// Gives up what only reads, and waits for what changes something, but not for ever: a server that
  /// does not answer keeps nobody here.
  func leave() async {
    cancelLoads()
    let end = Task {
      try? await Task.sleep(for: .seconds(1.5))
      release(evenBusy: true)
    }
    await idle()
    end.cancel()
  }

  /// Lets those go on who wait for nothing to be under way.
  private func release(evenBusy: Bool) {
    let idlers = work.withLock { work in
      guard evenBusy || work.running == 0 else { return [CheckedContinuation<Void, Never>]() }
      defer { work.idlers = [] }
      return work.idlers
    }
    for idler in idlers { idler.resume() }
  }

  /// Gives up what only reads.
  func cancelLoads() {
    work.withLock { work in
      work.load?.cancel()
      work.search?.cancel()
      work.employers?.cancel()
      work.attempts?.cancel()
      work.posting?.cancel()
      for forward in work.forwards.values { forward.cancel() }
    }
  }

  @discardableResult
  func begin(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    work.withLock { $0.running += 1 }
    return Task {
      await body()
      self.work.withLock { $0.running -= 1 }
      self.release(evenBusy: false)
    }
  }

  func finish(_ result: EffectResult) {
    queue.post(.finished(result))
  }

  private func load(_ source: Document.Source) async {
    do {
      switch source {
      case .delivery(let id, let webhook):
        let delivery = try await api.delivery(id, of: webhook) { beginning in
          guard !Task.isCancelled else { return }
          finish(.loaded(Document(source: source, delivery: nil, payload: beginning.payload)))
        }
        guard !Task.isCancelled else { return }
        finish(.loaded(Document(source: source, delivery: delivery, payload: delivery.payload)))
        queue.post(.news(.deliveries(webhook, [delivery], isHistory: false)))
      case .sample(let event):
        let payload = try await api.sample(of: event)
        guard !Task.isCancelled else { return }
        finish(.loaded(Document(source: source, delivery: nil, payload: payload)))
      // It is there already.
      case .exchange: break
      }
    } catch {
      guard !Task.isCancelled else { return }
      finish(.notLoaded(source, APIError(error)))
    }
  }

  /// On a thread of its own: an expression can take any time over one value, and what is fetched
  /// meanwhile needs the threads of async code.
  private func find(_ job: PayloadSearchJob, for search: PayloadSearch) async {
    let isCancelled = Locked(false)
    let found = await withTaskCancellationHandler {
      await OwnThread.run { job.finish { isCancelled.withLock { $0 } } }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
    guard !Task.isCancelled, case .success(let matches?) = found else { return }
    finish(.found(matches, search))
  }

  private func checkSignature(_ record: ExchangeRecord) async {
    guard let verifier else { return finish(.signatureChecked(record.id, nil)) }
    let exchange = record.exchange
    // As of the time when it was sent.
    let time = Int64(exchange.phases.startedAt)
    let result = await OwnThread.run {
      verifier.check(exchange.request.body ?? [], exchange.sentHeaders, now: time)
    }
    if case .success(let result) = result { finish(.signatureChecked(record.id, result)) }
  }

  private func compare(_ old: MarkedDelivery, _ new: MarkedDelivery) async {
    do {
      await compare(try await document(old), try await document(new))
    } catch {
      finish(.failed(Problem("not compared: \(APIError(error))")))
    }
  }

  private func document(_ marked: MarkedDelivery) async throws -> Document {
    let delivery = try await api.delivery(marked.id, of: marked.webhook)
    let source = Document.Source.delivery(marked.id, of: marked.webhook)
    return Document(source: source, delivery: delivery, payload: delivery.payload)
  }

  private func compare(_ old: Document, _ new: Document) async {
    guard let left = old.payload?.node, let right = new.payload?.node else {
      return finish(.compared(old, with: new, nil))
    }
    let tree = await OwnThread.run { JSONDiffTree(JSONDiff(from: left, to: right), new: right) }
    if case .success(let tree) = tree { finish(.compared(old, with: new, tree)) }
  }

  private func attempts(_ id: RecordID, of webhook: RecordID) async {
    do {
      let attempts = try await api.attempts(at: id, of: webhook)
      if !Task.isCancelled { finish(.attempts(id, attempts)) }
    } catch {
      if !Task.isCancelled { finish(.noAttempts(id, APIError(error))) }
    }
  }

  private func employers() async {
    do {
      finish(.employers(try await api.employers(page: nil, searchTerm: nil)))
    } catch {
      finish(.noEmployers(APIError(error)))
    }
  }

  private func save(_ deliveries: [MarkedDelivery], _ path: String) async {
    var bytes: [UInt8] = []
    do {
      for delivery in deliveries {
        bytes += Array((bytes.isEmpty ? "[" : ",\n").utf8)
        bytes += try await api.record(delivery.id, of: delivery.webhook)
      }
    } catch {
      return finish(.failed(Problem("nothing was saved: \(APIError(error))")))
    }
    finish(save(bytes + Array("]\n".utf8), path).map { .saved($0) })
  }

  private func save(_ exchanges: [Exchange], _ path: String, withSecrets: Bool) -> EffectResult {
    let path = Self.whole(path)
    do {
      let file = try HARFile(creating: path, withSecrets: withSecrets)
      for exchange in exchanges { try file.append(exchange) }
      var status = stat()
      stat(path, &status)
      return .saved(SavedFile(path: path, byteCount: Int(status.st_size), isMasked: !withSecrets))
    } catch {
      return .failed(error)
    }
  }

  private static func whole(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardized.path
  }

  /// Writes what a person asked to have written; an existing file stays.
  private func save(
    _ bytes: [UInt8],
    _ path: String,
    isMasked: Bool = false
  ) -> Result<SavedFile, SaveFailure> {
    let path = Self.whole(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let error = file < 0 ? errno : WholeWrite.write(bytes, to: file)
    if file >= 0 { close(file) }
    if let error { return .failure(SaveFailure(path: path, code: error)) }
    return .success(SavedFile(path: path, byteCount: bytes.count, isMasked: isMasked))
  }

  private func finish(_ result: Result<EffectResult, SaveFailure>) {
    switch result {
    case .success(let result): finish(result)
    case .failure(let failure): finish(.notSaved(failure))
    }
  }
}

extension APIError {
  /// An error of a call; the client throws no other kind but for a cancelled task.
  init(_ error: any Error) {
    self = error as? APIError ?? APIError(.lost("\(error)"))
  }
}
