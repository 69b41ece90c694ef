/// All that is known of an employer's webhooks and their deliveries.
public struct HookState: Sendable {
  /// A webhook as far as it is known: the API's list says little more than that it exists.
  public struct KnownWebhook: Sendable, Identifiable {
    /// The API's `id`.
    public let id: RecordID
    /// What the list of webhooks calls it.
    public var name: String?
    /// When it is triggered; `nil` while that is not known.
    public var event: WebhookEvent?
    /// Where its deliveries go; `nil` while that is not known.
    public var url: String?
    /// Whether it is triggered; `nil` while that is not known.
    public var active: Bool?
    /// How often it was triggered; `nil` while that is not known.
    public var eventCount: Int?
    /// The whole record, once it was asked for.
    public var record: Webhook?

    package init(_ item: Item) {
      id = item.id
      merge(item)
    }

    package init(_ webhook: Webhook) {
      id = webhook.id
      merge(webhook)
    }

    package mutating func merge(_ item: Item) {
      name = item.name ?? name
      event = item.hints.event ?? event
      active = item.hints.active ?? active
      url = item.hints.url ?? url
      eventCount = item.hints.eventCount ?? eventCount
    }

    package mutating func merge(_ webhook: Webhook) {
      event = webhook.event
      active = webhook.active
      url = webhook.url
      eventCount = webhook.eventCount
      record = webhook
    }

    /// The event's name for people, else the item's name, else the id.
    public var title: String { event?.title ?? name ?? id.description }
  }

  /// In the order of the server's list.
  public private(set) var webhooks: [KnownWebhook] = []
  /// All deliveries that are known.
  public private(set) var timeline: Timeline
  /// How fresh all of this is.
  public private(set) var health = FeedHealth.starting
  /// Whether the server is a sandbox, which fires events and records attempts.
  public private(set) var isSandbox = false
  /// Whether the list of webhooks has come.
  public private(set) var isListed = false

  private var locations: [RecordID: Int] = [:]
  private var tallies: [RecordID: CodeTally] = [:]
  private var activeFilter: (filter: DeliveryFilter, scope: Timeline.Scope)?
  /// What became of all deliveries together.
  public private(set) var tally = CodeTally()

  /// - Parameter limit: at most so many deliveries are kept; the oldest give way.
  public init(limit: Int = 1_000_000) {
    timeline = Timeline(limit: limit)
  }

  /// What is known of a webhook; `nil` if the list does not have it.
  public func webhook(_ id: RecordID) -> KnownWebhook? {
    locations[id].map { webhooks[$0] }
  }

  /// Where a webhook stands in `webhooks`.
  public func position(of id: RecordID) -> Int? {
    locations[id]
  }

  /// What became of the deliveries of a webhook.
  public func tally(of id: RecordID) -> CodeTally {
    tallies[id] ?? CodeTally()
  }

  /// The webhooks that were triggered more often than deliveries of them are known; first the one
  /// whose oldest known delivery is the newest, since before that one the timeline of all lacks some.
  /// None where the timeline is full: what is older would give way at once.
  public var gaps: [RecordID] {
    guard !timeline.isFull else { return [] }
    return webhooks.compactMap { webhook -> (RecordID, Double)? in
      let count = timeline.count(in: .webhook(webhook.id))
      guard webhook.eventCount ?? .max > count else { return nil }
      let oldest = timeline.entry(at: count - 1, in: .webhook(webhook.id))
      return (webhook.id, oldest?.moment ?? .infinity)
    }
    .sorted { $0.1 > $1.1 }.map(\.0)
  }

  /// What is looked through by `Timeline.Scope.filtered`; `nil` if nothing is.
  public var filter: DeliveryFilter? { activeFilter?.filter }

  /// Looks at deliveries through a filter: from now on `Timeline.Scope.filtered` has those that fit,
  /// kept up to date as deliveries and webhooks change. Of many the newest are looked at here, the
  /// others by `filterMore`.
  /// - Parameter scope: those that are looked at, all or one webhook's.
  public mutating func setFilter(_ filter: DeliveryFilter?, in scope: Timeline.Scope = .all) {
    activeFilter = filter.map { ($0, scope) }
    applyFilter()
  }

  /// Whether there are deliveries that the filter has not looked at: `filterMore` goes on.
  public var isFiltering: Bool { timeline.isFiltering }

