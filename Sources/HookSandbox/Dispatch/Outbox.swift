import HookSupport

/// What is to be sent and in which order: a plain value that decides, and does nothing itself.
///
/// Each webhook has a lane. Its first attempts go out one at a time in the order of the events; its
/// retries go beside them, one at a time too. A lane holds only the next few deliveries; the rest
/// stay in the store and are fetched when the lane runs dry.
struct Outbox: Sendable {
  /// A flight: one attempt that is under way.
  struct Flight: Hashable, Sendable {
    let webhook: Int64
    let isRetry: Bool
  }

  enum Command: Sendable {
    /// Make an attempt. A body that is not in hand has to be fetched.
    case send(Flight, Int64, Outgoing?)
    /// Fetch the next deliveries of the webhook after that one.
    case load(webhook: Int64, after: Int64)
  }

  struct Limits: Sendable {
    var places = Places<Flight>.Limits()
    /// Deliveries of one lane that are kept in hand.
    var window = 256
    /// Bytes of bodies that are kept in hand, over all lanes.
    var bytes = 64 * 1024 * 1024
  }

  private struct Lane {
    var ready = Queue<Outgoing>()
    var retries = Queue<(delivery: Int64, target: String)>()
    /// The last delivery that came into the lane.
    var cursor: Int64 = 0
    /// There may be more in the store than is in hand.
    var hasStored = false
    var isLoading = false
    /// What is being fetched was asked for before a change: it is dropped.
    var isStale = false
    /// The endpoint is gone, and the store does not know it yet: what comes meanwhile is not sent.
    var isClosing = false
    /// In line for a place, or under way.
    var first = false
    var retry = false

    var isIdle: Bool {
      ready.isEmpty && retries.isEmpty && !hasStored && !isLoading && !isClosing && !first && !retry
    }
  }

  private struct Airborne {
    let target: String
    let bytes: Int
    var isSlow = false
  }

  private let limits: Limits
  private var lanes: [Int64: Lane] = [:]
  private var places: Places<Flight>
  private var flights: [Flight: Airborne] = [:]
  private var loads: [Int64] = []
  private var bytes = 0

  init(limits: Limits = Limits()) {
    self.limits = limits
    places = Places(limits: limits.places)
  }

  /// True when nothing is to be sent now, is under way or is being fetched.
  var isIdle: Bool { lanes.isEmpty }

  var flightCount: Int { flights.count }

  /// Deliveries were written to the store.
  mutating func triggered(_ deliveries: [Outgoing]) {
    for delivery in deliveries {
      change(delivery.webhook) { outbox, lane in
        guard !lane.isClosing, !lane.isLoading, delivery.id > lane.cursor else { return }
        guard !lane.hasStored, lane.ready.count < outbox.limits.window else {
          lane.hasStored = true
          return
        }
        lane.ready.append(outbox.kept(delivery))
        lane.cursor = delivery.id
      }
    }
  }

  /// The store has deliveries for the webhook from an earlier life.
  mutating func resume(_ webhook: Int64) {
    change(webhook) { _, lane in lane.hasStored = true }
  }

  /// What was asked for with `load` came.
  mutating func loaded(_ webhook: Int64, _ deliveries: [Outgoing], isAll: Bool) {
    change(webhook) { outbox, lane in
      lane.isLoading = false
      let isStale = lane.isStale
      lane.isStale = false
      guard !lane.isClosing, !isStale else { return }
      lane.hasStored = !isAll
      for delivery in deliveries {
        lane.ready.append(outbox.kept(delivery))
        lane.cursor = delivery.id
      }
    }
  }

  /// The time of a retry has come.
  mutating func retry(_ delivery: Int64, of webhook: Int64, target: String) {
    change(webhook) { _, lane in
      if !lane.isClosing { lane.retries.append((delivery, target)) }
    }
  }

  /// An attempt has ended.
  mutating func ended(_ flight: Flight) {
    guard let airborne = flights.removeValue(forKey: flight) else { return }
    bytes -= airborne.bytes
    if airborne.isSlow { places.releaseSlow() } else { places.release(airborne.target) }
    change(flight.webhook) { _, lane in
      if flight.isRetry { lane.retry = false } else { lane.first = false }
    }
  }

