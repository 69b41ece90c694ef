import HookSupport

/// What is to be sent and in which order: a plain value that decides, and does nothing itself.
///
/// Each webhook has a queue. Its first attempts go out one at a time in the order of the events; its
/// retries go beside them, one at a time too. A queue holds only the next few deliveries; the rest
/// stay in the store and are fetched when the queue runs dry.
struct Outbox: Sendable {
  /// A attempt: one attempt that is under way.
  struct Attempt: Hashable, Sendable {
    let webhook: Int64
    let isRetry: Bool
  }

  enum Command: Sendable {
    /// Make an attempt. A body that is not in hand must be fetched.
    case send(Attempt, Int64, Outgoing?)
    /// Fetch the next deliveries of the webhook after that one.
    case load(webhook: Int64, after: Int64)
  }

  struct Limits: Sendable {
    var limiter = ConcurrencyLimiter<Attempt>.Limits()
    /// Deliveries of one queue that are kept in hand.
    var window = 256
    /// Bytes of bodies that are kept in hand, over all queues.
    var bytes = 64 * 1024 * 1024
  }

  private struct WebhookQueue {
    var ready = Queue<Outgoing>()
    var retries = Queue<(delivery: Int64, target: String)>()
    /// The last delivery that came into the queue.
    var cursor: Int64 = 0
    /// There may be more in the store than is in hand.
    var hasStored = false
    var isLoading = false
    /// What is being fetched was asked for before a change: it is dropped.
    var isStale = false
    /// The endpoint is gone, and the store does not know it yet: what comes meanwhile is not sent.
    var isClosing = false
    /// Waiting for the limiter, or under way.
    var first = false
    var retry = false

    var isIdle: Bool {
      ready.isEmpty && retries.isEmpty && !hasStored && !isLoading && !isClosing && !first && !retry
    }
  }

  private struct Running {
    let target: String
    let bytes: Int
    var isSlow = false
  }

  private let limits: Limits
  private var queues: [Int64: WebhookQueue] = [:]
  private var limiter: ConcurrencyLimiter<Attempt>
  private var running: [Attempt: Running] = [:]
  private var loads: [Int64] = []
  private var bytes = 0

  init(limits: Limits = Limits()) {
    self.limits = limits
    limiter = ConcurrencyLimiter(limits: limits.limiter)
  }

  /// Whether nothing is to be sent now, is under way or is being fetched.
  var isIdle: Bool { queues.isEmpty }

  var runningCount: Int { running.count }

  /// Deliveries were written to the store.
  mutating func triggered(_ deliveries: [Outgoing]) {
    for delivery in deliveries {
      change(delivery.webhook) { outbox, queue in
        guard !queue.isClosing, !queue.isLoading, delivery.id > queue.cursor else { return }
        guard !queue.hasStored, queue.ready.count < outbox.limits.window else {
          queue.hasStored = true
          return
        }
        queue.ready.append(outbox.kept(delivery))
        queue.cursor = delivery.id
      }
    }
  }

  /// The store has deliveries for the webhook from an earlier life.
  mutating func resume(_ webhook: Int64) {
    change(webhook) { _, queue in queue.hasStored = true }
  }

  /// What was asked for with `load` came.
  mutating func loaded(_ webhook: Int64, _ deliveries: [Outgoing], isAll: Bool) {
    change(webhook) { outbox, queue in
      queue.isLoading = false
      let isStale = queue.isStale
      queue.isStale = false
      guard !queue.isClosing, !isStale else { return }
      queue.hasStored = !isAll
      for delivery in deliveries {
        queue.ready.append(outbox.kept(delivery))
        queue.cursor = delivery.id
      }
    }
  }

  /// The time of a retry has come.
  mutating func retry(_ delivery: Int64, of webhook: Int64, target: String) {
    change(webhook) { _, queue in
      if !queue.isClosing { queue.retries.append((delivery, target)) }
    }
  }

  /// An attempt has ended.
  mutating func ended(_ attempt: Attempt) {
    guard let entry = running.removeValue(forKey: attempt) else { return }
    bytes -= entry.bytes
    if entry.isSlow { limiter.releaseSlow() } else { limiter.release(entry.target) }
    change(attempt.webhook) { _, queue in
      if attempt.isRetry { queue.retry = false } else { queue.first = false }
    }
  }