  /// Looks at some more deliveries, in a few milliseconds.
  public mutating func filterMore() {
    timeline.filterMore(rows: Self.filteredAtOnce)
  }

  private static let filteredAtOnce = 16_384

  private mutating func applyFilter() {
    timeline.filter(
      activeFilter.map { filter, scope in
        let fitting = webhooks.filter { filter.fits(event: $0.event, active: $0.active) }
        return ScopedFilter(
          filter: filter,
          scope: scope,
          webhooks: filter.asksOfWebhook ? Set(fitting.map(\.id)) : nil
        )
      }
    )
    filterMore()
  }

  /// Whether a webhook fits the filter may have changed.
  private mutating func refilter(_ isChanged: Bool) {
    if isChanged, activeFilter?.filter.asksOfWebhook == true { applyFilter() }
  }

  /// Takes in what the feed learnt.
  /// - Parameter now: seconds since 1970.
  /// - Returns: the deliveries that were not known before.
  @discardableResult
  public mutating func apply(_ news: FeedNews, now: Double) -> [RecordID] {
    switch news {
    case .list(let items):
      let before = facets
      list(items)
      refilter(facets != before)
    case .webhook(let webhook):
      let before = self.webhook(webhook.id)
      put(webhook)
      refilter(before?.event != webhook.event || before?.active != webhook.active)
    case .health(let health): self.health = health
    case .server(let isSandbox): self.isSandbox = isSandbox
    case .deliveries(let id, let deliveries, let isHistory):
      return put(deliveries, of: id, isHistory: isHistory, now: now)
    }
    return []
  }

  /// What a filter may ask of the webhooks; empty while none asks.
  private var facets: [Facet] {
    activeFilter?.filter.asksOfWebhook == true
      ? webhooks.map { Facet(id: $0.id, event: $0.event, active: $0.active) } : []
  }

  private struct Facet: Equatable {
    let id: RecordID
    let event: WebhookEvent?
    let active: Bool?
  }

  private mutating func list(_ items: [Item]) {
    isListed = true
    var known = Dictionary(webhooks.map { ($0.id, $0) }) { first, _ in first }
    var listed: [KnownWebhook] = []
    var seen: Set<RecordID> = []
    for item in items where seen.insert(item.id).inserted {
      var webhook = known.removeValue(forKey: item.id) ?? KnownWebhook(item)
      webhook.merge(item)
      listed.append(webhook)
    }
    webhooks = listed
    locations = Dictionary(uniqueKeysWithValues: listed.enumerated().map { ($1.id, $0) })
    for gone in known.keys {
      timeline.remove(webhook: gone)
      if let lost = tallies.removeValue(forKey: gone) { tally.remove(lost) }
    }
    if tally.hasLostLast { tally.findLast(in: timeline, .all) }
  }

  private mutating func put(_ webhook: Webhook) {
    if let location = locations[webhook.id] {
      webhooks[location].merge(webhook)
    } else {
      locations[webhook.id] = webhooks.count
      webhooks.append(KnownWebhook(webhook))
    }
  }

  private mutating func put(
    _ deliveries: [Delivery],
    of webhook: RecordID,
    isHistory: Bool,
    now: Double
  ) -> [RecordID] {
    guard locations[webhook] != nil else { return [] }
    var fresh: [RecordID] = []
    for delivery in deliveries {
      var known = delivery
      if let old = timeline.put(delivery, of: webhook, isHistory: isHistory, now: now) {
        discount(old)
        known = timeline.entry(delivery.id)?.delivery ?? delivery
      } else {
        fresh.append(delivery.id)
      }
      tallies[webhook, default: CodeTally()].add(known)
      tally.add(known)
    }
    for entry in timeline.trim() { discount(entry) }
    findLasts()
    return fresh
  }

  /// Forgets one delivery.
  package mutating func remove(_ id: RecordID) {
    guard let entry = timeline.remove(id) else { return }
    discount(entry)
    findLasts()
  }

  private mutating func findLasts() {
    for id in tallies.keys where tallies[id]?.hasLostLast == true {
      tallies[id]?.findLast(in: timeline, .webhook(id))
    }
    if tally.hasLostLast { tally.findLast(in: timeline, .all) }
  }

  private mutating func discount(_ entry: Timeline.Entry) {
    tallies[entry.webhook]?.remove(entry.delivery)
    tally.remove(entry.delivery)
  }
}