  /// An attempt takes long: its place is given to another.
  mutating func lingers(_ flight: Flight) {
    guard let airborne = flights[flight], !airborne.isSlow, places.makeWay(airborne.target) else {
      return
    }
    flights[flight]?.isSlow = true
  }

  /// The endpoint is gone: nothing more is sent to the webhook until the store knows.
  mutating func close(_ webhook: Int64) {
    change(webhook) { outbox, lane in
      outbox.empty(&lane)
      lane.isClosing = true
    }
  }

  /// The store knows that the endpoint is gone.
  mutating func closed(_ webhook: Int64) {
    change(webhook) { _, lane in lane.isClosing = false }
  }

  /// The webhook was deleted or deactivated.
  mutating func removed(_ webhook: Int64) {
    change(webhook) { outbox, lane in
      outbox.empty(&lane)
      lane.isStale = lane.isLoading
    }
  }

  /// What is kept of the webhook is no longer as it stands in the store: it is fetched again.
  mutating func reload(_ webhook: Int64) {
    change(webhook) { outbox, lane in
      guard !lane.isIdle else { return }
      if let first = lane.ready.first { lane.cursor = first.id - 1 }
      outbox.emptyReady(&lane)
      lane.isStale = lane.isLoading
      lane.hasStored = true
    }
  }

  /// What is to be done now.
  mutating func commands() -> [Command] {
    var commands: [Command] = []
    while let (flight, target) = places.next() {
      guard let command = start(flight, at: target) else {
        places.release(target)
        change(flight.webhook) { _, lane in
          if flight.isRetry { lane.retry = false } else { lane.first = false }
        }
        continue
      }
      commands.append(command)
    }
    // Only now: a lane that was just emptied asks for more.
    for webhook in loads {
      commands.append(.load(webhook: webhook, after: lanes[webhook]?.cursor ?? 0))
    }
    loads = []
    return commands
  }

  private mutating func start(_ flight: Flight, at target: String) -> Command? {
    if flight.isRetry {
      guard let retry = lanes[flight.webhook]?.retries.popFirst() else { return nil }
      flights[flight] = Airborne(target: target, bytes: 0)
      return .send(flight, retry.delivery, nil)
    }
    guard let outgoing = lanes[flight.webhook]?.ready.popFirst() else { return nil }
    flights[flight] = Airborne(target: target, bytes: outgoing.body?.count ?? 0)
    // The lane may have run dry by this.
    change(flight.webhook) { _, _ in }
    return .send(flight, outgoing.id, outgoing.body == nil ? nil : outgoing)
  }

  /// Changes a lane and gets in line with what it has to send then.
  private mutating func change(_ webhook: Int64, _ change: (inout Outbox, inout Lane) -> Void) {
    var lane = lanes[webhook] ?? Lane()
    lanes[webhook] = nil
    change(&self, &lane)
    if !lane.isClosing {
      if let next = lane.ready.first, !lane.first {
        lane.first = true
        places.add(Flight(webhook: webhook, isRetry: false), at: Target.name(of: next.url))
      }
      if let next = lane.retries.first, !lane.retry {
        lane.retry = true
        places.add(Flight(webhook: webhook, isRetry: true), at: next.target)
      }
      if lane.ready.isEmpty, lane.hasStored, !lane.isLoading {
        lane.hasStored = false
        lane.isLoading = true
        loads.append(webhook)
      }
    }
    if !lane.isIdle { lanes[webhook] = lane }
  }

  /// The delivery, without its body where too much is in hand.
  private mutating func kept(_ delivery: Outgoing) -> Outgoing {
    var delivery = delivery
    let size = delivery.body?.count ?? 0
    if bytes + size > limits.bytes { delivery.body = nil } else { bytes += size }
    return delivery
  }

  private mutating func empty(_ lane: inout Lane) {
    emptyReady(&lane)
    lane.retries = Queue()
    lane.hasStored = false
  }

  private mutating func emptyReady(_ lane: inout Lane) {
    while let dropped = lane.ready.popFirst() { bytes -= dropped.body?.count ?? 0 }
  }
}
