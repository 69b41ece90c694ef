import HookJSON
import HookSupport

/// Which deliveries a person wants to see. All that is named must fit; of several values of one kind
/// one must.
public struct DeliveryFilter: Sendable, Hashable {
  /// What became of a delivery: a code, or a class of them.
  public enum Code: Sendable, Hashable {
    case code(Int)
    case codes(CodeClass)
  }

  /// Each must be in the name, the URL, the message, the id or the headers of a captured request.
  package var words: [TextNeedle] = []
  /// Any of these; none is asked for where it is empty.
  public var codes: [Code] = []
  /// Parts of the names of events: `payrun` fits `Payrun_Finalised`.
  public var events: [String] = []
  /// Names of states, such as `Failed`.
  public var statuses: [String] = []
  /// Of the webhook.
  public var active: Bool?
  /// Deliveries without a time fit neither.
  public var since: TimeBound?
  /// A delivery of this very moment does not fit.
  public var until: TimeBound?

  /// A filter that lets everything through.
  public init() {}

  /// Whether the filter lets everything through.
  public var isEmpty: Bool { self == DeliveryFilter() }

  /// Whether the filter asks about the webhook and not only about the delivery.
  var asksOfWebhook: Bool { !events.isEmpty || active != nil }

  /// Whether a delivery fits, as far as it can tell by itself.
  package func fits(_ delivery: Delivery) -> Bool {
    fits(code: delivery.statusCode, delivery.taskStatus, time: delivery.created)
      && words.allSatisfy { word in
        [delivery.name, delivery.url, delivery.statusMessage, delivery.headerText]
          .contains { $0.map(word.isIn) == true }
          || word.isIn(delivery.id.description)
      }
  }

  /// The part of a filter that is about numbers and not about texts.
  package func fits(code: Int, _ status: TaskStatus, time: Timestamp?) -> Bool {
    if !codes.isEmpty {
      let kind = CodeClass(code: code, status)
      let fits = codes.contains { wanted in
        switch wanted {
        case .code(let wanted): code == wanted
        case .codes(let wanted): kind == wanted
        }
      }
      guard fits else { return false }
    }
    if !statuses.isEmpty, !statuses.contains(where: { Self.same($0, status.name) }) { return false }
    guard since != nil || until != nil else { return true }
    guard let time else { return false }
    return since?.isAfter(time) != true && until?.isAfterStart(of: time) != false
  }

  /// Whether the deliveries of a webhook may fit. What is not known of a webhook fits nothing.
  package func fits(event: WebhookEvent?, active isActive: Bool?) -> Bool {
    if let active, isActive != active { return false }
    guard !events.isEmpty else { return true }
    guard let event else { return false }
    let name = Self.plain(event.name)
    return events.contains { name.contains(Self.plain($0)) }
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
package struct ScopedFilter: Sendable {
  let filter: DeliveryFilter
  /// What is looked at: all deliveries, or those of one webhook.
  let scope: Timeline.Scope
  /// The webhooks that fit; `nil` if the filter asks nothing of them.
  let webhooks: Set<RecordID>?

  func takes(_ webhook: RecordID) -> Bool {
    if case .webhook(let id) = scope, id != webhook { return false }
    return webhooks?.contains(webhook) ?? true
  }
}
