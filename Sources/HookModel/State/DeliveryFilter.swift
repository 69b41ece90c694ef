/// Which deliveries a person wants to see. All that is named must fit; of several values of one kind
/// one must.
public struct DeliveryFilter: Sendable, Hashable {
  /// What became of a delivery: a code, or a class of them.
  public enum Code: Sendable, Hashable {
    case code(Int)
    case codes(CodeClass)
  }

  /// Each must be in the name, the URL, the message or the id.
  public var words: [TextNeedle] = []
  public var codes: [Code] = []
  /// Parts of the names of events: `payrun` fits `Payrun_Finalised`.
  public var events: [String] = []
  /// Names of states, such as `Failed`.
  public var statuses: [String] = []
  /// Of the webhook.
  public var active: Bool?
  /// Seconds since 1970; deliveries without a time fit neither.
  public var since: Double?
  public var until: Double?

  public init() {}

  public var isEmpty: Bool { self == DeliveryFilter() }

  /// True where the filter asks about the webhook and not only about the delivery.
  var asksOfWebhook: Bool { !events.isEmpty || active != nil }

  /// True of deliveries that fit as far as they themselves tell.
  func fits(_ delivery: Delivery) -> Bool {
    if !codes.isEmpty, !codes.contains(where: { Self.fits($0, delivery) }) { return false }
    if !statuses.isEmpty, !statuses.contains(where: { Self.same($0, delivery.taskStatus.name) }) {
      return false
    }
    if since != nil || until != nil {
      guard let time = delivery.created?.seconds else { return false }
      if let since, time < since { return false }
      if let until, time >= until { return false }
    }
    return words.allSatisfy { word in
      [delivery.name, delivery.url, delivery.statusMessage].contains { $0.map(word.isIn) == true }
        || word.isIn(delivery.id.description)
    }
  }

  /// True of webhooks whose deliveries may fit. What is not known of a webhook fits nothing.
  func fits(event: WebhookEvent?, active isActive: Bool?) -> Bool {
    if let active, isActive != active { return false }
    guard !events.isEmpty else { return true }
    guard let event else { return false }
    let name = Self.plain(event.name)
    return events.contains { name.contains(Self.plain($0)) }
  }

  private static func fits(_ code: Code, _ delivery: Delivery) -> Bool {
    switch code {
    case .code(let code): delivery.statusCode == code
    case .codes(let kind): CodeClass(of: delivery) == kind
    }
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    left.lowercased() == right.lowercased()
  }

  /// A name without what people leave out when they type it.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" }
  }
}

/// A filter with all it needs to know to look at a delivery of the timeline.
struct DeliverySieve: Sendable {
  let filter: DeliveryFilter
  /// What is looked at: all deliveries, or those of one webhook.
  let scope: Timeline.Scope
  /// The webhooks that fit; nil where the filter asks nothing of them.
  let webhooks: Set<RecordID>?

  func passes(_ entry: Timeline.Entry) -> Bool {
    if case .webhook(let id) = scope, id != entry.webhook { return false }
    if let webhooks, !webhooks.contains(entry.webhook) { return false }
    return filter.fits(entry.delivery)
  }
}
