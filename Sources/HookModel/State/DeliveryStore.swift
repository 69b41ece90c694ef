import Foundation
import HookSupport

/// Keeps deliveries in numbered slots.
struct DeliveryStore: Sendable {
  private var slots = ChunkedArray<StoredDelivery>()
  private var free: [UInt32] = []
  private var texts = TextArena()
  private var urls = Interned<String?>()
  private var statuses = Interned<TaskStatus>()
  private var webhooks = Interned<RecordID>()
  private var oddIDs: [UInt32: RecordID] = [:]
  /// Of captured requests alone.
  private var headerTexts: [UInt32: TextArena.Location] = [:]

  mutating func add(
    _ delivery: Delivery,
    of webhook: RecordID,
    moment: Double,
    sequence: Int
  ) -> UInt32 {
    let slot = free.popLast() ?? UInt32(slots.count)
    var state: StoredDelivery.State = []
    if let time = delivery.created {
      state.insert(.hasMoment)
      if time.hasTime { state.insert(.hasTime) }
      if time.hasOffset { state.insert(.hasOffset) }
    }
    if delivery.id.uuid == nil {
      state.insert(.hasOddID)
      oddIDs[slot] = delivery.id
    }
    if let text = delivery.headerText { headerTexts[slot] = texts.add(text) }
    let stored = StoredDelivery(
      uuid: delivery.id.uuid ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
      moment: moment,
      sequence: sequence,
      name: texts.add(delivery.name),
      state: state,
      message: texts.add(delivery.statusMessage),
      attempts: UInt16(clamping: delivery.attempts),
      statusCode: Int32(clamping: delivery.statusCode),
      webhook: webhooks.number(of: webhook),
      url: urls.number(of: delivery.url),
      status: statuses.number(of: delivery.taskStatus)
    )
    if Int(slot) < slots.count { slots[Int(slot)] = stored } else { slots.append(stored) }
    return slot
  }

  /// Replaces what may change of a delivery. Its time stays.
  mutating func change(_ slot: UInt32, to delivery: Delivery) {
    guard var stored = stored(slot) else { return }
    texts.remove(stored.name)
    texts.remove(stored.message)
    stored.name = texts.add(delivery.name)
    stored.message = texts.add(delivery.statusMessage)
    stored.attempts = UInt16(clamping: delivery.attempts)
    stored.statusCode = Int32(clamping: delivery.statusCode)
    stored.url = urls.number(of: delivery.url)
    stored.status = statuses.number(of: delivery.taskStatus)
    slots[Int(slot)] = stored
  }

  mutating func remove(_ slot: UInt32) {
    guard let old = stored(slot) else { return }
    texts.remove(old.name)
    texts.remove(old.message)
    if old.state.contains(.hasOddID) { oddIDs[slot] = nil }
    if let text = headerTexts.removeValue(forKey: slot) { texts.remove(text) }
    slots[Int(slot)].state = .isGone
    free.append(slot)
  }

  /// What a slot holds; `nil` if it is free.
  private func stored(_ slot: UInt32) -> StoredDelivery? {
    let stored = slots[Int(slot)]
    return stored.state.contains(.isGone) ? nil : stored
  }

  func id(_ slot: UInt32) -> RecordID? {
    guard let stored = stored(slot) else { return nil }
    return stored.state.contains(.hasOddID) ? oddIDs[slot] : RecordID(stored.uuid)
  }

  func entry(_ slot: UInt32) -> Timeline.Entry? {
    guard let stored = stored(slot), let id = id(slot) else { return nil }
    var delivery = Delivery(
      id: id,
      name: texts[stored.name],
      url: urls[stored.url],
      attempts: Int(stored.attempts),
      statusCode: Int(stored.statusCode),
      taskStatus: statuses[stored.status],
      statusMessage: texts[stored.message],
      created: time(of: stored)
    )
    delivery.headerText = headerTexts[slot].flatMap { texts[$0] }
    return Timeline.Entry(
      delivery: delivery,
      webhook: webhooks[stored.webhook],
      sequence: stored.sequence,
      moment: stored.moment
    )
  }

  private func time(of stored: StoredDelivery) -> Timestamp? {
    guard stored.state.contains(.hasMoment) else { return nil }
    return Timestamp(
      seconds: stored.moment,
      hasTime: stored.state.contains(.hasTime),
      hasOffset: stored.state.contains(.hasOffset)
    )
  }

  /// Whether a delivery passes a filter. Its texts are looked at where they lie, so that a
  /// million of them are looked through in a moment.
  func passes(_ slot: UInt32, _ scopedFilter: ScopedFilter) -> Bool {
    guard let stored = stored(slot), scopedFilter.takes(webhooks[stored.webhook]) else {
      return false
    }
    let time = time(of: stored)
    let status = statuses[stored.status]
    guard scopedFilter.filter.fits(code: Int(stored.statusCode), status, time: time) else {
      return false
    }
    return scopedFilter.filter.words.allSatisfy { word in
      word.isIn(texts.bytes(stored.name)) || word.isIn(texts.bytes(stored.message))
        || urls[stored.url].map(word.isIn) == true
        || headerTexts[slot].map { word.isIn(texts.bytes($0)) } == true
        || (word.mayBeInID || stored.state.contains(.hasOddID))
          && id(slot).map { word.isIn($0.description) } == true
    }
  }

  /// Where a delivery stands in the order of all, whether or not it is still here.
  struct Rank: Sendable {
    fileprivate let moment: Double
    fileprivate let sequence: Int
    fileprivate let slot: UInt32

    /// Before all deliveries.
    static let first = Rank(moment: .infinity, sequence: .max, slot: 0)
  }

  /// Seconds since 1970.
  func moment(_ slot: UInt32) -> Double { stored(slot)?.moment ?? 0 }

  func rank(of slot: UInt32) -> Rank {
    let stored = stored(slot)
    return Rank(moment: stored?.moment ?? 0, sequence: stored?.sequence ?? 0, slot: slot)
  }

  /// Whether a delivery stands after a rank in the order.
  func isBehind(_ slot: UInt32, _ rank: Rank) -> Bool {
    guard let stored = stored(slot) else { return false }
    if stored.moment != rank.moment { return stored.moment < rank.moment }
    if stored.sequence != rank.sequence { return stored.sequence < rank.sequence }
    return slot > rank.slot
  }

  /// Newest first; a strict total order, since no two slots share moment and sequence.
  func isBefore(_ left: UInt32, _ right: UInt32) -> Bool {
    guard left != right, let a = stored(left), let b = stored(right) else { return false }
    if a.moment != b.moment { return a.moment > b.moment }
    if a.sequence != b.sequence { return a.sequence > b.sequence }
    return left < right
  }
}
