import Foundation
import HookModel

/// Carries out effects: the only caller of the API beside the feed.
///
/// Of loads the newest wins and the older is cancelled; what changes something on the server is never
/// cancelled.
final class EffectRunner: Sendable {
  private struct Work {
    var load: Task<Void, Never>?
    var running = 0
    var idlers: [CheckedContinuation<Void, Never>] = []
  }

  private let api: any HookAPI
  private let feed: DeliveryFeed
  private let queue: EventQueue
  private let work = Locked(Work())

  init(api: any HookAPI, feed: DeliveryFeed, queue: EventQueue) {
    self.api = api
    self.feed = feed
    self.queue = queue
  }

  func run(_ effect: Effect) {
    switch effect {
    case .load(let id, let webhook):
      let load = begin { await self.load(id, of: webhook) }
      work.withLock { work in
        work.load?.cancel()
        work.load = load
      }
    case .change(let change): begin { await self.change(change) }
    case .nameEmployer: begin { await self.nameEmployer() }
    case .choose(let id): begin { await self.feed.choose(id) }
    case .refresh: begin { await self.feed.refresh() }
    // The loop, which has the terminal, sees to these.
    case .copy: break
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

  @discardableResult
  private func begin(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    work.withLock { $0.running += 1 }
    return Task {
      await body()
      let idlers = self.work.withLock { work in
        work.running -= 1
        defer { if work.running == 0 { work.idlers = [] } }
        return work.running == 0 ? work.idlers : []
      }
      for idler in idlers { idler.resume() }
    }
  }

  /// The name is for the first line only; where it does not come the id stands there.
  private func nameEmployer() async {
    guard let employers = try? await api.employers(page: nil, searchTerm: nil) else { return }
    queue.post(.finished(.employers(employers)))
  }

  private func load(_ id: RecordID, of webhook: RecordID) async {
    do {
      let delivery = try await api.delivery(id, of: webhook)
      let loaded = LoadedPayload(delivery: delivery, rows: delivery.payload?.rows)
      guard !Task.isCancelled else { return }
      queue.post(.finished(.loaded(id, loaded)))
      queue.post(.news(.deliveries(webhook, [delivery], isHistory: false)))
    } catch {
      guard !Task.isCancelled else { return }
      queue.post(.finished(.notLoaded(id, "\(error)")))
    }
  }

  /// Asks for the webhook first: what somebody else changed meanwhile is not overwritten in silence.
  private func change(_ change: WebhookChange) async {
    do {
      let current = try await api.webhook(change.webhook)
      guard current.draft == change.before else {
        queue.post(.news(.webhook(current)))
        queue.post(.finished(.notChanged(change, "it was changed elsewhere meanwhile; look again")))
        return
      }
      let changed = try await api.update(current, to: change.after)
      queue.post(.news(.webhook(changed)))
      queue.post(.finished(.changed(change, changed)))
    } catch {
      queue.post(.finished(.notChanged(change, "\(error)")))
    }
  }
}