  /// An attempt takes long: another may start instead.
  mutating func lingers(_ attempt: Attempt) {
    guard let entry = running[attempt], !entry.isSlow, limiter.becomesSlow(entry.target) else {
      return
    }
    running[attempt]?.isSlow = true
  }

  /// The endpoint is gone: nothing more is sent to the webhook until the store knows.
  mutating func close(_ webhook: Int64) {
    change(webhook) { outbox, queue in
      outbox.empty(&queue)
      queue.isClosing = true
    }
  }

  /// The store knows that the endpoint is gone.
  mutating func closed(_ webhook: Int64) {
    change(webhook) { _, queue in queue.isClosing = false }
  }

  /// The webhook was deleted or deactivated.
  mutating func removed(_ webhook: Int64) {
    change(webhook) { outbox, queue in
      outbox.empty(&queue)
      queue.isStale = queue.isLoading
    }
  }

  /// What is kept of the webhook is no longer as it stands in the store: it is fetched again.
  mutating func reload(_ webhook: Int64) {
    change(webhook) { outbox, queue in
      guard !queue.isIdle else { return }
      if let first = queue.ready.first { queue.cursor = first.id - 1 }
      outbox.emptyReady(&queue)
      queue.isStale = queue.isLoading
      queue.hasStored = true
    }
  }

  /// What is to be done now.
  mutating func commands() -> [Command] {
    var commands: [Command] = []
    while let (attempt, target) = limiter.next() {
      guard let command = start(attempt, at: target) else {
        limiter.release(target)
        change(attempt.webhook) { _, queue in
          if attempt.isRetry { queue.retry = false } else { queue.first = false }
        }
        continue
      }
      commands.append(command)
    }
    // Only now: a queue that was just emptied asks for more.
    for webhook in loads {
      commands.append(.load(webhook: webhook, after: queues[webhook]?.cursor ?? 0))
    }
    loads = []
    return commands
  }

  private mutating func start(_ attempt: Attempt, at target: String) -> Command? {
    if attempt.isRetry {
      guard let retry = queues[attempt.webhook]?.retries.popFirst() else { return nil }
      running[attempt] = Running(target: target, bytes: 0)
      return .send(attempt, retry.delivery, nil)
    }
    guard let outgoing = queues[attempt.webhook]?.ready.popFirst() else { return nil }
    running[attempt] = Running(target: target, bytes: outgoing.body?.count ?? 0)
    // The queue may have run dry by this.
    change(attempt.webhook) { _, _ in }
    return .send(attempt, outgoing.id, outgoing.body == nil ? nil : outgoing)
  }

  /// Changes a queue and gets in line with what it is to send then.
  private mutating func change(
    _ webhook: Int64,
    _ change: (inout Outbox, inout WebhookQueue) -> Void
  ) {
    var queue = queues[webhook] ?? WebhookQueue()
    queues[webhook] = nil
    change(&self, &queue)
    if !queue.isClosing {
      if let next = queue.ready.first, !queue.first {
        queue.first = true
        limiter.add(Attempt(webhook: webhook, isRetry: false), at: Target.name(of: next.url))
      }
      if let next = queue.retries.first, !queue.retry {
        queue.retry = true
        limiter.add(Attempt(webhook: webhook, isRetry: true), at: next.target)
      }
      if queue.ready.isEmpty, queue.hasStored, !queue.isLoading {
        queue.hasStored = false
        queue.isLoading = true
        loads.append(webhook)
      }
    }
    if !queue.isIdle { queues[webhook] = queue }
  }

  /// The delivery, without its body where too much is in hand.
  private mutating func kept(_ delivery: Outgoing) -> Outgoing {
    var delivery = delivery
    let size = delivery.body?.count ?? 0
    if bytes + size > limits.bytes { delivery.body = nil } else { bytes += size }
    return delivery
  }

  private mutating func empty(_ queue: inout WebhookQueue) {
    emptyReady(&queue)
    queue.retries = Queue()
    queue.hasStored = false
  }

  private mutating func emptyReady(_ queue: inout WebhookQueue) {
    while let dropped = queue.ready.popFirst() { bytes -= dropped.body?.count ?? 0 }
  }
}
