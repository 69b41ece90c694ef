import Foundation
import HookModel

/// Carries out effects: the only caller of the API beside the feed.
///
/// Of loads the newest wins and the older is cancelled; what changes something on the server is never
/// cancelled.
final class EffectRunner: Sendable {
  struct Work {
    var load: Task<Void, Never>?
    var search: Task<Void, Never>?
    var employers: Task<Void, Never>?
    /// The last forwarding of each webhook: the next one waits for it, which keeps their order.
    var forwards: [RecordID: Task<Void, Never>] = [:]
    var running = 0
    var idlers: [CheckedContinuation<Void, Never>] = []
  }

  let api: HookClient
  let feed: DeliveryFeed
  let queue: EventQueue
  let poster = Poster()
  let work = Locked(Work())

  init(api: HookClient, feed: DeliveryFeed, queue: EventQueue) {
    self.api = api
    self.feed = feed
    self.queue = queue
  }

  func run(_ effect: Effect) {
    switch effect {
    case .load(let source):
      let load = begin { await self.load(source) }
      work.withLock { work in
        work.load?.cancel()
        work.load = load
      }
    case .find(let search, let source):
      let task = begin { self.find(search, in: source) }
      work.withLock { work in
        work.search?.cancel()
        work.search = task
      }
    case .compare(let old, let new): begin { self.compare(old, new) }
    case .forward(let id, let webhook, let url): forward(id, of: webhook, to: url)
    case .change(let change): begin { await self.change(change) }
    case .create(let draft): begin { await self.create(draft) }
    case .delete(let webhook): begin { await self.delete(webhook) }
    case .fire(let event): begin { await self.fire(event) }
    case .employers:
      let task = begin { await self.employers() }
      work.withLock { $0.employers = task }
    case .choose(let id): begin { await self.feed.choose(id) }
    case .older(let ids): begin { await self.feed.older(than: ids) }
    case .refresh: begin { await self.feed.refresh() }
    case .post(let request): begin { await self.post(request) }
    case .goOn: queue.post(.goOn)
    case .save(let payload, let path):
      begin {
        guard let done = self.save(payload.bytes, path) else { return }
        self.finish(.done(payload.isMasked ? "\(done), masked" : done))
      }
    case .saveEdited(let bytes, let path):
      begin { if let done = self.save(bytes, path) { self.finish(.savedEdited(done)) } }
    // The loop, which has the terminal, sees to these.
    case .repaint, .copy, .page, .edit: break
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
      }
    } catch {
      guard !Task.isCancelled else { return }
      finish(.notLoaded(source, "\(error)"))
    }
  }

  private func find(_ search: JSONSearch, in source: Document.Source) {
    var search = search
    guard let matches = search.finish() else { return }
    finish(.found(matches, search.pattern, in: source))
  }

  private func compare(_ old: Document, _ new: Document) {
    guard let left = old.payload?.node, let right = new.payload?.node else {
      return finish(.failed("only JSON payloads can be compared"))
    }
    finish(.compared(old, with: new, JSONDiff(from: left, to: right)))
  }

  private func employers() async {
    do {
      finish(.employers(try await api.employers(page: nil, searchTerm: nil)))
    } catch {
      finish(.noEmployers("\(error)"))
    }
  }

  /// Writes what a person asked to have written; an existing file stays.
  ///
  /// - Returns: a sentence about it; `nil` if it failed, which was reported.
  private func save(_ bytes: [UInt8], _ path: String) -> String? {
    let path = (path as NSString).expandingTildeInPath
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let error = file < 0 ? errno : WholeWrite.write(bytes, to: file)
    if file >= 0 { close(file) }
    // The reason comes before a path that may be cut by the end of the line.
    guard let error else { return "\(bytes.count) bytes written to \(path)" }
    let reason = error == EEXIST ? "the file exists" : String(cString: strerror(error))
    finish(.failed("not written: \(reason): \(path)"))
    return nil
  }
}
